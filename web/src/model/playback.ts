import type { Window } from './days';
import { nextAfter, type Unit } from './histogram';
import type { PlayMode } from './state';

/** The window after one step of playback; null when the end is reached. */
export function stepped(window: Window, reach: Window, mode: PlayMode, unit: Unit, steps: number): Window | null {
  if (window.to >= reach.to) return null;
  let edge = window.to + 1;
  for (let i = 0; i < steps; i++) edge = nextAfter(edge, unit);
  const to = Math.min(Math.max(edge - 1, window.to + 1), reach.to);
  if (mode === 'cumulative') return { from: window.from, to };
  if (mode === 'instant') return { from: window.to + 1, to };
  return { from: window.from + (to - window.to), to };
}

/** Where playback begins: at the chosen window, or at the start of what the timeline shows. */
export function beginning(window: Window | null, reach: Window, mode: PlayMode, unit: Unit): Window {
  if (window && window.to < reach.to) return window;
  if (window && mode === 'window') return { from: reach.from, to: Math.min(reach.to, reach.from + (window.to - window.from)) };
  const first = nextAfter(reach.from, unit) - 1;
  if (mode !== 'window') return { from: reach.from, to: Math.min(first, reach.to) };
  return { from: reach.from, to: Math.min(reach.to, reach.from + Math.round((reach.to - reach.from) / 10)) };
}
