import { asNames, asNumber, asText, type Incident, isObject, parseIncident } from '../model/incident';
import { type Columns, ColumnsError, decodeColumns } from '../model/columns';
import { type Marking, markingsOf, type Span } from '../model/spans';

/** What one report tells of an incident. */
export interface Telling {
  readonly id: string;
  readonly reportId: string;
  readonly status: string | null;
  readonly quote: string;
  readonly attribution: readonly string[];
  readonly markings: readonly Marking[];
}

export interface ReportText {
  readonly id: string;
  readonly text: string;
  readonly title: string | null;
  /** Only http and https; null for anything else. */
  readonly url: string | null;
  readonly source: string | null;
  readonly published: string | null;
  readonly language: string | null;
}

export interface FoundToponym {
  readonly span: Span;
  readonly text: string;
  readonly confidence: number | null;
  readonly place: { readonly name: string; readonly lon: number; readonly lat: number; readonly country: string | null } | null;
}

export interface Reading {
  readonly toponyms: readonly FoundToponym[];
  readonly events: readonly { readonly incident: Incident; readonly markings: readonly Marking[] }[];
}

export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const PAGE = 2000;
/** Beyond this many, loading stops and the page says so: the page's layers are made for less. */
export const MOST = 200_000;
const base = new URL('api/', document.baseURI);

async function json(url: URL, init?: RequestInit): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, headers: { accept: 'application/geo+json, application/json', ...init?.headers } });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, '');
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new ApiError(response.status, problemOf(body) ?? response.statusText);
  return body;
}

function problemOf(body: unknown): string | null {
  if (!isObject(body)) return null;
  return asText(body['detail']) ?? asText(body['description']) ?? asText(body['title']) ?? asText(body['message']);
}

const featuresOf = (body: unknown): unknown[] => (isObject(body) && Array.isArray(body['features']) ? body['features'] : []);

/** The address of the next page, when the answer names one on this same server. */
function nextOf(body: unknown, current: URL): URL | null {
  const links = isObject(body) && Array.isArray(body['links']) ? body['links'] : [];
  for (const link of links) {
    if (!isObject(link) || link['rel'] !== 'next') continue;
    const href = asText(link['href']);
    if (!href || !URL.canParse(href, current)) return null;
    // Behind a proxy the server may know itself by another name: only path and query count.
    const next = new URL(href, current);
    return new URL(next.pathname + next.search, current);
  }
  return null;
}

async function packed(search: Record<string, string>, signal: AbortSignal): Promise<Columns | null> {
  const url = new URL('incidents.bin', base);
  for (const [key, value] of Object.entries(search)) url.searchParams.set(key, value);
  let response: Response;
  let buffer: ArrayBuffer;
  try {
    response = await fetch(url, { signal, headers: { accept: 'application/vnd.dateline.incidents' } });
    if (response.status === 404) return null;
    if (!response.ok) throw new ApiError(response.status, problemOf(await response.json().catch(() => null)) ?? response.statusText);
    buffer = await response.arrayBuffer();
  } catch (error) {
    if (error instanceof ApiError || (error instanceof DOMException && error.name === 'AbortError')) throw error;
    throw new ApiError(0, '');
  }
  try {
    return decodeColumns(buffer);
  } catch (error) {
    throw error instanceof ColumnsError ? new ApiError(response.status, error.message) : error;
  }
}

/** All incidents by column; null when the server does not pack them. */
export const loadColumns = (signal: AbortSignal): Promise<Columns | null> => packed({}, signal);

/** The server's full text search, which also looks into reports: the numbers of what it finds; null when it does not pack them. */
export const searchNumbers = async (query: string, signal: AbortSignal): Promise<Uint32Array | null> => (await packed({ q: query, columns: 'number' }, signal))?.number ?? null;

/** So many can be asked for by number at once. */
const AT_ONCE = 500;

