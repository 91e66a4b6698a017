import { computed, signal } from '@preact/signals';
import { isoDay } from '../model/days';
import { asNames, asNumber, asText, type Incident, isObject, parseIncident } from '../model/incident';
import { listOf, loadRevisions } from './history';
import { expectEcho, showNews } from './live';
import { type Answer, ask, causeOf, fine, ownName, session } from './session';

export const QUESTIONS = ['place', 'day', 'type', 'merge'] as const;
export type Question = (typeof QUESTIONS)[number];
export const CAUSES = ['unplaced', 'unsure_place', 'undated', 'rough_day', 'day_after_report', 'unsure_type', 'maybe_same', 'maybe_two'] as const;
export type Cause = (typeof CAUSES)[number];

/** An incident with what deciding about it needs. */
export interface Subject {
  readonly incident: Incident;
  readonly revision: number;
  readonly placeId: string | null;
  readonly eventIds: readonly string[];
}

/** One question of the queue. */
export interface Entry {
  readonly key: string;
  readonly kind: Question;
  readonly cause: Cause;
  readonly doubt: number;
  readonly subject: Subject;
  /** The incident that may be the same. */
  readonly other: Subject | null;
  readonly reasons: readonly string[];
}

/** What a person puts in the place of an incident's values, as the API takes it. */
export type Values = Readonly<Record<string, unknown>>;

export type Decision =
  | { readonly action: 'correct'; readonly values: Values }
  | { readonly action: 'merge'; readonly other: Subject }
  | { readonly action: 'split'; readonly eventIds: readonly string[] }
  | { readonly action: 'reject' }
  | { readonly action: 'restore' }
  | { readonly action: 'accept'; readonly question: Question; readonly otherId: string | null };

/** Somebody else was faster. */
export interface Clash {
  readonly subject: Subject | null;
  readonly by: string | null;
  readonly reason: string | null;
}

export type Outcome = { readonly done: readonly Subject[] } | { readonly clash: Clash } | { readonly failed: string };

export type Queue = { readonly phase: 'idle' | 'loading' | 'ready' } | { readonly phase: 'failed'; readonly detail: string };

const PAGE = 40;

export const queue = signal<Queue>({ phase: 'idle' });
export const asked = signal<ReadonlySet<Question>>(new Set());
export const entries = signal<readonly Entry[]>([]);
export const matched = signal(0);
export const counts = signal<Readonly<Record<Question, number>>>({ place: 0, day: 0, type: 0, merge: 0 });
export const position = signal(0);
export const current = computed<Entry | null>(() => entries.value[Math.min(position.value, entries.value.length - 1)] ?? null);

export function parseSubject(feature: unknown): Subject | null {
  const incident = parseIncident(feature);
  if (!incident || !isObject(feature) || !isObject(feature['properties'])) return null;
  const p = feature['properties'];
  return { incident, revision: asNumber(p['revision']) ?? 1, placeId: asText(p['place_id']), eventIds: asNames(p['event_ids']) };
}

function parseEntry(told: unknown): Entry | null {
  if (!isObject(told)) return null;
  const subject = parseSubject(told['incident']);
  const kind = QUESTIONS.find((question) => question === told['kind']);
  const cause = CAUSES.find((each) => each === told['cause']);
  if (!subject || !kind || !cause) return null;
  const other = parseSubject(told['other']);
  const key = [kind, subject.incident.id, other?.incident.id ?? ''].join('|');
  return { key, kind, cause, doubt: asNumber(told['doubt']) ?? 0, subject, other, reasons: asNames(told['reasons']) };
}

let loading: AbortController | null = null;

