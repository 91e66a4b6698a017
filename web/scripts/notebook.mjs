// Puts what maps in notebooks need without a network beside the built page: Leaflet and its timeline, with their licenses.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const modules = new URL('../node_modules/', import.meta.url);
const folder = new URL('../dateline_web/static/notebook/', import.meta.url);
mkdirSync(folder, { recursive: true });
const read = (path) => readFileSync(new URL(path, modules), 'utf8');
const withoutMap = (text) => text.replace(/\n\/[/*]# sourceMappingURL=.*$/, '\n');

writeFileSync(new URL('leaflet.js', folder), withoutMap(read('leaflet/dist/leaflet.js')));
// Pictures of markers and of the layers' button are not used, and would be looked for beside the map.
writeFileSync(new URL('leaflet.css', folder), read('leaflet/dist/leaflet.css').replace(/url\((?!#)[^)]*\)/g, 'none'));
writeFileSync(new URL('leaflet.timeline.js', folder), withoutMap(read('leaflet.timeline/dist/leaflet.timeline.js')));
for (const name of ['leaflet', 'leaflet.timeline']) copyFileSync(new URL(`${name}/LICENSE`, modules), new URL(`${name}.LICENSE`, folder));
