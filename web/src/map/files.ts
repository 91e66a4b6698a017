import basemapUrl from '../../../gazetteer/dateline_gazetteer/basemap/basemap.json?url';
import labelsUrl from '../../../gazetteer/dateline_gazetteer/basemap/labels.json?url';

/** The files of the page's own basemap; asked for as soon as the page begins, while the map's code is still on its way. */
export const basemapFiles = Promise.all([basemapUrl, labelsUrl].map(async (url) => (await fetch(url)).json()));
// Whoever waits for them is told; nobody may wait yet.
basemapFiles.catch(() => undefined);
