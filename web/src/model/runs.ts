import type { Lists } from './columns';

/** Rows of the columns, in the order of their first day. */
export type Rows = Uint32Array;

/** Why a row is left out: one bit a filter. What depends on the days is worked out apart, because it changes most often. */
export const Fails = {
  Kind: 1,
  Status: 2,
  Background: 4,
  Sub: 8,
  Precision: 16,
  Country: 32,
  Actor: 64,
  Source: 128,
  Toll: 256,
  Confidence: 512,
  Other: 1024,
  Province: 2048,
  PlacePrecision: 4096,
} as const;
/** What kind, status, history, finer kind and precision decide together. */
export const CLASS = Fails.Kind | Fails.Status | Fails.Background | Fails.Sub | Fails.Precision;

/** What the place alone decides. */
export const SPOT = Fails.Country | Fails.Province | Fails.PlacePrecision;

// What runs over all rows is a function of its own, with everything local and without branches: which rows pass cannot be foreseen,
// and guessing wrong costs more than counting nought. `(x - 1) >>> 31` is 1 for nought and 0 for what is above; a condition would be a branch.

export function selectRows(rows: Rows, fails: Uint16Array, classOf: Uint16Array, perClass: Int32Array, shown: Rows, at: number): number {
  let n = at;
  for (const row of rows) {
    const fail = fails[row]!;
    perClass[classOf[row]!]! += ((fail & ~CLASS) - 1) >>> 31;
    shown[n] = row;
    n += (fail - 1) >>> 31;
  }
  return n;
}

export function selectRun(first: number, last: number, fails: Uint16Array, classOf: Uint16Array, perClass: Int32Array, shown: Rows, at: number): number {
  let n = at;
  let row = first;
  const most = perClass.length;
  const sums = new Int32Array(4 * most);
  const [one, two, three] = [most, 2 * most, 3 * most];
  for (; row + 3 < last; row += 4) {
    const a = fails[row]!;
    const b = fails[row + 1]!;
    const c = fails[row + 2]!;
    const d = fails[row + 3]!;
    sums[classOf[row]!]! += ((a & ~CLASS) - 1) >>> 31;
    sums[one + classOf[row + 1]!]! += ((b & ~CLASS) - 1) >>> 31;
    sums[two + classOf[row + 2]!]! += ((c & ~CLASS) - 1) >>> 31;
    sums[three + classOf[row + 3]!]! += ((d & ~CLASS) - 1) >>> 31;
    shown[n] = row;
    n += (a - 1) >>> 31;
    shown[n] = row + 1;
    n += (b - 1) >>> 31;
    shown[n] = row + 2;
    n += (c - 1) >>> 31;
    shown[n] = row + 3;
    n += (d - 1) >>> 31;
  }
  for (; row < last; row++) {
    const fail = fails[row]!;
    sums[classOf[row]!]! += ((fail & ~CLASS) - 1) >>> 31;
    shown[n] = row;
    n += (fail - 1) >>> 31;
  }
  addUp(sums, perClass);
  return n;
}

/** What class and confidence decide, beside what is written already where there is `more`. */
export function judgeClassRun(first: number, last: number, more: boolean, fails: Uint16Array, classOf: Uint16Array, classFails: Uint16Array, confidence: Uint8Array, confidenceFails: Uint16Array): void {
  if (more) for (let row = first; row < last; row++) fails[row]! |= classFails[classOf[row]!]! | confidenceFails[confidence[row]!]!;
  else for (let row = first; row < last; row++) fails[row] = classFails[classOf[row]!]! | confidenceFails[confidence[row]!]!;
}

export function judgeSpotRun(first: number, last: number, fails: Uint16Array, spot: Uint32Array, spotFails: Uint16Array): void {
  for (let row = first; row < last; row++) fails[row]! |= spotFails[spot[row]!]!;
}

export function judgeTollRun(first: number, last: number, fails: Uint16Array, toll: Uint32Array, leastToll: number): void {
  for (let row = first; row < last; row++) fails[row]! |= ((toll[row]! - leastToll) >> 31) & Fails.Toll;
}

/** Marks the rows that pass, and counts them. */
export function passRun(first: number, last: number, fails: Uint16Array, passing: Uint8Array): number {
  let sum = 0;
  for (let row = first; row < last; row++) {
    const passes = (fails[row]! - 1) >>> 31;
    passing[row] = passes;
    sum += passes;
  }
  return sum;
}

// Neighbors often have the same code, and adding to a sum that was just added to waits for it: four sums a code, taken in turn, do not.
// There is one function for each width of cells, because one for both would be compiled for neither.

export function countBytes(first: number, last: number, fails: Uint16Array, others: number, codes: Uint8Array, counts: Int32Array): void {
  const most = counts.length;
  const sums = new Int32Array(4 * most);
  const [one, two, three] = [most, 2 * most, 3 * most];
  let row = first;
  for (; row + 3 < last; row += 4) {
    sums[codes[row]!]! += ((fails[row]! & others) - 1) >>> 31;
    sums[one + codes[row + 1]!]! += ((fails[row + 1]! & others) - 1) >>> 31;
    sums[two + codes[row + 2]!]! += ((fails[row + 2]! & others) - 1) >>> 31;
    sums[three + codes[row + 3]!]! += ((fails[row + 3]! & others) - 1) >>> 31;
  }
  for (; row < last; row++) sums[codes[row]!]! += ((fails[row]! & others) - 1) >>> 31;
  addUp(sums, counts);
}

