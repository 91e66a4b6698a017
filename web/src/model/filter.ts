import { holds } from './area';
import type { Kind, Status } from './codebook';
import { KINDS, PRECISIONS, STATUSES } from './codebook';
import { BACKGROUND, type Columns, type Lists } from './columns';
import type { Window } from './days';
import { fold } from './incident';
import { countBytes, countEntries, countSpots, countWords, Fails, judgeClassRun, judgeSpotRun, judgeTollRun, passRun, Rooms, type Rows, selectRows, selectRun, type Sets, setsOf, SPOT } from './runs';
import { isOfSpot, OF_SPOT, type SpotFacet, type SpotValues, spotValuesOf } from './spotvalues';
import { type Facet, FACETS, type ViewState } from './state';
import { TimeIndex } from './timeindex';

export interface Selection {
  /** What every filter lets pass. */
  readonly shown: Rows;
  /** How many every filter but the days lets pass: what the timeline draws. */
  readonly anyDay: number;
  /** Per choice: how many there would be with this choice, all other filters as they are. */
  readonly kindCounts: Record<Kind, number>;
  readonly statusCounts: Record<Status, number>;
  readonly backgroundCount: number;
  readonly undatedCount: number;
}

/** What search looks at beside names, in the language of the page. */
export interface Words {
  readonly sub: (code: string) => string;
  readonly country: (code: string) => string;
}

export const PLAIN: Words = { sub: (code) => code, country: (code) => code };

const BITS: Record<Facet, number> = { subKinds: Fails.Sub, countries: Fails.Country, actors: Fails.Actor, sources: Fails.Source, precisions: Fails.Precision, provinces: Fails.Province, placePrecisions: Fails.PlacePrecision };
const PLANNED = STATUSES.indexOf('planned');
/** Added to the lane of what lasts longer than a day. */
export const LONG = KINDS.length + 1;
const AT_ONCE = 8192;
/** Tolls are counted one by one below this. */
const TOLL_TOP = 1024;

/** The parts of the state that decide which rows pass, but for the days. */
const keyOf = (state: ViewState): string => {
  const { hiddenKinds, hiddenStatuses, background, query, leastToll, leastConfidence, area } = state;
  return JSON.stringify([hiddenKinds, hiddenStatuses, background, query, leastToll, leastConfidence, area, FACETS.map((facet) => state[facet])]);
};

/**
 * Filters columns and counts what each choice would show. Each row has one bit for every filter that leaves it out, so that
 * "all filters but one" is a mask; kind, status, history, finer kind and precision are one number a row, so that one count serves five groups.
 */
export class Filter {
  readonly time: TimeIndex;
  private readonly classOf: Uint16Array;
  private readonly classes: number;
  private readonly fails: Uint16Array;
  private classFails: Uint16Array = new Uint16Array(0);
  private key: string | null = null;
  private found: Uint8Array | null = null;
  private words: Words = PLAIN;
  private state: ViewState | null = null;
  private passing: Uint8Array;
  private anyDay = 0;
  private undatedCount = 0;
  private perClass: Int32Array = new Int32Array(0);
  private laneOf: Uint8Array | null = null;
  private readonly rooms: Rooms<Rows>;
  private readonly passRooms: Rooms<Uint8Array>;
  private folded: Record<'spots' | 'actors' | 'sources', readonly string[]> | null = null;
  private readonly sets = new Map<Lists, Sets>();

  constructor(readonly columns: Columns) {
    const { count, kind, status, flags, precision, sub, subs } = columns;
    this.time = new TimeIndex(columns);
    this.classes = subs.length * 5 * 2 * 4 * 6;
    this.classOf = new Uint16Array(count);
    for (let row = 0; row < count; row++) {
      this.classOf[row] = (((sub[row]! * 5 + precision[row]!) * 2 + (flags[row]! & BACKGROUND)) * 4 + status[row]!) * 6 + kind[row]!;
    }
    this.fails = new Uint16Array(count);
    // One more than there are rows: a row is written before it is known whether it counts.
    this.rooms = new Rooms(() => new Uint32Array(count + 1));
    this.passRooms = new Rooms(() => new Uint8Array(count));
    this.passing = new Uint8Array(count);
  }