/** Loads the queue from its beginning, or goes on loading behind what is there. */
export async function loadQueue(more = false): Promise<void> {
  loading?.abort();
  const control = (loading = new AbortController());
  if (!more) queue.value = { phase: 'loading' };
  const query = new URLSearchParams({ limit: String(PAGE), ...(more && { offset: String(entries.peek().length) }) });
  if (asked.peek().size) query.set('kind', [...asked.peek()].join(','));
  let answer: Answer;
  try {
    answer = await ask(`review?${query}`, { signal: control.signal });
  } catch {
    return;
  }
  if (!fine(answer) || !isObject(answer.body)) {
    queue.value = { phase: 'failed', detail: causeOf(answer) };
    return;
  }
  const { body } = answer;
  const told = (Array.isArray(body['entries']) ? body['entries'] : []).flatMap((entry) => parseEntry(entry) ?? []);
  const before = more ? entries.peek() : [];
  const known = new Set(before.map(({ key }) => key));
  entries.value = [...before, ...told.filter(({ key }) => !known.has(key))];
  if (!more) position.value = 0;
  matched.value = asNumber(body['matched']) ?? entries.value.length;
  const numbers = isObject(body['counts']) ? body['counts'] : {};
  counts.value = Object.fromEntries(QUESTIONS.map((question) => [question, asNumber(numbers[question]) ?? 0])) as Record<Question, number>;
  queue.value = { phase: 'ready' };
}

export function askOnly(question: Question | null): void {
  const now = asked.peek();
  asked.value = question === null ? new Set() : now.has(question) ? new Set([...now].filter((other) => other !== question)) : new Set([...now, question]);
  void loadQueue();
}

export function go(by: 1 | -1): void {
  const last = entries.peek().length - 1;
  position.value = Math.max(0, Math.min(last, position.peek() + by));
  if (position.peek() > last - 5 && entries.peek().length < matched.peek()) void loadQueue(true);
}

export async function loadSubject(id: string): Promise<Subject | null> {
  const answer = await ask(`collections/incidents/items/${encodeURIComponent(id)}`);
  return fine(answer) ? parseSubject(answer.body) : null;
}

const NEAR_DAYS = 3;
const NEAR_DEGREES = 0.5;

/** Incidents that may be the same: near in place and in days, the nearest first. */
export async function findAlike({ incident }: Subject, ended: AbortSignal): Promise<Subject[]> {
  const query = new URLSearchParams({ limit: '40' });
  const { lon, lat, start, end } = incident;
  if (lon !== null && lat !== null) {
    const [west, east] = [lon - NEAR_DEGREES, lon + NEAR_DEGREES];
    query.set('bbox', [Math.max(-180, west), Math.max(-90, lat - NEAR_DEGREES), Math.min(180, east), Math.min(90, lat + NEAR_DEGREES)].join(','));
  }
  if (start !== null) query.set('datetime', `${isoDay(start - NEAR_DAYS)}/${isoDay((end ?? start) + NEAR_DAYS)}`);
  const { body } = await ask(`collections/incidents/items?${query}`, { signal: ended });
  const far = (other: Incident) => Math.hypot((other.lon ?? 999) - (lon ?? 999), (other.lat ?? 999) - (lat ?? 999)) * 20 + Math.abs((other.start ?? 0) - (start ?? 0));
  return listOf(body, 'features')
    .flatMap((feature) => parseSubject(feature) ?? [])
    .filter((other) => other.incident.id !== incident.id)
    .sort((a, b) => far(a.incident) - far(b.incident))
    .slice(0, 8);
}

/** How the last decisions are taken back, the latest last. */
const undos = signal<readonly { readonly what: Decision['action']; readonly run: () => Promise<Outcome> }[]>([]);
const UNDOS = 50;
export const canUndo = computed(() => undos.value.at(-1)?.what ?? null);

export async function undo(): Promise<Outcome | null> {
  const last = undos.peek().at(-1);
  if (!last) return null;
  const outcome = await last.run();
  if ('done' in outcome) undos.value = undos.peek().filter((each) => each !== last);
  return outcome;
}

