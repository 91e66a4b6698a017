import type { PlaceChoice } from '../../app/history';
import type { Subject, Values } from '../../app/review';
import { isoDay, parseDay } from '../../model/days';

/** Where a person puts an incident. */
export type Put = { readonly as: 'kept' } | { readonly as: 'unknown' } | { readonly as: 'place'; readonly place: PlaceChoice } | { readonly as: 'pin'; readonly lon: number; readonly lat: number };

/** What stands in the fields of the form; numbers and days as they are typed. */
export interface Draft {
  readonly put: Put;
  readonly start: string;
  readonly end: string;
  readonly precision: string;
  readonly subKind: string;
  readonly status: string;
  readonly killed: readonly [string, string];
  readonly wounded: readonly [string, string];
  /** One a line. */
  readonly actors: string;
}

const counts = (range: readonly [number, number] | null): [string, string] => (range ? [String(range[0]), String(range[1])] : ['', '']);

export function draftOf({ incident }: Subject): Draft {
  return {
    put: { as: 'kept' },
    start: incident.start === null ? '' : isoDay(incident.start),
    end: incident.end === null ? '' : isoDay(incident.end),
    precision: incident.datePrecision,
    subKind: incident.subKind,
    status: incident.status,
    killed: counts(incident.fatalities),
    wounded: counts(incident.injuries),
    actors: incident.actors.join('\n'),
  };
}

export type Fault = 'place' | 'day' | 'toll';

/** What a draft changes, as the API takes it; or which part of it cannot be. */
export function changesOf(subject: Subject, draft: Draft): { readonly values: Values; readonly fault: Fault | null } {
  const was = draftOf(subject);
  const values: Record<string, unknown> = {};
  let fault: Fault | null = null;
  const { put } = draft;
  if (put.as === 'unknown' && subject.incident.lon !== null) values['place_id'] = null;
  if (put.as === 'place' && put.place.id !== subject.placeId) values['place_id'] = put.place.id;
  if (put.as === 'pin') {
    if (Math.abs(put.lon) <= 180 && Math.abs(put.lat) <= 90) Object.assign(values, { lon: round(put.lon), lat: round(put.lat) });
    else fault = 'place';
  }
  if (draft.start !== was.start || draft.end !== was.end || draft.precision !== was.precision) {
    const start = parseDay(draft.start);
    const end = draft.end === '' ? start : parseDay(draft.end);
    if (draft.start === '' && draft.end === '') values['date_start'] = null;
    else if (start === null || end === null || end < start) fault = 'day';
    else {
      Object.assign(values, { date_start: draft.start, date_end: isoDay(end) });
      // Where only the days were changed, the server tells from their number how exact they are.
      if (draft.precision !== was.precision && draft.precision !== 'unknown') values['date_precision'] = draft.precision;
    }
  }
  if (draft.subKind !== was.subKind) values['sub_event_type'] = draft.subKind;
  if (draft.status !== was.status) values['status'] = draft.status;
  for (const [name, now, before] of [
    ['fatalities', draft.killed, was.killed],
    ['injuries', draft.wounded, was.wounded],
  ] as const) {
    if (now[0] === before[0] && now[1] === before[1]) continue;
    const [low, high] = [now[0] || now[1], now[1] || now[0]].map((text) => (text === '' ? null : /^\d{1,7}$/.test(text) ? Number(text) : NaN));
    if (Number.isNaN(low) || Number.isNaN(high) || (low !== null && high !== null && low! > high!)) fault = 'toll';
    else Object.assign(values, { [`${name}_low`]: low, [`${name}_high`]: high });
  }
  const actors = namesIn(draft.actors);
  if (actors.join('\n') !== namesIn(was.actors).join('\n')) values['actors'] = actors.map((name) => ({ name }));
  return { values, fault };
}

const namesIn = (lines: string): string[] => [...new Set(lines.split('\n').map((line) => line.trim()).filter(Boolean))].slice(0, 50).map((name) => name.slice(0, 200));
const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;

/** Coordinates as people write them: "35.86, 36.81", latitude first; null when they are none. */
export function parseCoordinates(text: string): { lat: number; lon: number } | null {
  const found = /^\s*([+-]?\d{1,2}(?:\.\d+)?)\s*°?\s*([NSns])?\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*([EWew])?\s*$/.exec(text);
  if (!found) return null;
  const lat = Number(found[1]) * (/s/i.test(found[2] ?? '') ? -1 : 1);
  const lon = Number(found[3]) * (/w/i.test(found[4] ?? '') ? -1 : 1);
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null;
}