  /** Applies the filters of a state. `found` marks rows that the server's search found by the words of their reports. */
  select(state: ViewState, found: Uint8Array | null = null, words: Words = PLAIN): Selection {
    const key = keyOf(state);
    if (key !== this.key || found !== this.found || words !== this.words) {
      this.key = key;
      this.found = found;
      this.words = words;
      this.judge(state, found, words);
    }
    this.state = state;
    this.spotCounts = null;
    const { fails, classOf, classFails } = this;
    const scratch = this.rooms.next();
    const perClass = new Int32Array(this.classes);
    let n = 0;
    this.inTime(state, (rows) => (n = selectRows(rows, fails, classOf, perClass, scratch, n)), (first, last) => (n = selectRun(first, last, fails, classOf, perClass, scratch, n)));
    this.perClass = perClass;
    const kinds = new Array<number>(KINDS.length).fill(0);
    const statuses = new Array<number>(STATUSES.length).fill(0);
    let backgroundCount = 0;
    for (let each = 0; each < this.classes; each++) {
      const count = perClass[each]!;
      if (!count) continue;
      const fail = classFails[each]!;
      if ((fail & ~Fails.Kind) === 0) kinds[each % 6]! += count;
      if ((fail & ~Fails.Status) === 0) statuses[Math.floor(each / 6) % 4]! += count;
      if ((fail & ~Fails.Background) === 0 && Math.floor(each / 24) % 2) backgroundCount += count;
    }
    return {
      shown: scratch.subarray(0, n),
      anyDay: this.anyDay,
      kindCounts: Object.fromEntries(KINDS.map((kind, i) => [kind, kinds[i]!])) as Record<Kind, number>,
      statusCounts: Object.fromEntries(STATUSES.map((status, i) => [status, statuses[i]!])) as Record<Status, number>,
      backgroundCount,
      undatedCount: this.undatedCount,
    };
  }

  /** What every filter lets pass, on other days than the chosen ones. */
  rowsIn(window: Window): Rows {
    const { fails, columns } = this;
    const found: Rows = new Uint32Array(columns.count + 1);
    const ignored = new Int32Array(this.classes);
    let n = 0;
    this.inTime({ undated: false, window }, (rows) => (n = selectRows(rows, fails, this.classOf, ignored, found, n)), (first, last) => (n = selectRun(first, last, fails, this.classOf, ignored, found, n)));
    return found.slice(0, n);
  }

  /** Per row: 1 when every filter but the days lets it pass. The same array until a filter changes. */
  get passes(): Uint8Array {
    return this.passing;
  }

  /** The timeline's lane of each row: its kind, or after these the plans; LONG more for what lasts longer than a day. */
  get lanes(): Uint8Array {
    if (!this.laneOf) {
      const { count, kind, status, from, to } = this.columns;
      this.laneOf = new Uint8Array(count);
      for (let row = 0; row < count; row++) this.laneOf[row] = (status[row] === PLANNED ? KINDS.length : kind[row]!) + (to[row]! > from[row]! ? LONG : 0);
    }
    return this.laneOf;
  }

  /** Per value of a filter: how many there would be with this value chosen alone, all other filters of the last selection as they are. */
  countValues(facet: Facet): Map<string, number> {
    const { columns } = this;
    const counts = new Map<string, number>();
    const add = (value: string, count: number) => {
      if (count) counts.set(value, (counts.get(value) ?? 0) + count);
    };
    if (facet === 'actors' || facet === 'sources') {
      const lists = columns[facet];
      this.countNames(lists, BITS[facet]).forEach((count, id) => add(lists.names[id]!, count));
    } else if (isOfSpot(facet)) {
      const { ofSpot, names } = this.valuesOf(facet);
      this.perSpot.forEach((count, at) => {
        if (count && (this.spotFails[at]! & SPOT & ~BITS[facet]) === 0) add(names[ofSpot[at]!]!, count);
      });
    } else {
      this.perClass.forEach((count, each) => {
        if (count && (this.classFails[each]! & ~BITS[facet]) === 0) add(facet === 'subKinds' ? columns.subs[Math.floor(each / 240)]! : PRECISIONS[Math.floor(each / 48) % 5]!, count);
      });
    }
    return counts;
  }

