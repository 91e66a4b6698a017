import { isKind, isStatus, type Kind, KINDS, PRECISIONS, STATUSES } from './codebook';
import { asNumber, asText, type Incident, isObject, spanOf } from './incident';

/** The day of what has none. */
export const UNDATED = 2_147_483_647;
/** A toll that is not told. */
export const UNTOLD = 65_535;
export const NO_CONFIDENCE = 255;
export const BACKGROUND = 1;
export const CORRECTED = 2;
/** It stands at the day it became known: no day of its own is told. */
export const NO_OWN_DAY = 4;

/** Everywhere that incidents are placed; index 0 stands for "not placed". */
export interface Spots {
  readonly count: number;
  /** NaN when it has no point. */
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly km: Float32Array;
  readonly precision: Uint8Array;
  readonly name: readonly (string | null)[];
  readonly kind: readonly (string | null)[];
  readonly admin1: readonly (string | null)[];
  readonly country: readonly (string | null)[];
}

/** Several names a row: those of row i are names[ids[from[i]]] to names[ids[from[i + 1] - 1]]. */
export interface Lists {
  readonly names: readonly string[];
  readonly from: Uint32Array;
  readonly ids: Uint32Array;
}

/**
 * All incidents by column, in the order of their first day, undated ones last: a window of days is one contiguous run of rows.
 * A row is an index into every column.
 */
export interface Columns {
  readonly count: number;
  /** Rows with a day come first. */
  readonly dated: number;
  readonly sequence: number | null;
  readonly number: Uint32Array;
  /** First and last day, inclusive; UNDATED for both when there is none. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Indices into PRECISIONS, KINDS and STATUSES. */
  readonly precision: Uint8Array;
  readonly kind: Uint8Array;
  readonly status: Uint8Array;
  readonly flags: Uint8Array;
  readonly sub: Uint16Array;
  readonly subs: readonly string[];
  readonly spot: Uint32Array;
  readonly spots: Spots;
  readonly killedLow: Uint16Array;
  readonly killedHigh: Uint16Array;
  readonly woundedLow: Uint16Array;
  readonly woundedHigh: Uint16Array;
  /** Everybody told killed or wounded, by the highest account. */
  readonly toll: Uint32Array;
  /** Whole percent. */
  readonly confidence: Uint8Array;
  readonly placeConfidence: Uint8Array;
  readonly reports: Uint16Array;
  readonly actors: Lists;
  readonly sources: Lists;
  /** The incidents themselves, where they came as features and not by column. */
  readonly full: readonly Incident[] | null;
}

const MAGIC = [0x44, 0x4c, 0x49, 0x4e, 0x43, 1, 0, 0];
type Cells = Uint8Array | Uint16Array | Uint32Array | Int32Array;
const TYPES = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, i32: Int32Array } as const;

export class ColumnsError extends Error {}

