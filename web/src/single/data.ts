import { type Columns, decodeColumns, incidentAt, temporaryId } from '../model/columns';
import type { Day } from '../model/days';
import { fold, type Incident, isObject } from '../model/incident';
import type { Marking, Role } from '../model/spans';

/** What one report tells, as the file holds it. */
export interface Account {
  readonly report: number;
  readonly status: string;
  readonly quote: string;
  readonly attribution: readonly string[];
  /** Spans of the quote by their roles. */
  readonly markings: readonly Marking[];
}

/** What the file holds besides the columns; every list has one entry for each incident, or for each report. */
interface Told {
  readonly incidents: {
    readonly number: readonly number[];
    readonly saidOn: readonly (Day | null)[];
    readonly firstReported: readonly (Day | null)[];
    readonly timeOfDay: readonly (string | null)[];
    readonly attribution: readonly (readonly number[])[];
    readonly accounts: readonly (readonly [report: number, status: string, quote: string, attribution: readonly number[], ...spans: (string | number)[]][])[];
  };
  readonly reports: {
    readonly title: readonly (string | null)[];
    readonly source: readonly (string | null)[];
    readonly url: readonly (string | null)[];
    readonly published: readonly (string | null)[];
    readonly language: readonly (string | null)[];
  };
  readonly names: readonly string[];
}

export interface Data {
  readonly columns: Columns;
  readonly told: Told;
  /** The place of an incident in the lists, by its number. */
  readonly places: ReadonlyMap<number, number>;
  /** The row of an incident in the columns, by its number. */
  readonly rows: ReadonlyMap<number, number>;
}

/** The incidents that came with this file: the length of the columns, the columns, and the rest as JSON. */
export function readData(buffer: ArrayBuffer): Data {
  const length = new DataView(buffer).getUint32(0, true);
  const columns = decodeColumns(buffer.slice(8, 8 + length));
  const told: unknown = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8 + length)));
  if (!isObject(told) || !isObject(told['incidents'])) throw new Error('this file is damaged');
  const data = told as unknown as Told;
  const rows = new Map<number, number>();
  columns.number.forEach((number, row) => rows.set(number, row));
  return { columns, told: data, rows, places: new Map(data.incidents.number.map((number, place) => [number, place])) };
}

const ROLES: Readonly<Record<string, Role>> = { t: 'trigger', p: 'place', d: 'date', s: 'said_on', a: 'attribution', u: 'status', w: 'actor', n: 'toll' };

export function accountsOf({ told, places }: Data, number: number): Account[] {
  const place = places.get(number);
  if (place === undefined) return [];
  return (told.incidents.accounts[place] ?? []).map(([report, status, quote, attribution, ...spans]) => {
    const markings: Marking[] = [];
    for (let i = 0; i + 2 < spans.length; i += 3) {
      const role = ROLES[String(spans[i])];
      if (role) markings.push({ role, span: [Number(spans[i + 1]), Number(spans[i + 2])] });
    }
    return { report, status, quote, attribution: attribution.map((name) => told.names[name] ?? ''), markings };
  });
}

/** An incident with all that the file tells of it. */
export function wholeIncident(data: Data, number: number): Incident | null {
  const row = data.rows.get(number);
  if (row === undefined) return null;
  const brief = incidentAt(data.columns, row, (sub) => sub);
  const place = data.places.get(number);
  if (place === undefined) return { ...brief, id: temporaryId(number) };
  const { saidOn, firstReported, timeOfDay, attribution } = data.told.incidents;
  return {
    ...brief,
    id: temporaryId(number),
    saidOn: saidOn[place] ?? null,
    firstReported: firstReported[place] ?? null,
    timeOfDay: timeOfDay[place] ?? null,
    attribution: (attribution[place] ?? []).map((name) => data.told.names[name] ?? ''),
  };
}

/** The numbers of incidents in whose quotes all words of the query occur. */
export function findWords(data: Data, query: string): number[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const { number, accounts } = data.told.incidents;
  return number.filter((_, place) => {
    const text = fold((accounts[place] ?? []).map(([report, , quote]) => `${quote} ${data.told.reports.title[report] ?? ''}`).join(' '));
    return words.every((word) => text.includes(word));
  });
}
