import { type DatePrecision, isKind, isStatus, type Kind, PRECISIONS, type Status } from './codebook';
import { type Day, parseDay } from './days';

/** An incident as the page knows it. Everything that the API answers is checked here; what is odd becomes null, never an exception. */
export interface Incident {
  readonly id: string;
  /** Its number in the server's store; null where it tells none. */
  readonly number: number | null;
  readonly title: string;
  readonly kind: Kind;
  readonly subKind: string;
  readonly status: Status;
  readonly background: boolean;
  /** Null when it could not be placed. */
  readonly lon: number | null;
  readonly lat: number | null;
  readonly uncertaintyKm: number;
  readonly placeName: string | null;
  readonly placeKind: string | null;
  readonly admin1: string | null;
  readonly country: string | null;
  /** ACLED: 1 a named spot, 2 near it, 3 a province or more. */
  readonly geoPrecision: number | null;
  readonly placeConfidence: number | null;
  readonly confidence: number;
  /** The told days, inclusive; null when not told. */
  readonly start: Day | null;
  readonly end: Day | null;
  readonly datePrecision: DatePrecision;
  readonly timeOfDay: string | null;
  /** Where it stands on the timeline: the first told day, or for a plan the day it became known; null when undated. */
  readonly stands: Day | null;
  readonly saidOn: Day | null;
  readonly firstReported: Day | null;
  readonly actors: readonly string[];
  readonly attribution: readonly string[];
  readonly sources: readonly string[];
  readonly fatalities: readonly [number, number] | null;
  readonly injuries: readonly [number, number] | null;
  readonly reportCount: number;
  /** What full text search looks at: lower case, without accents. */
  readonly haystack: string;
}

type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
export const asText = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
export const asNumber = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);
const unit = (value: unknown, otherwise: number): number => Math.min(1, Math.max(0, asNumber(value) ?? otherwise));

/** Names out of a list of strings or of objects with a `name`, as lists of actors may be written. */
export function asNames(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item) => asText(isObject(item) ? item['name'] : item) ?? []);
}

function asRange(low: unknown, high: unknown): [number, number] | null {
  const a = asNumber(low) ?? asNumber(high);
  const b = asNumber(high) ?? a;
  return a === null || b === null ? null : [Math.min(a, b), Math.max(a, b)];
}

/** Lower case without accents, for comparing what is typed with what is written. */
export const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The incident that a GeoJSON feature of the API describes; null when it has no id. */
export function parseIncident(feature: unknown): Incident | null {
  if (!isObject(feature)) return null;
  const properties = isObject(feature['properties']) ? feature['properties'] : {};
  const rawId = feature['id'] ?? properties['id'];
  if (typeof rawId !== 'string' && typeof rawId !== 'number') return null;
  const p = properties;
  const [lon, lat] = parsePoint(feature['geometry']);
  const start = parseDay(p['date_start']);
  const end = parseDay(p['date_end']) ?? start;
  const status = isStatus(p['status']) ? p['status'] : 'alleged';
  const actors = asNames(p['actors']);
  const attribution = asNames(p['attribution']);
  const sources = asNames(p['sources']);
  const title = asText(p['title']) ?? asText(p['sub_event_type']) ?? String(rawId);
  const placeName = asText(p['place_name']);
  const precision = p['date_precision'] as DatePrecision;
  const told = parseDay(p['timeline_date']) ?? start;
  return {
    id: String(rawId),
    number: asNumber(p['number']),
    title,
    kind: isKind(p['event_type']) ? p['event_type'] : 'strategic_developments',
    subKind: asText(p['sub_event_type']) ?? 'other',
    status,
    background: p['salience'] === 'background',
    lon,
    lat,
    uncertaintyKm: Math.max(0, asNumber(p['uncertainty_km']) ?? 0),
    placeName,
    placeKind: asText(p['place_kind']),
    admin1: asText(p['admin1']),
    country: asText(p['country']),
    geoPrecision: asNumber(p['geo_precision']),
    placeConfidence: asNumber(p['place_confidence']),
    confidence: unit(p['confidence'], 0.5),
    start,
    end: start !== null && end !== null && end < start ? start : end,
    datePrecision: PRECISIONS.includes(precision) ? precision : start === null ? 'unknown' : 'day',
    timeOfDay: asText(p['time_of_day']),
    stands: told,
    saidOn: parseDay(p['said_on']),
    firstReported: parseDay(p['first_reported']),
    actors,
    attribution,
    sources,
    fatalities: asRange(p['fatalities_low'], p['fatalities_high']),
    injuries: asRange(p['injuries_low'], p['injuries_high']),
    reportCount: asNumber(p['report_count']) ?? 0,
    haystack: fold(
      [title, placeName, p['admin1'], p['admin2'], p['country'], ...actors, ...attribution, ...sources]
        .filter((part) => typeof part === 'string')
        .join('\n'),
    ),
  };
}

function parsePoint(geometry: unknown): [number, number] | [null, null] {
  if (!isObject(geometry) || geometry['type'] !== 'Point' || !Array.isArray(geometry['coordinates'])) return [null, null];
  const lon = asNumber(geometry['coordinates'][0]);
  const lat = asNumber(geometry['coordinates'][1]);
  return lon === null || lat === null || Math.abs(lon) > 180 || Math.abs(lat) > 90 ? [null, null] : [lon, lat];
}

/** The days for which an incident counts in a window: the told ones, else the day at which it stands; null when undated. */
export function spanOf(incident: Incident): readonly [Day, Day] | null {
  if (incident.start !== null) return [incident.start, incident.end ?? incident.start];
  return incident.stands === null ? null : [incident.stands, incident.stands];
}

/** The dead and wounded of an incident as one number for sizing dots: wounded weigh a quarter. */
export const tollWeight = (incident: Incident): number => (incident.fatalities?.[1] ?? 0) + (incident.injuries?.[1] ?? 0) / 4;