/** Sends a decision about what was last seen of an incident. */
export async function decide(subject: Subject, decision: Decision, reason: string): Promise<Outcome> {
  const outcome = await send(subject, decision, reason);
  if ('done' in outcome) {
    undos.value = [...undos.peek().slice(1 - UNDOS), { what: decision.action, run: () => takeBack(subject, decision, outcome.done) }];
    leave(subject, decision, outcome.done);
  }
  return outcome;
}

const who = (): string => session.peek()?.name ?? (ownName.peek().trim() || 'editor');

async function send(subject: Subject, decision: Decision, reason: string): Promise<Outcome> {
  const id = subject.incident.id;
  const common = { who: who(), reason };
  let answer: Answer;
  if (decision.action === 'accept') {
    const body = { ...common, incident_id: id, kind: decision.question, ...(decision.otherId && { other_id: decision.otherId }) };
    answer = await ask('review', { method: 'POST', body, revision: subject.revision });
    return fine(answer) ? { done: [subject] } : refused(answer, id);
  }
  const more =
    decision.action === 'correct' ? decision.values : decision.action === 'merge' ? { other_id: decision.other.incident.id } : decision.action === 'split' ? { event_ids: decision.eventIds } : {};
  answer = await ask(`incidents/${encodeURIComponent(id)}/revisions`, { method: 'POST', body: { ...common, action: decision.action, ...more }, revision: subject.revision });
  if (!fine(answer)) return refused(answer, id);
  const made = listOf(answer.body, 'incidents').flatMap((feature) => parseSubject(feature) ?? []);
  const out = [id, ...(decision.action === 'merge' ? [decision.other.incident.id] : [])];
  expectEcho([...out, ...made.map(({ incident }) => incident.id)]);
  // The decision stands, whether or not the map can be renewed just now.
  void showNews().catch(() => undefined);
  return { done: made };
}

async function refused(answer: Answer, id: string): Promise<Outcome> {
  if (answer.status !== 409 && answer.status !== 412) return { failed: causeOf(answer) };
  const [subject, revisions] = await Promise.all([loadSubject(id), loadRevisions(id).catch(() => [])]);
  const last = revisions.at(-1);
  return { clash: { subject, by: last?.by ?? null, reason: last?.reason ?? null } };
}

/** Takes the questions out of the queue that a decision answered, and brings the others up to date. */
function leave(subject: Subject, decision: Decision, made: readonly Subject[]): void {
  const id = subject.incident.id;
  const at = entries.peek().length ? current.peek()?.key : undefined;
  const now = new Map(made.map((each) => [each.incident.id, each]));
  const gone = new Set(decision.action === 'merge' ? [decision.other.incident.id, ...(now.has(id) ? [] : [id])] : decision.action === 'reject' ? [id] : []);
  const answered = answeredBy(decision);
  const kept = entries.peek().flatMap((entry): Entry[] => {
    const [one, other] = [entry.subject.incident.id, entry.other?.incident.id];
    if (gone.has(one) || (other && gone.has(other))) return [];
    if (one === id && answered(entry)) return [];
    return [{ ...entry, subject: now.get(one) ?? entry.subject, other: (other && now.get(other)) || entry.other }];
  });
  const out = entries.peek().length - kept.length;
  const before = entries.peek().slice(0, position.peek()).filter(({ key }) => kept.some((entry) => entry.key === key)).length;
  const lost: Record<Question, number> = { place: 0, day: 0, type: 0, merge: 0 };
  for (const entry of entries.peek()) if (!kept.some(({ key }) => key === entry.key)) lost[entry.kind]++;
  entries.value = kept;
  matched.value = Math.max(kept.length, matched.peek() - out);
  counts.value = Object.fromEntries(QUESTIONS.map((question) => [question, Math.max(0, counts.peek()[question] - lost[question])])) as Record<Question, number>;
  const still = kept.findIndex(({ key }) => key === at);
  position.value = Math.max(0, Math.min(kept.length - 1, still >= 0 ? still : before));
  if (kept.length < Math.min(5, matched.peek())) void loadQueue(kept.length > 0);
}

