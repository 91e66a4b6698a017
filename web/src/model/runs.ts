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
} as const;
/** What kind, status, history, finer kind and precision decide together. */
export const CLASS = Fails.Kind | Fails.Status | Fails.Background | Fails.Sub | Fails.Precision;

// What runs over all rows is a function of its own, with everything local and without branches: which rows pass cannot be foreseen,
// and guessing wrong costs more than counting nought. `(x - 1) >>> 31` is 1 for nought and 0 for what is above; a condition would be a branch.

export function selectRun(first: number, last: number, rows: Rows | null, fails: Uint16Array, classOf: Uint16Array, perClass: Int32Array, shown: Rows, at: number): number {
  let n = at;
  for (let i = first; i < last; i++) {
    const row = rows ? rows[i]! : i;
    const fail = fails[row]!;
    perClass[classOf[row]!]! += ((fail & ~CLASS) - 1) >>> 31;
    shown[n] = row;
    n += (fail - 1) >>> 31;
  }
  return n;
}

export function judgeRun(
  first: number,
  last: number,
  more: boolean,
  fails: Uint16Array,
  passing: Uint8Array,
  classOf: Uint16Array,
  classFails: Uint16Array,
  spot: Uint32Array,
  spotFails: Uint16Array,
  confidence: Uint8Array,
  confidenceFails: Uint16Array,
  toll: Uint32Array,
  leastToll: number,
): number {
  let sum = 0;
  for (let row = first; row < last; row++) {
    let fail = classFails[classOf[row]!]! | spotFails[spot[row]!]! | confidenceFails[confidence[row]!]!;
    fail |= ((toll[row]! - leastToll) >> 31) & Fails.Toll;
    if (more) fail |= fails[row]!;
    fails[row] = fail;
    const passes = (fail - 1) >>> 31;
    passing[row] = passes;
    sum += passes;
  }
  return sum;
}

export function countBytes(first: number, last: number, fails: Uint16Array, others: number, codes: Uint8Array, counts: Int32Array): void {
  for (let row = first; row < last; row++) counts[codes[row]!]! += ((fails[row]! & others) - 1) >>> 31;
}

export function countWords(first: number, last: number, fails: Uint16Array, others: number, codes: Uint16Array, counts: Int32Array): void {
  for (let row = first; row < last; row++) counts[codes[row]!]! += ((fails[row]! & others) - 1) >>> 31;
}

export function countEntries(first: number, last: number, fails: Uint16Array, others: number, rows: Uint32Array, ids: Uint32Array, counts: Int32Array): void {
  for (let i = first; i < last; i++) counts[ids[i]!]! += ((fails[rows[i]!]! & others) - 1) >>> 31;
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
