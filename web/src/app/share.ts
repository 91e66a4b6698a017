import { encode } from '../model/url';
import type { ViewState } from '../model/state';
import { encodeCell } from '../model/csv';
import { loadFeatures, loadFeaturesNumbered, type RawFeature } from './api';
import type { Columns } from '../model/columns';
import type { Rows } from '../model/runs';
import { isoDay } from '../model/days';

/** The address of this very view, for the whole page or for a frame in another page. */
export function addressOf(state: ViewState, embed = false): string {
  // Not out of its origin: a file has none.
  const url = new URL(location.href);
  url.search = '';
  if (embed) url.searchParams.set('embed', '1');
  // A frame has no panel to choose a tab of.
  url.hash = encode(embed ? { ...state, tab: 'list', selected: null } : state);
  return url.href;
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');

export const frameOf = (state: ViewState, title: string): string =>
  `<iframe src="${escaped(addressOf(state, true))}" title="${escaped(title)}" width="100%" height="540" style="border:0" loading="lazy"></iframe>`;

export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without permission for the clipboard, an old way still works where the page is allowed to.
    const field = document.createElement('input');
    field.value = text;
    // In an open dialog nothing outside of it can be selected.
    (document.querySelector('dialog[open]') ?? document.body).append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
  }
}

export function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the blob after this returns.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Formats that the server alone writes. */
export const SERVER_FORMATS = { kml: 'KML', atom: 'Atom', parquet: 'GeoParquet', fgb: 'FlatGeobuf', gpkg: 'GeoPackage' } as const;

/** The filters as parameters of the API; null when it has none for one that is set. */
export function apiFilters(state: ViewState, kinds: readonly string[], statuses: readonly string[]): URLSearchParams | null {
  const { undated, inView, area, query, countries, sources, actors, precisions, leastToll, leastConfidence } = state;
  if (undated || inView || area || query.trim() !== '' || countries.length + sources.length + actors.length + precisions.length > 0 || leastToll > 0 || leastConfidence > 0) return null;
  const asked = new URLSearchParams();
  if (state.window) asked.set('datetime', `${isoDay(state.window.from)}/${isoDay(state.window.to)}`);
  if (state.hiddenKinds.length) asked.set('event_type', kinds.join(','));
  if (state.hiddenStatuses.length) asked.set('status', statuses.join(','));
  if (state.subKinds.length) asked.set('sub_event_type', state.subKinds.join(','));
  if (!state.background) asked.set('salience', 'main');
  return asked;
}

/** Exactly these incidents, with all that the API tells of them, as a file. */
export async function exportFile({ full, number }: Columns, rows: Rows, format: 'geojson' | 'csv', signal: AbortSignal): Promise<Blob> {
  const features = full ? await loadFeatures(new Set(Array.from(rows, (row) => full[row]!.id)), signal) : await loadFeaturesNumbered(Array.from(rows, (row) => number[row]!), signal);
  if (format === 'geojson') return new Blob([JSON.stringify({ type: 'FeatureCollection', features })], { type: 'application/geo+json' });
  return new Blob([csvOf(features)], { type: 'text/csv' });
}

function csvOf(features: readonly RawFeature[]): string {
  const names = [...new Set(features.flatMap(({ properties }) => Object.keys(properties)))].filter((name) => !['id', 'lon', 'lat'].includes(name));
  const rows = features.map(({ id, geometry, properties }) => [id, geometry?.coordinates?.[0], geometry?.coordinates?.[1], ...names.map((name) => properties[name])]);
  return [['id', 'lon', 'lat', ...names], ...rows].map((row) => row.map(encodeCell).join(',')).join('\r\n') + '\r\n';
}
