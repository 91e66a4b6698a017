import type { Kind, Status } from './codebook';
import { KINDS, STATUSES } from './codebook';
import { overlaps } from './days';
import { fold, type Incident, spanOf, tollWeight } from './incident';
import type { Sort, ViewState } from './state';

export interface Selection {
  /** What every filter lets pass. */
  readonly shown: readonly Incident[];
  /** What every filter but the days lets pass: what the timeline draws. */
  readonly anyDay: readonly Incident[];
  /** Per choice: how many there would be with this choice, all other filters as they are. */
  readonly kindCounts: Record<Kind, number>;
  readonly statusCounts: Record<Status, number>;
  readonly backgroundCount: number;
  readonly undatedCount: number;
}

const zeros = <K extends string>(keys: readonly K[]): Record<K, number> => Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;

/** Applies the filters of a state in one pass. `alsoFound` are ids that the server's search found by the words of their reports. */
export function select(incidents: readonly Incident[], state: ViewState, alsoFound: ReadonlySet<string> | null = null): Selection {
  const shown: Incident[] = [];
  const anyDay: Incident[] = [];
  const kindCounts = zeros(KINDS);
  const statusCounts = zeros(STATUSES);
  let backgroundCount = 0;
  let undatedCount = 0;
  const words = fold(state.query).split(/\s+/).filter(Boolean);
  const hiddenKinds = new Set<string>(state.hiddenKinds);
  const hiddenStatuses = new Set<string>(state.hiddenStatuses);
  for (const incident of incidents) {
    if (!words.every((word) => incident.haystack.includes(word)) && !alsoFound?.has(incident.id)) continue;
    const kind = !hiddenKinds.has(incident.kind);
    const status = !hiddenStatuses.has(incident.status);
    const salience = state.background || !incident.background;
    const span = spanOf(incident);
    const time = state.undated ? span === null : state.window === null || (span !== null && overlaps(span[0], span[1], state.window));
    if (time && status && salience) kindCounts[incident.kind]++;
    if (time && kind && salience) statusCounts[incident.status]++;
    if (time && kind && status && incident.background) backgroundCount++;
    if (!(kind && status && salience)) continue;
    anyDay.push(incident);
    if (span === null) undatedCount++;
    if (time) shown.push(incident);
  }
  return { shown, anyDay, kindCounts, statusCounts, backgroundCount, undatedCount };
}

const byId = (a: Incident, b: Incident): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

const ORDER: Record<Sort, (a: Incident, b: Incident) => number> = {
  // What has no day stands last in both directions.
  newest: (a, b) => (b.stands ?? -Infinity) - (a.stands ?? -Infinity) || byId(a, b),
  oldest: (a, b) => (a.stands ?? Infinity) - (b.stands ?? Infinity) || byId(a, b),
  toll: (a, b) => tollWeight(b) - tollWeight(a) || ORDER.newest(a, b),
  reports: (a, b) => b.reportCount - a.reportCount || ORDER.newest(a, b),
};

export const sorted = (incidents: readonly Incident[], sort: Sort): Incident[] =>
  // Infinity minus Infinity is NaN: two undated ones fall back to their ids.
  [...incidents].sort((a, b) => ORDER[sort](a, b) || byId(a, b));