async function numbered(numbers: readonly number[], signal: AbortSignal): Promise<unknown[]> {
  const found: unknown[] = [];
  for (let i = 0; i < numbers.length; i += AT_ONCE) {
    const some = numbers.slice(i, i + AT_ONCE);
    found.push(...featuresOf(await json(new URL(`collections/incidents/items?limit=${AT_ONCE}&numbers=${some.join(',')}`, base), { signal })));
  }
  return found;
}

/** These incidents with everything that the API tells of them. */
export const loadNumbered = async (numbers: readonly number[], signal: AbortSignal): Promise<Incident[]> =>
  (await numbered(numbers, signal)).flatMap((feature) => parseIncident(feature) ?? []);

/** One incident by its id; null when there is none. */
export async function loadIncident(id: string, signal: AbortSignal): Promise<Incident | null> {
  try {
    return parseIncident(await json(new URL(`collections/incidents/items/${encodeURIComponent(id)}`, base), { signal }));
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/** Loads all incidents, page after page; `progress` hears of every page: what has come so far and how many there are. */
export async function loadIncidents(
  progress: (incidents: readonly Incident[], total: number | null) => void,
  signal: AbortSignal,
): Promise<void> {
  let url: URL | null = new URL(`collections/incidents/items?limit=${PAGE}`, base);
  const seen = new Map<string, Incident>();
  while (url && seen.size < MOST) {
    const body: unknown = await json(url, { signal });
    const before = seen.size;
    for (const feature of featuresOf(body)) {
      const incident = parseIncident(feature);
      if (incident) seen.set(incident.id, incident);
    }
    const total = isObject(body) ? asNumber(body['numberMatched']) : null;
    progress([...seen.values()], total);
    url = seen.size > before ? nextOf(body, url) : null;
  }
}

export interface RawFeature {
  readonly id: string;
  readonly geometry: { readonly coordinates?: readonly number[] } | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** These incidents as the API tells them, in its order, with everything that it tells. */
export async function loadFeatures(ids: ReadonlySet<string>, signal: AbortSignal): Promise<RawFeature[]> {
  const found = new Map<string, RawFeature>();
  let url: URL | null = new URL(`collections/incidents/items?limit=${PAGE}`, base);
  for (let page = 0; url && found.size < ids.size && page < MOST; page++) {
    const body: unknown = await json(url, { signal });
    const features = featuresOf(body);
    for (const feature of features) {
      if (isObject(feature) && ids.has(String(feature['id'])) && isObject(feature['properties'])) found.set(String(feature['id']), feature as unknown as RawFeature);
    }
    url = features.length > 0 ? nextOf(body, url) : null;
  }
  if (found.size < ids.size) throw new ApiError(-1, 'some incidents are gone');
  return [...found.values()];
}

/** The same by number. */
export async function loadFeaturesNumbered(numbers: readonly number[], signal: AbortSignal): Promise<RawFeature[]> {
  const found = (await numbered(numbers, signal)).filter((feature) => isObject(feature) && isObject(feature['properties'])) as unknown as RawFeature[];
  if (found.length < numbers.length) throw new ApiError(-1, 'some incidents are gone');
  return found;
}

/** How many incidents the server finds with these parameters. */
export async function countMatching(asked: URLSearchParams, signal: AbortSignal): Promise<number | null> {
  const body: unknown = await json(new URL(`collections/incidents/items?${new URLSearchParams([...asked, ['limit', '1']]).toString()}`, base), { signal });
  return isObject(body) ? asNumber(body['numberMatched']) : null;
}

export const itemsAddress = (asked: URLSearchParams, format: string): string =>
  new URL(`collections/incidents/items?${new URLSearchParams([...asked, ['f', format]]).toString()}`, base).href;

/** The server's full text search, which also looks into reports: the ids of what it finds. */
export async function searchIds(query: string, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const url = new URL('collections/incidents/items', base);
  url.searchParams.set('q', query);
  url.searchParams.set('limit', '1000');
  const found = new Set<string>();
  for (const feature of featuresOf(await json(url, { signal }))) if (isObject(feature)) found.add(String(feature['id']));
  return found;
}

export async function loadTellings(incidentId: string, signal: AbortSignal): Promise<Telling[]> {
  const url = new URL('collections/events/items', base);
  url.searchParams.set('incident_id', incidentId);
  url.searchParams.set('limit', '200');
  return featuresOf(await json(url, { signal })).flatMap((feature) => {
    const p = isObject(feature) && isObject(feature['properties']) ? feature['properties'] : null;
    const reportId = p && asText(p['report_id']);
    if (!p || !reportId) return [];
    return {
      id: String((feature as Record<string, unknown>)['id'] ?? reportId),
      reportId,
      status: asText(p['status']),
      quote: asText(p['quote']) ?? '',
      attribution: asNames(p['attribution']),
      markings: markingsOf(p['evidence']),
    };
  });
}

export async function loadReport(id: string, signal: AbortSignal): Promise<ReportText> {
  const body = await json(new URL(`collections/reports/items/${encodeURIComponent(id)}`, base), { signal });
  const p = isObject(body) && isObject(body['properties']) ? body['properties'] : {};
  return {
    id,
    text: asText(p['text']) ?? '',
    title: asText(p['title']),
    url: safeUrl(p['url']),
    source: asText(p['source']),
    published: asText(p['published']),
    language: asText(p['language']),
  };
}

/** An address that may be linked to: http or https and nothing else. */
export function safeUrl(value: unknown): string | null {
  const text = asText(value);
  if (!text || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
}

export async function geoparse(text: string, published: string | null, signal: AbortSignal): Promise<Reading> {
  const body = await json(new URL('geoparse', base), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(published ? { text, published } : { text }),
    signal,
  });
  const answer = isObject(body) ? body : {};
  const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : featuresOf(value));
  return {
    toponyms: list(answer['toponyms']).flatMap((item) => {
      if (!isObject(item)) return [];
      const start = asNumber(item['start']);
      const end = asNumber(item['end']);
      const place = isObject(item['place']) ? item['place'] : null;
      const lon = place && asNumber(place['lon']);
      const lat = place && asNumber(place['lat']);
      if (start === null || end === null) return [];
      return {
        span: [start, end] as const,
        text: asText(item['text']) ?? '',
        confidence: asNumber(item['confidence']),
        place:
          place && typeof lon === 'number' && typeof lat === 'number'
            ? { name: asText(place['name']) ?? '', lon, lat, country: asText(place['country']) }
            : null,
      };
    }),
    events: list(answer['events']).flatMap((item, i) => {
      const event = isObject(item) ? item : {};
      const properties = isObject(event['properties']) ? event['properties'] : event;
      const incident = parseIncident(asFeature(event, properties, i));
      return incident ? { incident, markings: markingsOf(properties['evidence']) } : [];
    }),
  };
}

/** Events come as features or as flat rows with `lon`, `lat` and a `place`; both become a feature. */
function asFeature(event: Record<string, unknown>, properties: Record<string, unknown>, i: number): unknown {
  const place = isObject(properties['place']) ? properties['place'] : {};
  const lon = asNumber(properties['lon']);
  const lat = asNumber(properties['lat']);
  return {
    id: event['id'] ?? `preview-${i}`,
    geometry: event['geometry'] ?? (lon !== null && lat !== null ? { type: 'Point', coordinates: [lon, lat] } : null),
    properties: { place_name: place['name'], country: place['country'], place_kind: place['kind'], ...properties },
  };
}

/** Where a place lies that is called so; null when none is found. */
export async function findPlace(name: string, signal: AbortSignal): Promise<{ readonly lon: number; readonly lat: number } | null> {
  const url = new URL('../search', base);
  url.search = new URLSearchParams({ q: name, format: 'jsonv2', limit: '1' }).toString();
  const body = await json(url, { signal });
  const [first] = Array.isArray(body) ? (body as unknown[]) : [];
  const lon = isObject(first) ? Number(first['lon']) : NaN;
  const lat = isObject(first) ? Number(first['lat']) : NaN;
  return Number.isFinite(lon) && Number.isFinite(lat) ? { lon, lat } : null;
}
