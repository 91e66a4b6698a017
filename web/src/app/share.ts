import { encode } from '../model/url';
import { KINDS, STATUSES } from '../model/codebook';
import { NONE, type ViewState } from '../model/state';
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
export const SERVER_FORMATS = { geojsonl: 'GeoJSONL', kml: 'KML', atom: 'Atom', parquet: 'GeoParquet', fgb: 'FlatGeobuf', gpkg: 'GeoPackage', map: 'HTML' } as const;
/** Incidents that the server can be asked for by their numbers. */
const MOST_NUMBERED = 500;

/** Parameters of the API for exactly these incidents; null when they are too many, or came without numbers. */
export function numbersOf({ full, number }: Columns, rows: Rows): URLSearchParams | null {
  if (rows.length === 0 || rows.length > MOST_NUMBERED) return null;
  const numbers = Array.from(rows, (row) => (full ? (full[row]!.number ?? 0) : number[row]!));
  return numbers.includes(0) ? null : new URLSearchParams({ numbers: numbers.sort((a, b) => a - b).join(',') });
}

/** The filters as parameters of the API; null when it has none for one that is set. What it finds must still be counted: names are told apart otherwise here. */
export function apiFilters(state: ViewState): URLSearchParams | null {
  const { undated, inView, area, query, countries, provinces, sources, actors, precisions, placePrecisions } = state;
  if (undated || inView || query.trim() !== '' || (area && area.kind !== 'box')) return null;
  if ([countries, provinces, placePrecisions].some((values) => (values as readonly string[]).includes(NONE))) return null;
  const asked = new URLSearchParams();
  const list = (name: string, values: readonly string[]) => {
    if (values.length) asked.set(name, values.join(','));
  };
  if (state.window) asked.set('datetime', `${isoDay(state.window.from)}/${isoDay(state.window.to)}`);
  if (state.hiddenKinds.length) list('event_type', KINDS.filter((kind) => !state.hiddenKinds.includes(kind)));
  if (state.hiddenStatuses.length) list('status', STATUSES.filter((status) => !state.hiddenStatuses.includes(status)));
  list('sub_event_type', state.subKinds);
  if (!state.background) asked.set('salience', 'main');
  list('country', countries.length ? countries : [...new Set(provinces.map((province) => province.split('/')[0]!))]);
  list('admin1', provinces.map((province) => province.slice(province.indexOf('/') + 1)));
  list('source', sources);
  list('actor', actors);
  list('date_precision', precisions);
  list('geo_precision', placePrecisions);
  if (state.leastToll > 0) asked.set('least_toll', String(state.leastToll));
  if (state.leastConfidence > 0) asked.set('least_confidence', String(state.leastConfidence / 100));
  if (area?.kind === 'box') asked.set('bbox', [area.west, area.south, area.east, area.north].join(','));
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