  /** Per least number: how many there would be with it, all other filters of the last selection as they are. */
  countLeast(of: 'toll' | 'confidence', steps: readonly number[]): number[] {
    const per = of === 'toll' ? this.countBy(this.cappedTolls, TOLL_TOP, Fails.Toll) : this.countBy(this.columns.confidence, 256, Fails.Confidence);
    return steps.map((least) => {
      if (least >= per.length) return this.countWhere((row) => this.columns.toll[row]! >= least, Fails.Toll);
      let sum = 0;
      for (let value = least; value < per.length; value++) sum += per[value]!;
      return sum;
    });
  }

  private capped: Uint16Array | null = null;
  private get cappedTolls(): Uint16Array {
    if (!this.capped) {
      const { toll, count } = this.columns;
      this.capped = new Uint16Array(count);
      for (let row = 0; row < count; row++) this.capped[row] = Math.min(toll[row]!, TOLL_TOP - 1);
    }
    return this.capped;
  }

  private countWhere(test: (row: number) => boolean, but: number): number {
    let sum = 0;
    const one = (row: number) => {
      if ((this.fails[row]! & ~but) === 0 && test(row)) sum++;
    };
    this.inTime(this.state!, (rows) => rows.forEach(one), (first, last) => {
      for (let row = first; row < last; row++) one(row);
    });
    return sum;
  }

  /** How many rows of the chosen days have each code, of those that no other filter than `but` leaves out. */
  private countBy(codes: Uint8Array | Uint16Array, most: number, but: number): Int32Array {
    const counts = new Int32Array(most);
    const { fails } = this;
    const run = codes instanceof Uint8Array ? countBytes : countWords;
    this.inTime(this.state!, (rows) => {
      for (const row of rows) if ((fails[row]! & ~but) === 0) counts[codes[row]!]!++;
    }, (first, last) => run(first, last, fails, ~but, codes as never, counts));
    return counts;
  }

  /** The same for names, of which a row has several. */
  private countNames(lists: Lists, but: number): Int32Array {
    const { fails } = this;
    const { from, ids, names } = lists;
    const counts = new Int32Array(names.length);
    this.inTime(this.state!, (rows) => {
      for (const row of rows) if ((fails[row]! & ~but) === 0) for (let i = from[row]!; i < from[row + 1]!; i++) counts[ids[i]!]!++;
    }, (first, last) => countEntries(from[first]!, from[last]!, fails, ~but, this.rowsOf(lists), ids, counts));
    return counts;
  }

  private readonly spotValues = new Map<SpotFacet, SpotValues>();
  private spotFails: Uint16Array = new Uint16Array(0);
  private spotCounts: Int32Array | null = null;
  /** Per place: how many rows of the chosen days no other filter leaves out than those that the place alone decides. */
  private get perSpot(): Int32Array {
    if (!this.spotCounts) {
      const counts = (this.spotCounts = new Int32Array(this.columns.spots.count));
      const { fails } = this;
      const { spot } = this.columns;
      this.inTime(this.state!, (rows) => {
        for (const row of rows) if ((fails[row]! & ~SPOT) === 0) counts[spot[row]!]!++;
      }, (first, last) => countSpots(first, last, fails, ~SPOT, spot, counts));
    }
    return this.spotCounts;
  }

  private valuesOf(facet: SpotFacet): SpotValues {
    let values = this.spotValues.get(facet);
    if (!values) this.spotValues.set(facet, (values = spotValuesOf(this.columns.spots, facet)));
    return values;
  }

