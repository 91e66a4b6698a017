import type { Columns } from './columns';
import type { Window } from './days';

/**
 * Finds rows by their days, by binary search: what starts inside a window is one contiguous run, which a map layer can draw as one range;
 * what began earlier and reaches into it is found among the few rows that last longer than a day.
 */
export class TimeIndex {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Rows that last longer than a day, ascending. */
  readonly long: Uint32Array;
  /** reach[i] is the latest end among the first i + 1 of `long`: where a search for overlaps may stop. */
  private readonly reach: Int32Array;

  constructor({ from, to, dated }: Columns) {
    this.starts = from.subarray(0, dated);
    this.ends = to.subarray(0, dated);
    let many = 0;
    for (let row = 0; row < dated; row++) if (to[row]! > from[row]!) many++;
    this.long = new Uint32Array(many);
    this.reach = new Int32Array(many);
    let latest = -Infinity;
    for (let row = 0, i = 0; row < dated; row++) {
      if (to[row]! <= from[row]!) continue;
      latest = Math.max(latest, to[row]!);
      this.long[i] = row;
      this.reach[i++] = latest;
    }
  }

  /** First and last day of all dated rows; null when there are none. */
  get extent(): Window | null {
    const n = this.starts.length;
    return n === 0 ? null : { from: this.starts[0]!, to: Math.max(this.starts[n - 1]!, this.reach.at(-1) ?? -Infinity) };
  }

  /** The run [first, last) of rows whose first day lies in the window. */
  startingIn(window: Window): readonly [number, number] {
    return [lowerBound(this.starts, window.from), upperBound(this.starts, window.to)];
  }

  /** Rows that began before the window and reach into it, ascending. */
  reachingInto(window: Window): Uint32Array {
    const [first] = this.startingIn(window);
    const stop = lowerBound(this.long, first);
    const found: number[] = [];
    for (let i = lowerBound(this.reach, window.from); i < stop; i++) if (this.ends[this.long[i]!]! >= window.from) found.push(this.long[i]!);
    return Uint32Array.from(found);
  }
}

/** The first position whose value is not below `value`, in an ascending array. */
export function lowerBound(sorted: Int32Array | Uint32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first position whose value is above `value`, in an ascending array. */
export const upperBound = (sorted: Int32Array, value: number): number => lowerBound(sorted, value + 1);
