/** What `app/api.ts` asks the server for, out of the file itself: the page as one file is built with this in its place. */
import type { RawFeature, Reading, ReportText, Telling } from '../app/api';
import type { Columns } from '../model/columns';
import { isoDay } from '../model/days';
import { asText, fold, type Incident } from '../model/incident';
import { numberIn } from '../model/columns';
import { accountsOf, type Data, findWords, readData, wholeIncident } from './data';

export type { FoundToponym, RawFeature, Reading, ReportText, Telling } from '../app/api';

export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export const MOST = Number.POSITIVE_INFINITY;

declare global {
  /** Put there by the file's first script: its incidents, unpacked. */
  var datelineData: Promise<ArrayBuffer>;
}

let data: Promise<Data> | null = null;
const opened = (): Promise<Data> => (data ??= globalThis.datelineData.then(readData));

export async function loadColumns(): Promise<Columns> {
  try {
    return (await opened()).columns;
  } catch (error) {
    throw new ApiError(-1, String(error));
  }
}

export const searchNumbers = async (query: string): Promise<Uint32Array> => Uint32Array.from(findWords(await opened(), query));
export const searchIds = async (): Promise<ReadonlySet<string>> => new Set();

export async function loadNumbered(numbers: readonly number[]): Promise<Incident[]> {
  const all = await opened();
  return numbers.flatMap((number) => wholeIncident(all, number) ?? []);
}

export async function loadIncident(id: string): Promise<Incident | null> {
  const number = numberIn(id);
  return number === null ? null : wholeIncident(await opened(), number);
}

export const loadIncidents = async (): Promise<void> => undefined;
export const loadFeatures = async (): Promise<RawFeature[]> => [];

export const loadFeaturesNumbered = async (numbers: readonly number[]): Promise<RawFeature[]> => (await loadNumbered(numbers)).map(featureOf);

/** An incident as the API would tell it, as far as the file knows. */
function featureOf(incident: Incident): RawFeature {
  const { lon, lat, fatalities, injuries } = incident;
  const day = (at: number | null) => (at === null ? null : isoDay(at));
  return {
    id: String(incident.number ?? incident.id),
    type: 'Feature',
    geometry: lon === null || lat === null ? null : { type: 'Point', coordinates: [lon, lat] },
    properties: {
      event_type: incident.kind,
      sub_event_type: incident.subKind,
      status: incident.status,
      salience: incident.background ? 'background' : 'main',
      said_on: day(incident.saidOn),
      date_start: day(incident.start),
      date_end: day(incident.end),
      date_precision: incident.datePrecision,
      time_of_day: incident.timeOfDay,
      place_name: incident.placeName,
      place_kind: incident.placeKind,
      admin1: incident.admin1,
      country: incident.country,
      geo_precision: incident.geoPrecision,
      uncertainty_km: lon === null ? null : incident.uncertaintyKm,
      place_confidence: incident.placeConfidence,
      confidence: incident.confidence,
      actors: incident.actors,
      attribution: incident.attribution,
      fatalities_low: fatalities?.[0] ?? null,
      fatalities_high: fatalities?.[1] ?? null,
      injuries_low: injuries?.[0] ?? null,
      injuries_high: injuries?.[1] ?? null,
      report_count: incident.reportCount,
      sources: incident.sources,
      first_reported: day(incident.firstReported),
      timeline_date: day(incident.stands),
    },
  } as RawFeature;
}

export const countMatching = async (): Promise<number | null> => null;
export const itemsAddress = (): string => '';

const reportId = (number: number, account: number): string => `${number}/${account}`;

export async function loadTellings(incidentId: string): Promise<Telling[]> {
  const number = numberIn(incidentId);
  if (number === null) return [];
  return accountsOf(await opened(), number).map(({ status, quote, attribution, markings }, i) => ({ id: reportId(number, i), reportId: reportId(number, i), status, quote, attribution, markings }));
}

/** Of a report, the file holds the sentence that tells the incident. */
export async function loadReport(id: string): Promise<ReportText> {
  const [number, i] = id.split('/').map(Number);
  const all = await opened();
  const account = accountsOf(all, number ?? -1)[i ?? -1];
  if (!account) throw new ApiError(404, '');
  const { title, source, url, published, language } = all.told.reports;
  const at = account.report;
  return { id, text: account.quote, title: title[at] ?? null, url: safeUrl(url[at]), source: source[at] ?? null, published: published[at] ?? null, language: language[at] ?? null };
}

export function safeUrl(value: unknown): string | null {
  const text = asText(value);
  if (!text || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
}

export const geoparse = (): Promise<Reading> => Promise.reject(new ApiError(0, ''));

/** Where a place of the file's incidents lies that is called so. */
export async function findPlace(name: string): Promise<{ readonly lon: number; readonly lat: number } | null> {
  const { spots } = (await opened()).columns;
  const wanted = fold(name.trim());
  const at = spots.name.findIndex((each, i) => each !== null && fold(each) === wanted && !Number.isNaN(spots.lon[i]!));
  return at < 0 ? null : { lon: spots.lon[at]!, lat: spots.lat[at]! };
}
