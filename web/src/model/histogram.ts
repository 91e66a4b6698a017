import { KINDS, type Kind } from './codebook';
import { type Day, dayOf, monthOf, type Window, yearOf } from './days';
import { type Incident, spanOf } from './incident';

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

/** Counts incidents into the bins of a window. */
export function histogram(incidents: Iterable<Incident>, window: Window, bins: number): Histogram {
  const unit = unitFor(window, bins);
  const edges = edgesOf(window, unit);
  const count = edges.length - 1;
  const told = Object.fromEntries(KINDS.map((kind) => [kind, new Float64Array(count)])) as Record<Kind, Float64Array>;
  const planned = new Float64Array(count);
  const first = edges[0]!;
  const last = edges[count]! - 1;
  for (const incident of incidents) {
    const span = spanOf(incident);
    if (!span || span[1] < first || span[0] > last) continue;
    const row = incident.status === 'planned' ? planned : told[incident.kind];
    const days = span[1] - span[0] + 1;
    for (let bin = binOf(edges, Math.max(span[0], first)); bin < count && edges[bin]! <= span[1]; bin++) {
      row[bin]! += (Math.min(span[1], edges[bin + 1]! - 1) - Math.max(span[0], edges[bin]!) + 1) / days;
    }
  }
  let highest = 0;
  let highestPlanned = 0;
  for (let bin = 0; bin < count; bin++) {
    let sum = 0;
    for (const kind of KINDS) sum += told[kind][bin]!;
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