/** Reads the answer of `/api/incidents.bin`. Columns that are missing count as not told; what is cut short or out of bounds is an error. */
export function decodeColumns(buffer: ArrayBuffer): Columns {
  const head = new Uint8Array(buffer, 0, Math.min(12, buffer.byteLength));
  if (head.length < 12 || MAGIC.some((byte, i) => head[i] !== byte)) throw new ColumnsError('these are no incidents by column');
  const length = new DataView(buffer).getUint32(8, true);
  if (12 + length > buffer.byteLength) throw new ColumnsError('the answer was cut short');
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 12, length)));
  } catch {
    throw new ColumnsError('the header cannot be read');
  }
  if (!isObject(header) || !Array.isArray(header['columns'])) throw new ColumnsError('the header cannot be read');
  const count = asNumber(header['count']) ?? -1;
  const dated = asNumber(header['dated']) ?? 0;
  if (!Number.isInteger(count) || count < 0 || count > buffer.byteLength || !(dated >= 0 && dated <= count)) throw new ColumnsError('the header tells no count');
  const cells = new Map<string, Cells>();
  for (const column of header['columns']) if (isObject(column)) cells.set(String(column['name']), cellsOf(buffer, column));

  const values = isObject(header['values']) ? header['values'] : {};
  const read = <T extends Cells>(name: string, type: { new (source: number | ArrayLike<number>): T }, otherwise: number, items = count): T => {
    const found = cells.get(name);
    if (!found) return new type(items).fill(otherwise) as T;
    if (found.length < items) throw new ColumnsError(`the column ${name} is cut short`);
    return found instanceof type ? (found as unknown as T) : new type(found);
  };
  const coded = (name: string, meaning: readonly number[], otherwise: number): Uint8Array => {
    const found = cells.get(name);
    const made = new Uint8Array(count).fill(otherwise);
    if (found) for (let row = 0; row < count; row++) made[row] = meaning[found[row]!] ?? otherwise;
    return made;
  };

  const subs = texts(values['kinds']).map((code) => code ?? 'other');
  const eventTypes = texts(values['event_type_names']);
  const kindOfSub = subs.map((_, i) => kindIndex(eventTypes[numbers(values['event_types'])[i] ?? -1]));
  const sub = read('kind', Uint16Array, 0);
  const kind = new Uint8Array(count);
  for (let row = 0; row < count; row++) kind[row] = kindOfSub[sub[row]!] ?? KINDS.length - 1;

  const from = read('day', Int32Array, UNDATED);
  const span = read('span', Uint16Array, 0);
  const to = new Int32Array(count);
  for (let row = 0; row < count; row++) to[row] = row < dated ? from[row]! + span[row]! : UNDATED;
  const spots = spotsOf(values['spots']);
  const spot = read('spot', Uint32Array, 0);
  for (let row = 0; row < count; row++) if (spot[row]! >= spots.count) throw new ColumnsError('a row is at a spot that is not listed');
  const killedHigh = read('killed_high', Uint16Array, UNTOLD);
  const woundedHigh = read('wounded_high', Uint16Array, UNTOLD);
  const lists = (name: 'actors' | 'sources'): Lists => {
    const names = texts(values[name]).map((each) => each ?? '');
    const starts = cells.has(name) ? read(`${name}_from`, Uint32Array, 0, count + 1) : new Uint32Array(count + 1);
    const found = read(name, Uint32Array, 0, starts[count]!);
    for (let row = 0; row < count; row++) if (starts[row]! > starts[row + 1]!) throw new ColumnsError(`the lists of ${name} are out of order`);
    for (let i = 0; i < found.length; i++) if (found[i]! >= names.length) throw new ColumnsError(`a name of ${name} is not listed`);
    return { names, from: starts, ids: found };
  };
  return {
    count,
    dated,
    sequence: asNumber(header['sequence']),
    number: read('number', Uint32Array, 0),
    from,
    to,
    precision: coded('day_precision', texts(values['day_precisions']).map((code) => indexIn(PRECISIONS, code, PRECISIONS.length - 1)), PRECISIONS.length - 1),
    kind,
    status: coded('status', texts(values['statuses']).map((code) => indexIn(STATUSES, code, 1)), 1),
    flags: read('flags', Uint8Array, 0),
    sub,
    subs: subs.length ? subs : ['other'],
    spot,
    spots,
    killedLow: read('killed_low', Uint16Array, UNTOLD),
    killedHigh,
    woundedLow: read('wounded_low', Uint16Array, UNTOLD),
    woundedHigh,
    toll: tollsOf(killedHigh, woundedHigh),
    confidence: read('confidence', Uint8Array, 50),
    placeConfidence: read('place_confidence', Uint8Array, NO_CONFIDENCE),
    reports: read('reports', Uint16Array, 0),
    actors: lists('actors'),
    sources: lists('sources'),
    full: null,
  };
}

function cellsOf(buffer: ArrayBuffer, column: Record<string, unknown>): Cells {
  const type = TYPES[column['type'] as keyof typeof TYPES];
  const offset = asNumber(column['offset']) ?? -1;
  const length = asNumber(column['length']) ?? -1;
  if (!type || !(offset >= 0 && length >= 0) || offset % type.BYTES_PER_ELEMENT || offset + length * type.BYTES_PER_ELEMENT > buffer.byteLength) {
    throw new ColumnsError(`the column ${String(column['name'])} is out of bounds`);
  }
  const stored = new type(buffer, offset, length);
  if (column['delta'] !== true) return stored;
  // Storing wraps the sum to the type.
  const summed = new type(length);
  for (let i = 0, sum = 0; i < length; i++) {
    summed[i] = sum + stored[i]!;
    sum = summed[i]!;
  }
  return summed;
}

function spotsOf(value: unknown): Spots {
  const given = isObject(value) ? value : {};
  const lons = numbers(given['lon']);
  const count = lons.length + 1;
  const column = <T extends Float64Array | Float32Array | Uint8Array>(made: T, source: readonly number[], none: number): T => {
    made.fill(none);
    for (let i = 0; i < lons.length; i++) made[i + 1] = source[i] ?? none;
    return made;
  };
  const names = (key: string): (string | null)[] => {
    const listed = texts(given[key]);
    return Array.from({ length: count }, (_, i) => (i ? (listed[i - 1] ?? null) : null));
  };
  return {
    count,
    lon: column(new Float64Array(count), lons, NaN),
    lat: column(new Float64Array(count), numbers(given['lat']), NaN),
    km: column(new Float32Array(count), numbers(given['km']), 0),
    precision: column(new Uint8Array(count), numbers(given['precision']), 0),
    name: names('name'),
    kind: names('kind'),
    admin1: names('admin1'),
    country: names('country'),
  };
}