export function countSpots(first: number, last: number, fails: Uint16Array, mask: number, spot: Uint32Array, counts: Int32Array): void {
  for (let row = first; row < last; row++) counts[spot[row]!]! += ((fails[row]! & mask) - 1) >>> 31;
}

export function countWords(first: number, last: number, fails: Uint16Array, others: number, codes: Uint16Array, counts: Int32Array): void {
  const most = counts.length;
  const sums = new Int32Array(4 * most);
  const [one, two, three] = [most, 2 * most, 3 * most];
  let row = first;
  for (; row + 3 < last; row += 4) {
    sums[codes[row]!]! += ((fails[row]! & others) - 1) >>> 31;
    sums[one + codes[row + 1]!]! += ((fails[row + 1]! & others) - 1) >>> 31;
    sums[two + codes[row + 2]!]! += ((fails[row + 2]! & others) - 1) >>> 31;
    sums[three + codes[row + 3]!]! += ((fails[row + 3]! & others) - 1) >>> 31;
  }
  for (; row < last; row++) sums[codes[row]!]! += ((fails[row]! & others) - 1) >>> 31;
  addUp(sums, counts);
}

export function countEntries(first: number, last: number, fails: Uint16Array, others: number, rows: Uint32Array, ids: Uint32Array, counts: Int32Array): void {
  const most = counts.length;
  const sums = new Int32Array(4 * most);
  const [one, two, three] = [most, 2 * most, 3 * most];
  let i = first;
  for (; i + 3 < last; i += 4) {
    sums[ids[i]!]! += ((fails[rows[i]!]! & others) - 1) >>> 31;
    sums[one + ids[i + 1]!]! += ((fails[rows[i + 1]!]! & others) - 1) >>> 31;
    sums[two + ids[i + 2]!]! += ((fails[rows[i + 2]!]! & others) - 1) >>> 31;
    sums[three + ids[i + 3]!]! += ((fails[rows[i + 3]!]! & others) - 1) >>> 31;
  }
  for (; i < last; i++) sums[ids[i]!]! += ((fails[rows[i]!]! & others) - 1) >>> 31;
  addUp(sums, counts);
}

/** Adds four sums a code to its count. */
function addUp(sums: Int32Array, counts: Int32Array): void {
  const most = counts.length;
  for (let code = 0; code < most; code++) counts[code]! += sums[code]! + sums[most + code]! + sums[2 * most + code]! + sums[3 * most + code]!;
}

/** How many of a run pass, by lane. */
export function countLanes(first: number, last: number, passes: Uint8Array, laneOf: Uint8Array, counts: Int32Array): void {
  const most = counts.length;
  const sums = new Int32Array(4 * most);
  const [one, two, three] = [most, 2 * most, 3 * most];
  let row = first;
  for (; row + 3 < last; row += 4) {
    sums[laneOf[row]!]! += passes[row]!;
    sums[one + laneOf[row + 1]!]! += passes[row + 1]!;
    sums[two + laneOf[row + 2]!]! += passes[row + 2]!;
    sums[three + laneOf[row + 3]!]! += passes[row + 3]!;
  }
  for (; row < last; row++) sums[laneOf[row]!]! += passes[row]!;
  addUp(sums, counts);
}

/**
 * Memory for results that are needed until the one after the next: taking it anew each time would cost more than the work itself.
 * Whoever keeps a result for longer must copy it.
 */
export class Rooms<T extends Rows | Uint8Array> {
  private readonly rooms: T[] = [];
  private turn = 0;

  constructor(private readonly make: () => T) {}

  /** A view of its own, so that two results are never the same object. */
  next(): T {
    const at = this.turn++ % 3;
    const room = (this.rooms[at] ??= this.make());
    return room.subarray(0) as T;
  }
}

/** Which rows name exactly the same: most rows share their list with many others, so that it is looked at once. */
export interface Sets {
  readonly count: number;
  /** Per row. */
  readonly of: Uint32Array;
  /** Per set, a row that has it. */
  readonly example: Uint32Array;
}

export function setsOf({ from, ids }: Lists, count: number): Sets {
  const of = new Uint32Array(count);
  const example = new Uint32Array(count);
  const mask = 2 ** Math.ceil(Math.log2(2 * count + 2)) - 1;
  const slots = new Int32Array(mask + 1).fill(-1);
  let many = 0;
  for (let row = 0; row < count; row++) {
    const [start, end] = [from[row]!, from[row + 1]!];
    let hash = end - start;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ ids[i]!, 0x9e3779b1) ^ (hash >>> 15);
    let slot = hash & mask;
    for (;;) {
      const set = slots[slot]!;
      if (set < 0) {
        slots[slot] = of[row] = many;
        example[many++] = row;
        break;
      }
      if (equal(from, ids, row, example[set]!)) {
        of[row] = set;
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
  return { count: many, of, example: example.slice(0, many) };
}

function equal(from: Uint32Array, ids: Uint32Array, a: number, b: number): boolean {
  const length = from[a + 1]! - from[a]!;
  if (length !== from[b + 1]! - from[b]!) return false;
  for (let i = 0; i < length; i++) if (ids[from[a]! + i] !== ids[from[b]! + i]) return false;
  return true;
}
