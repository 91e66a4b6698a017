import { KINDS, type Kind } from './codebook';
import { type Day, dayOf, monthOf, type Window, yearOf } from './days';
import { type Filter, LONG } from './filter';
import { countLanes } from './runs';
import { lowerBound } from './timeindex';

export type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'decade';

export interface Histogram {
  readonly unit: Unit;
  /** Bin i covers the days edges[i] to edges[i + 1] - 1. */
  readonly edges: readonly Day[];
  /** Per kind, then per bin: what happened or is claimed. An incident known only to a month weighs evenly on all its days' bins. */
  readonly told: Record<Kind, Float64Array>;
  /** Per bin: plans and threats, which stand apart. */
  readonly planned: Float64Array;
  readonly highest: number;
  readonly highestPlanned: number;
}

const DAYS: Record<Unit, number> = { day: 1, week: 7, month: 30.4, quarter: 91.3, year: 365.25, decade: 3652.5 };

/** The finest unit that cuts a window into at most `bins` bins. */
export function unitFor(window: Window, bins: number): Unit {
  const days = window.to - window.from + 1;
  for (const unit of Object.keys(DAYS) as Unit[]) if (days / DAYS[unit] <= bins) return unit;
  return 'decade';
}

/** The first day of the bin that holds a day; weeks start on Monday. */
export function floorTo(day: Day, unit: Unit): Day {
  const year = yearOf(day);
  switch (unit) {
    case 'day':
      return day;
    case 'week':
      return day - ((((day + 3) % 7) + 7) % 7);
    case 'month':
      return dayOf(year, monthOf(day), 1);
    case 'quarter':
      return dayOf(year, Math.floor((monthOf(day) - 1) / 3) * 3 + 1, 1);
    case 'year':
      return dayOf(year, 1, 1);
    case 'decade':
      return dayOf(Math.floor(year / 10) * 10, 1, 1);
  }
}

/** The first day of the bin after the one that holds a day. */
export function nextAfter(day: Day, unit: Unit): Day {
  const start = floorTo(day, unit);
  const year = yearOf(start);
  switch (unit) {
    case 'day':
      return start + 1;
    case 'week':
      return start + 7;
    case 'month':
      return dayOf(year, monthOf(start) + 1, 1);
    case 'quarter':
      return dayOf(year, monthOf(start) + 3, 1);
    case 'year':
      return dayOf(year + 1, 1, 1);
    case 'decade':
      return dayOf(year + 10, 1, 1);
  }
}

export function edgesOf(window: Window, unit: Unit): Day[] {
  const edges = [floorTo(window.from, unit)];
  while (edges[edges.length - 1]! <= window.to) edges.push(nextAfter(edges[edges.length - 1]!, unit));
  return edges;
}

/** Counts the rows that pass into the bins of a window. */
export function histogram({ columns, passes, lanes: laneOf, time }: Filter, window: Window, bins: number): Histogram {
  const unit = unitFor(window, bins);
  const edges = edgesOf(window, unit);
  const count = edges.length - 1;
  const lanes = Array.from({ length: KINDS.length + 1 }, () => new Float64Array(count));
  const { from, to } = columns;
  // What has one day lies in one bin, and the rows of a bin are one run.
  const sums = new Int32Array(2 * LONG);
  for (let bin = 0, row = lowerBound(time.starts, edges[0]!); bin < count; bin++) {
    const end = lowerBound(time.starts, edges[bin + 1]!);
    sums.fill(0);
    countLanes(row, end, passes, laneOf, sums);
    row = end;
    for (let lane = 0; lane < lanes.length; lane++) lanes[lane]![bin] = sums[lane]!;
  }
  // What lasts longer weighs evenly on its days: the whole bins between its first and last are added up afterwards, by their difference to the bin before.
  const rises = lanes.map(() => new Float64Array(count + 1));
  const first = edges[0]!;
  const last = edges[count]! - 1;
  let binA = 0;
  for (const row of time.long) {
    const start = from[row]!;
    const end = to[row]!;
    if (start > last) break;
    if (!passes[row] || end < first) continue;
    const lane = laneOf[row]! - LONG;
    const share = 1 / (end - start + 1);
    const a = Math.max(start, first);
    const b = Math.min(end, last);
    // Rows come in the order of their first day, and few last beyond the next bin.
    while (edges[binA + 1]! <= a) binA++;
    const binB = b < edges[binA + 1]! ? binA : b < (edges[binA + 2] ?? Infinity) ? binA + 1 : binOf(edges, b);
    if (binA === binB) lanes[lane]![binA]! += (b - a + 1) * share;
    else {
      lanes[lane]![binA]! += (edges[binA + 1]! - a) * share;
      lanes[lane]![binB]! += (b - edges[binB]! + 1) * share;
      rises[lane]![binA + 1]! += share;
      rises[lane]![binB]! -= share;
    }
  }
  lanes.forEach((lane, i) => {
    let share = 0;
    for (let bin = 0; bin < count; bin++) {
      share += rises[i]![bin]!;
      // Sums of fractions leave a remainder where nothing is left.
      if (share > 1e-9) lane[bin]! += share * (edges[bin + 1]! - edges[bin]!);
    }
  });
  const told = Object.fromEntries(KINDS.map((each, i) => [each, lanes[i]!])) as Record<Kind, Float64Array>;
  const planned = lanes[KINDS.length]!;
  let highest = 0;
  let highestPlanned = 0;
  for (let bin = 0; bin < count; bin++) {
    let sum = 0;
    for (const each of KINDS) sum += told[each][bin]!;
    highest = Math.max(highest, sum);
    highestPlanned = Math.max(highestPlanned, planned[bin]!);
  }
  return { unit, edges, told, planned, highest, highestPlanned };
}

/** The bin that holds a day, by binary search over the edges. */
export function binOf(edges: readonly Day[], day: Day): number {
  let low = 0;
  let high = edges.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= day) low = middle;
    else high = middle;
  }
  return low;
}
