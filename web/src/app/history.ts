import { asNames, asNumber, asText, type Incident, isObject, parseIncident } from '../model/incident';
import { ask, causeOf, fine } from './session';

/** A place that an incident may be put at. */
export interface PlaceChoice {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly lon: number;
  readonly lat: number;
  readonly within: readonly string[];
  readonly country: string | null;
  readonly reasons: readonly string[];
  /** How likely it is among the places of the name; null where it was not asked by the words of a report. */
  readonly likeness: number | null;
  /** Whether the incident is there now. */
  readonly chosen: boolean;
}

/** What an incident was made into. */
export interface Revision {
  readonly revision: number;
  readonly at: string;
  readonly by: string | null;
  readonly byMachine: boolean;
  readonly reason: string;
  readonly incident: Incident | null;
  readonly placeId: string | null;
}

export async function loadRevisions(id: string, ended?: AbortSignal): Promise<Revision[]> {
  const answer = await ask(`incidents/${encodeURIComponent(id)}/revisions`, ended && { signal: ended });
  if (!fine(answer)) throw new Error(causeOf(answer));
  return listOf(answer.body, 'revisions').map((told) => {
    const properties = isObject(told['incident']) && isObject(told['incident']['properties']) ? told['incident']['properties'] : {};
    return {
      revision: asNumber(told['revision']) ?? 0,
      at: asText(told['at']) ?? '',
      by: asText(told['by']),
      byMachine: told['by'] === 'machine',
      reason: asText(told['reason']) ?? '',
      incident: parseIncident(told['incident']),
      placeId: asText(properties['place_id']),
    };
  });
}

/** The places that the words of an incident's reports may mean, likeliest first. */
export async function loadCandidates(id: string, ended: AbortSignal): Promise<PlaceChoice[]> {
  const answer = await ask(`incidents/${encodeURIComponent(id)}/candidates`, { signal: ended });
  if (!fine(answer)) throw new Error(causeOf(answer));
  const chosen = isObject(answer.body) ? asText(answer.body['chosen']) : null;
  return listOf(answer.body, 'candidates').flatMap((told) => choiceOf(told, chosen) ?? []);
}

/** Places of the gazetteer by name. */
export async function findPlaces(name: string, ended: AbortSignal): Promise<PlaceChoice[]> {
  const { body } = await ask(`collections/places/items?${new URLSearchParams({ q: name, limit: '8' })}`, { signal: ended });
  return listOf(body, 'features').flatMap((feature) => {
    const properties = isObject(feature['properties']) ? feature['properties'] : {};
    const at = isObject(feature['geometry']) && Array.isArray(feature['geometry']['coordinates']) ? feature['geometry']['coordinates'] : [];
    return choiceOf({ ...properties, id: feature['id'], lon: at[0], lat: at[1] }) ?? [];
  });
}

export const listOf = (body: unknown, name: string): Record<string, unknown>[] => {
  const list = isObject(body) ? body[name] : null;
  return Array.isArray(list) ? list.filter(isObject) : [];
};

function choiceOf(told: Record<string, unknown>, chosen: string | null = null): PlaceChoice | null {
  const [id, name, lon, lat] = [asText(told['id']), asText(told['name']), asNumber(told['lon']), asNumber(told['lat'])];
  if (id === null || name === null || lon === null || lat === null) return null;
  const within = [told['admin2'], told['admin1']].flatMap((part) => asText(part) ?? []);
  return { id, name, kind: asText(told['kind']) ?? '', lon, lat, within, country: asText(told['country']), reasons: asNames(told['reasons']), likeness: asNumber(told['likeness']), chosen: id === chosen };
}

