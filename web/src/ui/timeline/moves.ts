import { extent, update } from '../../app/store';
import type { Window } from '../../model/days';
import type { Unit } from '../../model/histogram';
import { bins, chosen, days, reach } from './scale';

export const LEAST_DAYS = 7;

/** Shows fewer or more days around the middle of what is chosen, or around a given share of the width. */
export function zoom(factor: number, share?: number): void {
  const all = extent.peek();
  if (!all) return;
  const { from, to } = reach.peek();
  const now = chosen.peek();
  const middle = share !== undefined ? from + share * (to - from) : now ? (now.from + now.to) / 2 : (from + to) / 2;
  const length = Math.max(LEAST_DAYS, (to - from + 1) * factor);
  const at = share ?? 0.5;
  const next = { from: Math.round(middle - at * length), to: Math.round(middle + (1 - at) * length) };
  setReach(next);
}

export function setReach({ from, to }: Window): void {
  const all = extent.peek();
  if (!all) return;
  const length = to - from;
  if (length >= all.to - all.from) update({ reach: null });
  else {
    const start = Math.max(all.from, Math.min(all.to - length, from));
    update({ reach: { from: start, to: start + length } });
  }
}

/** Moves a window by days, keeping its length and keeping it on the timeline. */
export function shift(window: Window, by: number): void {
  const all = extent.peek();
  if (!all) return;
  const kept = Math.max(all.from - window.from, Math.min(all.to - window.to, by));
  update({ undated: false, window: { from: window.from + kept, to: window.to + kept } });
}

/** Moves the chosen days one bar earlier or later; with nothing chosen, chooses the first or last bar. */
export function nudge(by: 1 | -1): void {
  const now = chosen.peek();
  const { edges, unit } = bins.peek();
  if (!now) {
    const bin = by > 0 ? 0 : edges.length - 2;
    update({ undated: false, window: { from: edges[bin]!, to: edges[bin + 1]! - 1 } });
    return;
  }
  const length = Math.max(now.to - now.from + 1, 1);
  shift(now, by * Math.max(length >= stepOf(unit) ? stepOf(unit) : length, 1));
}

const stepOf = (unit: Unit): number => ({ day: 1, week: 7, month: 30, quarter: 91, year: 365, decade: 3652 })[unit];

/** Moves an end of the days that are compared; it never passes the other end. */
export function moveOther(end: 'from' | 'to', other: Window, day: number): void {
  const all = extent.peek();
  if (!all) return;
  const within = Math.max(all.from, Math.min(all.to, day));
  update({ compared: end === 'from' ? { from: Math.min(within, other.to), to: other.to } : { from: other.from, to: Math.max(within, other.from) } });
}

export function onKeys(event: KeyboardEvent, what: 'from' | 'to' | 'move', other: Window | null = null): void {
  const all = extent.peek();
  if (!all) return;
  const now = chosen.peek() ?? reach.peek();
  const small = event.shiftKey ? 1 : Math.max(1, Math.round(days() / 100));
  const steps: Record<string, number> = {
    ArrowRight: small,
    ArrowUp: small,
    ArrowLeft: -small,
    ArrowDown: -small,
    PageUp: 10 * small,
    PageDown: -10 * small,
    Home: -Infinity,
    End: Infinity,
  };
  const step = steps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  if (other && what !== 'move') moveOther(what, other, other[what] + step);
  else if (what === 'move') {
    if (chosen.peek()) shift(now, step);
  } else if (what === 'from') update({ undated: false, window: { from: Math.max(all.from, Math.min(now.to, now.from + step)), to: now.to } });
  else update({ undated: false, window: { from: now.from, to: Math.min(all.to, Math.max(now.from, now.to + step)) } });
}
