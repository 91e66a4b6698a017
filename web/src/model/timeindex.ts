import type { Day, Window } from './days';
import { type Incident, spanOf } from './incident';

/**
 * Incidents in the order of their first day, with their days in typed arrays: what overlaps a window is found by binary search,
 * and what starts inside a window is one contiguous run, which a map layer can draw as one range.
 */
export class TimeIndex {
  /** Dated incidents by first day, then id; undated ones are apart. */
  readonly dated: readonly Incident[];
  readonly undated: readonly Incident[];
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** reach[i] is the latest end among the first i + 1: where a search for overlaps may stop. */
  private readonly reach: Int32Array;

  constructor(incidents: readonly Incident[]) {
    const rows: { incident: Incident; from: Day; to: Day }[] = [];
    const undated: Incident[] = [];
    for (const incident of incidents) {
      const span = spanOf(incident);
      if (span) rows.push({ incident, from: span[0], to: span[1] });
      else undated.push(incident);
    }
    rows.sort((a, b) => a.from - b.from || (a.incident.id < b.incident.id ? -1 : 1));
    this.dated = rows.map((row) => row.incident);
    this.undated = undated;
    this.starts = Int32Array.from(rows, (row) => row.from);
    this.ends = Int32Array.from(rows, (row) => row.to);
    this.reach = new Int32Array(rows.length);
    let latest = -Infinity;
    for (let i = 0; i < rows.length; i++) {
      latest = Math.max(latest, this.ends[i]!);
      this.reach[i] = latest;
    }
  }

  /** First and last day of all dated incidents; null when there are none. */
  get extent(): Window | null {
    const n = this.starts.length;
    return n === 0 ? null : { from: this.starts[0]!, to: this.reach[n - 1]! };
  }

  /** Positions in `dated` of what overlaps the window, ascending. */
  overlapping(window: Window): number[] {
    const stop = upperBound(this.starts, window.to);
    const found: number[] = [];
    for (let i = lowerBound(this.reach, window.from); i < stop; i++) if (this.ends[i]! >= window.from) found.push(i);
    return found;
  }

  /** The run [first, last) of positions in `dated` whose first day lies in the window. */
  startingIn(window: Window): readonly [number, number] {
    return [lowerBound(this.starts, window.from), upperBound(this.starts, window.to)];
  }
}

/** The first position whose value is not below `value`, in an ascending array. */
export function lowerBound(sorted: Int32Array, value: number): number {
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