  private readonly owners = new Map<Lists, Uint32Array>();
  /** The row of each entry of the lists. */
  private rowsOf(lists: Lists): Uint32Array {
    let rows = this.owners.get(lists);
    if (!rows) {
      rows = new Uint32Array(lists.ids.length);
      for (let row = 0; row < this.columns.count; row++) rows.fill(row, lists.from[row], lists.from[row + 1]);
      this.owners.set(lists, rows);
    }
    return rows;
  }

  /** Visits the rows of the chosen days: first those that began earlier and reach in, then one run. */
  private inTime({ undated, window }: Pick<ViewState, 'undated' | 'window'>, some: (rows: Rows) => void, run: (first: number, last: number) => void): void {
    const { count, dated } = this.columns;
    if (undated) run(dated, count);
    else if (window === null) run(0, count);
    else {
      some(this.time.reachingInto(window));
      run(...this.time.startingIn(window));
    }
  }

  /** Writes for each row which filters leave it out. */
  private judge(state: ViewState, found: Uint8Array | null, words: Words): void {
    const { columns, fails, classOf } = this;
    const { count, spot, spots, toll, confidence } = columns;
    const classFails = this.judgeClasses(state);
    this.classFails = classFails;
    const spotFails = (this.spotFails = new Uint16Array(spots.count));
    for (const facet of OF_SPOT) {
      if (!state[facet].length) continue;
      const { ofSpot, names } = this.valuesOf(facet);
      const chosen = new Set<string>(state[facet]);
      const valueFails = Uint16Array.from(names, (name) => (chosen.has(name) ? 0 : BITS[facet]));
      for (let at = 0; at < spots.count; at++) spotFails[at]! |= valueFails[ofSpot[at]!]!;
    }
    for (let at = 0; state.area && at < spots.count; at++) {
      if (!(at > 0 && holds(state.area, spots.lon[at]!, spots.lat[at]!))) spotFails[at]! |= Fails.Other;
    }
    // What lists and words decide is written first; the rest is added to it.
    const more = state.actors.length > 0 || state.sources.length > 0 || state.query.trim() !== '';
    if (more) fails.fill(0);
    for (const facet of ['actors', 'sources'] as const) {
      if (!state[facet].length) continue;
      const { of, count: many, example } = this.setsOf(columns[facet]);
      const { names, from, ids } = columns[facet];
      const chosen = new Set<string>(state[facet]);
      const isChosen = Uint8Array.from(names, (name) => (chosen.has(name) ? 1 : 0));
      const setFails = new Uint16Array(many).fill(BITS[facet]);
      for (let set = 0; set < many; set++) {
        const row = example[set]!;
        for (let i = from[row]!; i < from[row + 1]!; i++) if (isChosen[ids[i]!]) setFails[set] = 0;
      }
      for (let row = 0; row < count; row++) fails[row]! |= setFails[of[row]!]!;
    }
    this.judgeWords(state.query, found, words);
    const confidenceFails = Uint16Array.from({ length: 256 }, (_, value) => (value < state.leastConfidence ? Fails.Confidence : 0));
    const passing = this.passRooms.next();
    const { dated } = columns;
    const placed = state.area !== null || OF_SPOT.some((facet) => state[facet].length > 0);
    // Each filter is a loop of its own, over so few rows at once that they stay near the processor.
    const countPassing = (first: number, last: number): number => {
      let sum = 0;
      for (let from = first; from < last; from += AT_ONCE) {
        const to = Math.min(from + AT_ONCE, last);
        judgeClassRun(from, to, more, fails, classOf, classFails, confidence, confidenceFails);
        if (placed) judgeSpotRun(from, to, fails, spot, spotFails);
        if (state.leastToll > 0) judgeTollRun(from, to, fails, toll, state.leastToll);
        sum += passRun(from, to, fails, passing);
      }
      return sum;
    };
    this.undatedCount = countPassing(dated, count);
    this.anyDay = countPassing(0, dated) + this.undatedCount;
    this.passing = passing;
  }