const texts = (value: unknown): (string | null)[] => (Array.isArray(value) ? value.map(asText) : []);
const numbers = (value: unknown): number[] => (Array.isArray(value) ? value.map((each) => asNumber(each) ?? NaN) : []);
const indexIn = (codes: readonly string[], code: string | null, otherwise: number): number => {
  const at = codes.indexOf(code ?? '');
  return at < 0 ? otherwise : at;
};
const kindIndex = (code: string | null | undefined): number => (isKind(code) ? KINDS.indexOf(code) : KINDS.length - 1);
const told = (value: number): number => (value === UNTOLD ? 0 : value);

function tollsOf(killed: Uint16Array, wounded: Uint16Array): Uint32Array {
  const made = new Uint32Array(killed.length);
  for (let row = 0; row < made.length; row++) made[row] = told(killed[row]!) + told(wounded[row]!);
  return made;
}

/** Names, each once, with its index. */
class Names {
  readonly list: string[] = [];
  private readonly known = new Map<string, number>();

  of(name: string): number {
    let at = this.known.get(name);
    if (at === undefined) {
      at = this.list.length;
      this.known.set(name, at);
      this.list.push(name);
    }
    return at;
  }
}

/** The same columns out of incidents that came one by one. */
export function columnsOf(incidents: readonly Incident[], sequence: number | null = null): Columns {
  const keyed = incidents.map((incident) => ({ incident, span: spanOf(incident) }));
  keyed.sort((a, b) => (a.span?.[0] ?? UNDATED) - (b.span?.[0] ?? UNDATED) || (a.incident.id < b.incident.id ? -1 : a.incident.id > b.incident.id ? 1 : 0));
  const full = keyed.map(({ incident }) => incident);
  const count = full.length;
  const subs = new Names();
  const actors = new Names();
  const sources = new Names();
  const spots = new Names();
  const firsts: Incident[] = [];
  const column = (value: (incident: Incident) => number): number[] => full.map(value);
  const capped = (value: number | undefined): number => (value === undefined ? UNTOLD : Math.min(Math.round(value), UNTOLD - 1));
  const listsOf = (names: Names, listed: (incident: Incident) => readonly string[]): Lists => {
    const from = new Uint32Array(count + 1);
    const ids: number[] = [];
    full.forEach((incident, row) => {
      for (const name of new Set(listed(incident))) ids.push(names.of(name));
      from[row + 1] = ids.length;
    });
    return { names: names.list, from, ids: Uint32Array.from(ids) };
  };
  spots.of('');
  const spot = Uint32Array.from(full, (incident) => {
    const { lon, lat, uncertaintyKm, geoPrecision, placeName, placeKind, admin1, country } = incident;
    if (lon === null && country === null && placeName === null) return 0;
    const at = spots.of(JSON.stringify([lon, lat, uncertaintyKm, geoPrecision, placeName, placeKind, admin1, country]));
    firsts[at] ??= incident;
    return at;
  });
  const everywhere = Array.from({ length: spots.list.length }, (_, at) => firsts[at] ?? null);
  return {
    count,
    dated: keyed.filter(({ span }) => span !== null).length,
    sequence,
    number: Uint32Array.from(column(({ number }) => number ?? 0)),
    from: Int32Array.from(keyed, ({ span }) => span?.[0] ?? UNDATED),
    to: Int32Array.from(keyed, ({ span }) => span?.[1] ?? UNDATED),
    precision: Uint8Array.from(column(({ datePrecision }) => PRECISIONS.indexOf(datePrecision))),
    kind: Uint8Array.from(column(({ kind }) => KINDS.indexOf(kind))),
    status: Uint8Array.from(column(({ status }) => STATUSES.indexOf(status))),
    flags: Uint8Array.from(column(({ background, start }) => (background ? BACKGROUND : 0) | (start === null ? NO_OWN_DAY : 0))),
    sub: Uint16Array.from(column(({ subKind }) => subs.of(subKind))),
    subs: subs.list,
    spot,
    spots: {
      count: everywhere.length,
      lon: Float64Array.from(everywhere, (each) => each?.lon ?? NaN),
      lat: Float64Array.from(everywhere, (each) => each?.lat ?? NaN),
      km: Float32Array.from(everywhere, (each) => each?.uncertaintyKm ?? 0),
      precision: Uint8Array.from(everywhere, (each) => each?.geoPrecision ?? 0),
      name: everywhere.map((each) => each?.placeName ?? null),
      kind: everywhere.map((each) => each?.placeKind ?? null),
      admin1: everywhere.map((each) => each?.admin1 ?? null),
      country: everywhere.map((each) => each?.country ?? null),
    },
    killedLow: Uint16Array.from(column(({ fatalities }) => capped(fatalities?.[0]))),
    killedHigh: Uint16Array.from(column(({ fatalities }) => capped(fatalities?.[1]))),
    woundedLow: Uint16Array.from(column(({ injuries }) => capped(injuries?.[0]))),
    woundedHigh: Uint16Array.from(column(({ injuries }) => capped(injuries?.[1]))),
    toll: Uint32Array.from(column(({ fatalities, injuries }) => (fatalities?.[1] ?? 0) + (injuries?.[1] ?? 0))),
    confidence: Uint8Array.from(column(({ confidence }) => Math.round(confidence * 100))),
    placeConfidence: Uint8Array.from(column(({ placeConfidence }) => (placeConfidence === null ? NO_CONFIDENCE : Math.round(placeConfidence * 100)))),
    reports: Uint16Array.from(column(({ reportCount }) => Math.min(reportCount, 65_535))),
    actors: listsOf(actors, (incident) => incident.actors),
    sources: listsOf(sources, (incident) => incident.sources),
    full,
  };
}