const QUESTION_OF: Readonly<Record<string, Question>> = { place_id: 'place', lon: 'place', date_start: 'day', sub_event_type: 'type', status: 'type' };

function answeredBy(decision: Decision): (entry: Entry) => boolean {
  if (decision.action === 'accept') {
    return (entry) => entry.kind === decision.question && (entry.other?.incident.id ?? null) === decision.otherId;
  }
  if (decision.action === 'correct') {
    const answered = new Set(Object.keys(decision.values).map((name) => QUESTION_OF[name]));
    return (entry) => answered.has(entry.kind);
  }
  return (entry) => entry.kind === 'merge' && decision.action === 'split';
}

async function takeBack(subject: Subject, decision: Decision, made: readonly Subject[]): Promise<Outcome> {
  const reason = 'taken back';
  const id = subject.incident.id;
  let outcome: Outcome;
  switch (decision.action) {
    case 'accept': {
      const body = { who: who(), reason, action: 'reopen', incident_id: id, kind: decision.question, ...(decision.otherId && { other_id: decision.otherId }) };
      const answer = await ask('review', { method: 'POST', body });
      outcome = fine(answer) ? { done: [subject] } : { failed: causeOf(answer) };
      break;
    }
    case 'correct': {
      const now = made[0] ?? subject;
      const corrected = (await loadRevisions(id).catch(() => [])).filter(({ revision, byMachine }) => revision <= subject.revision && !byMachine);
      // Without an earlier correction, the machine's own values come back with all that belongs to them.
      outcome = await send(now, corrected.length ? { action: 'correct', values: valuesBefore(subject, decision.values) } : { action: 'restore' }, reason);
      break;
    }
    case 'merge': {
      const now = made[0] ?? subject;
      outcome = await send(now, { action: 'split', eventIds: decision.other.eventIds }, reason);
      break;
    }
    case 'split': {
      const [one, two] = made;
      outcome = one && two ? await send(one, { action: 'merge', other: two }, reason) : { failed: '' };
      break;
    }
    case 'reject': {
      // What is rejected counts on, and its record says how far.
      const last = (await loadRevisions(id).catch(() => [])).at(-1)?.revision ?? subject.revision + 1;
      outcome = await send({ ...subject, revision: last }, { action: 'restore' }, reason);
      break;
    }
    case 'restore':
      outcome = await send(made[0] ?? subject, { action: 'reject' }, reason);
  }
  if ('done' in outcome && queue.peek().phase !== 'idle') await loadQueue();
  return outcome;
}

function valuesBefore({ incident, placeId }: Subject, changed: Values): Values {
  const day = (at: number | null) => (at === null ? null : isoDay(at));
  const pin = placeId?.startsWith('user:pin:');
  const before: Record<string, unknown> = {
    ...(('place_id' in changed || 'lon' in changed) &&
      (pin ? { lon: incident.lon, lat: incident.lat, place_name: incident.placeName, uncertainty_km: incident.uncertaintyKm } : { place_id: placeId })),
    ...('date_start' in changed && {
      date_start: day(incident.start),
      date_end: day(incident.end),
      ...(incident.start !== null && { date_precision: incident.datePrecision }),
    }),
    ...('sub_event_type' in changed && { sub_event_type: incident.subKind }),
    ...('status' in changed && { status: incident.status }),
    ...('fatalities_low' in changed && { fatalities_low: incident.fatalities?.[0] ?? null, fatalities_high: incident.fatalities?.[1] ?? null }),
    ...('injuries_low' in changed && { injuries_low: incident.injuries?.[0] ?? null, injuries_high: incident.injuries?.[1] ?? null }),
    ...('actors' in changed && { actors: incident.actors.map((name) => ({ name })) }),
  };
  return before;
}