  private judgeClasses(state: ViewState): Uint16Array {
    const subs = new Set(state.subKinds);
    const precisions = new Set<string>(state.precisions);
    const kindFails = KINDS.map((kind) => (state.hiddenKinds.includes(kind) ? Fails.Kind : 0));
    const statusFails = STATUSES.map((status) => (state.hiddenStatuses.includes(status) ? Fails.Status : 0));
    const made = new Uint16Array(this.classes);
    for (let each = 0; each < this.classes; each++) {
      const precision = PRECISIONS[Math.floor(each / 48) % 5]!;
      const sub = this.columns.subs[Math.floor(each / 240)]!;
      made[each] =
        kindFails[each % 6]! |
        statusFails[Math.floor(each / 6) % 4]! |
        (!state.background && Math.floor(each / 24) % 2 ? Fails.Background : 0) |
        (subs.size && !subs.has(sub) ? Fails.Sub : 0) |
        (precisions.size && !precisions.has(precision) ? Fails.Precision : 0);
    }
    return made;
  }

  /** All words of a search must be found, each in any field. Names are looked at once, not once a row. */
  private judgeWords(query: string, found: Uint8Array | null, words: Words): void {
    const { columns, fails } = this;
    const wanted = fold(query).split(/\s+/).filter(Boolean).slice(0, 31);
    if (!wanted.length) return;
    if (columns.full) {
      columns.full.forEach(({ haystack }, row) => {
        if (!found?.[row] && !wanted.every((word) => haystack.includes(word))) fails[row]! |= Fails.Other;
      });
      return;
    }
    const all = 2 ** wanted.length - 1;
    const bitsIn = (folded: string): number => wanted.reduce((bits, word, i) => (folded.includes(word) ? bits | (1 << i) : bits), 0);
    const bitsOf = (text: string): number => bitsIn(fold(text));
    // Names do not change from one letter that is typed to the next.
    this.folded ??= {
      spots: columns.spots.name.map((name, at) => fold(`${name ?? ''}\n${columns.spots.admin1[at] ?? ''}`)),
      actors: columns.actors.names.map(fold),
      sources: columns.sources.names.map(fold),
    };
    const { folded } = this;
    const { spots, subs, sub, spot, count } = columns;
    const subBits = Uint32Array.from(subs, (code) => bitsOf(`${code.replaceAll('_', ' ')}\n${words.sub(code)}`));
    const countryBits = new Map<string, number>();
    const spotBits = new Uint32Array(spots.count);
    for (let at = 1; at < spots.count; at++) {
      const country = spots.country[at];
      let bits = country ? countryBits.get(country) : 0;
      if (bits === undefined) countryBits.set(country!, (bits = bitsOf(`${country}\n${words.country(country!)}`)));
      spotBits[at] = bits | bitsIn(folded.spots[at]!);
    }
    const [actorBits, sourceBits] = (['actors', 'sources'] as const).map((name) => {
      const lists = columns[name];
      const nameBits = Uint32Array.from(folded[name], bitsIn);
      const sets = this.setsOf(lists);
      const bits = new Uint32Array(sets.count);
      for (let set = 0; set < sets.count; set++) {
        const row = sets.example[set]!;
        for (let i = lists.from[row]!; i < lists.from[row + 1]!; i++) bits[set]! |= nameBits[lists.ids[i]!]!;
      }
      return bits;
    }) as [Uint32Array, Uint32Array];
    const actorSet = this.setsOf(columns.actors).of;
    const sourceSet = this.setsOf(columns.sources).of;
    for (let row = 0; row < count; row++) {
      const bits = subBits[sub[row]!]! | spotBits[spot[row]!]! | actorBits[actorSet[row]!]! | sourceBits[sourceSet[row]!]!;
      if (bits !== all && !found?.[row]) fails[row]! |= Fails.Other;
    }
  }

  private setsOf(lists: Lists): Sets {
    let sets = this.sets.get(lists);
    if (!sets) this.sets.set(lists, (sets = setsOf(lists, this.columns.count)));
    return sets;
  }
}