export const EMPTY = columnsOf([]);

/** Names a row has of a list. */
export const namesAt = ({ names, from, ids }: Lists, row: number): string[] => Array.from(ids.subarray(from[row], from[row + 1]), (id) => names[id]!);

/** What an incident is called, by its kind and its place, which may be told by another or be an area. */
export type Naming = (sub: string, place: string | null, placeKind: string | null) => string;

/** What is known before the incident itself was asked for: what a tooltip, a row of the list and a dot need. */
export function incidentAt(columns: Columns, row: number, naming: Naming): Incident {
  if (columns.full) return columns.full[row]!;
  const { spots, from, to, flags } = columns;
  const at = columns.spot[row]!;
  const dated = row < columns.dated;
  const own = dated && !(flags[row]! & NO_OWN_DAY);
  const sub = columns.subs[columns.sub[row]!] ?? 'other';
  const range = (low: number, high: number): [number, number] | null => (high === UNTOLD && low === UNTOLD ? null : [told(low === UNTOLD ? high : low), told(high === UNTOLD ? low : high)]);
  const status = STATUSES[columns.status[row]!]!;
  const lon = spots.lon[at]!;
  return {
    id: temporaryId(columns.number[row]!),
    number: columns.number[row]!,
    title: naming(sub, spots.name[at] ?? null, spots.kind[at] ?? null),
    kind: KINDS[columns.kind[row]!] as Kind,
    subKind: sub,
    status: isStatus(status) ? status : 'alleged',
    background: (flags[row]! & BACKGROUND) !== 0,
    lon: Number.isNaN(lon) ? null : lon,
    lat: Number.isNaN(lon) ? null : spots.lat[at]!,
    uncertaintyKm: spots.km[at]!,
    placeName: spots.name[at] ?? null,
    placeKind: spots.kind[at] ?? null,
    admin1: spots.admin1[at] ?? null,
    country: spots.country[at] ?? null,
    geoPrecision: spots.precision[at] || null,
    placeConfidence: columns.placeConfidence[row] === NO_CONFIDENCE ? null : columns.placeConfidence[row]! / 100,
    confidence: columns.confidence[row]! / 100,
    start: own ? from[row]! : null,
    end: own ? to[row]! : null,
    datePrecision: PRECISIONS[columns.precision[row]!]!,
    timeOfDay: null,
    stands: dated ? from[row]! : null,
    saidOn: null,
    firstReported: null,
    actors: namesAt(columns.actors, row),
    attribution: [],
    sources: namesAt(columns.sources, row),
    fatalities: range(columns.killedLow[row]!, columns.killedHigh[row]!),
    injuries: range(columns.woundedLow[row]!, columns.woundedHigh[row]!),
    reportCount: columns.reports[row]!,
    haystack: '',
  };
}

/** Stands for the id of an incident of which only the number is known yet. */
export const temporaryId = (number: number): string => `#${number}`;
export const numberIn = (id: string): number | null => (/^#\d{1,10}$/.test(id) ? Number(id.slice(1)) : null);
