/** Filters as plainly as they can be written: the reference that the filters over columns must equal. */
import type { Kind, Status } from '@/model/codebook';
import { KINDS, STATUSES } from '@/model/codebook';
import { overlaps } from '@/model/days';
import { type Area, holds } from '@/model/area';
import { fold, type Incident, spanOf } from '@/model/incident';
import { type Facet, FACETS, NONE, type ViewState } from '@/model/state';

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

type Test = (incident: Incident) => boolean;

const VALUES: Record<Facet, (incident: Incident) => readonly string[]> = {
  subKinds: ({ subKind }) => [subKind],
  countries: ({ country }) => [country ?? NONE],
  sources: ({ sources }) => sources,
  actors: ({ actors }) => actors,
  precisions: ({ datePrecision }) => [datePrecision],
  provinces: ({ country, admin1 }) => [admin1 ? `${country ?? NONE}/${admin1}` : NONE],
  placePrecisions: ({ geoPrecision }) => [geoPrecision === null ? NONE : String(geoPrecision)],
};

/** Everybody told killed or wounded, by the highest account. */
export const tollOf = ({ fatalities, injuries }: Incident): number => (fatalities?.[1] ?? 0) + (injuries?.[1] ?? 0);

/** What the state asks for beside kind, status, history and days; of what it does not ask for there is no test. */
function testsOf(state: ViewState, alsoFound: ReadonlySet<string> | null, without?: Facet | 'toll' | 'confidence'): Test[] {
  const tests: Test[] = [];
  const words = fold(state.query).split(/\s+/).filter(Boolean);
  if (words.length) tests.push((incident) => words.every((word) => incident.haystack.includes(word)) || !!alsoFound?.has(incident.id));
  for (const facet of FACETS) {
    if (facet === without || state[facet].length === 0) continue;
    const chosen = new Set<string>(state[facet]);
    const values = VALUES[facet];
    tests.push((incident) => values(incident).some((value) => chosen.has(value)));
  }
  const area: Area | null = state.area;
  if (area) tests.push(({ lon, lat }) => lon !== null && lat !== null && holds(area, lon, lat));
  if (state.leastToll > 0 && without !== 'toll') tests.push((incident) => tollOf(incident) >= state.leastToll);
  if (state.leastConfidence > 0 && without !== 'confidence') tests.push((incident) => percent(incident) >= state.leastConfidence);
  return tests;
}

const percent = ({ confidence }: Incident): number => Math.round(confidence * 100);

function timeTest({ undated, window }: ViewState): Test {
  if (undated) return (incident) => spanOf(incident) === null;
  if (window === null) return () => true;
  return (incident) => {
    const span = spanOf(incident);
    return span !== null && overlaps(span[0], span[1], window);
  };
}

/** Whatever all filters but one let pass. */
function passing(incidents: readonly Incident[], state: ViewState, alsoFound: ReadonlySet<string> | null, without: Facet | 'toll' | 'confidence'): Incident[] {
  const tests = testsOf(state, alsoFound, without);
  const inTime = timeTest(state);
  const hidden = new Set<string>([...state.hiddenKinds, ...state.hiddenStatuses]);
  return incidents.filter(
    (incident) =>
      !hidden.has(incident.kind) &&
      !hidden.has(incident.status) &&
      (state.background || !incident.background) &&
      inTime(incident) &&
      tests.every((test) => test(incident)),
  );
}

/** Per value of a filter: how many there would be with this value chosen alone, all other filters as they are. */
export function countValues(incidents: readonly Incident[], state: ViewState, facet: Facet, alsoFound: ReadonlySet<string> | null = null): Map<string, number> {
  const counts = new Map<string, number>();
  for (const incident of passing(incidents, state, alsoFound, facet)) {
    for (const value of new Set(VALUES[facet](incident))) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** Per least number: how many there would be with it, all other filters as they are. */
export function countLeast(
  incidents: readonly Incident[],
  state: ViewState,
  of: 'toll' | 'confidence',
  steps: readonly number[],
  alsoFound: ReadonlySet<string> | null = null,
): number[] {
  const measures = passing(incidents, state, alsoFound, of).map(of === 'toll' ? tollOf : percent);
  return steps.map((least) => measures.reduce((sum, measure) => sum + (measure >= least ? 1 : 0), 0));
}

/** Applies the filters of a state in one pass. `alsoFound` are ids that the server's search found by the words of their reports. */
export function select(incidents: readonly Incident[], state: ViewState, alsoFound: ReadonlySet<string> | null = null): Selection {
  const shown: Incident[] = [];
  const anyDay: Incident[] = [];
  const kindCounts = zeros(KINDS);
  const statusCounts = zeros(STATUSES);
  let backgroundCount = 0;
  let undatedCount = 0;
  const tests = testsOf(state, alsoFound);
  const inTime = timeTest(state);
  const hiddenKinds = new Set<string>(state.hiddenKinds);
  const hiddenStatuses = new Set<string>(state.hiddenStatuses);
  for (const incident of incidents) {
    if (!tests.every((test) => test(incident))) continue;
    const kind = !hiddenKinds.has(incident.kind);
    const status = !hiddenStatuses.has(incident.status);
    const salience = state.background || !incident.background;
    const time = inTime(incident);
    if (time && status && salience) kindCounts[incident.kind]++;
    if (time && kind && salience) statusCounts[incident.status]++;
    if (time && kind && status && incident.background) backgroundCount++;
    if (!(kind && status && salience)) continue;
    anyDay.push(incident);
    if (spanOf(incident) === null) undatedCount++;
    if (time) shown.push(incident);
  }
  return { shown, anyDay, kindCounts, statusCounts, backgroundCount, undatedCount };
}
