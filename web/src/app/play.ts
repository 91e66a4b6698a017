import { computed, effect } from '@preact/signals';
import { type Histogram, nextAfter, unitFor } from '../model/histogram';
import type { Window } from '../model/days';
import type { PlayMode } from '../model/state';
import { extent, playing, state, update } from './store';

/** Steps of the whole timeline at speed 1. */
const STEPS = 160;
const TICK_MS = 160;

/** The window after one step of playback; null when the end is reached. */
export function stepped(window: Window, reach: Window, mode: PlayMode, unit: Histogram['unit'], steps: number): Window | null {
  if (window.to >= reach.to) return null;
  let edge = window.to + 1;
  for (let i = 0; i < steps; i++) edge = nextAfter(edge, unit);
  const to = Math.min(Math.max(edge - 1, window.to + 1), reach.to);
  if (mode === 'cumulative') return { from: window.from, to };
  if (mode === 'instant') return { from: window.to + 1, to };
  return { from: window.from + (to - window.to), to };
}

/** Where playback begins: at the chosen window, or at the start of what the timeline shows. */
export function beginning(window: Window | null, reach: Window, mode: PlayMode, unit: Histogram['unit']): Window {
  if (window && window.to < reach.to) return window;
  if (window && mode === 'window') return { from: reach.from, to: Math.min(reach.to, reach.from + (window.to - window.from)) };
  const first = nextAfter(reach.from, unit) - 1;
  if (mode !== 'window') return { from: reach.from, to: Math.min(first, reach.to) };
  return { from: reach.from, to: Math.min(reach.to, reach.from + Math.round((reach.to - reach.from) / 10)) };
}

export function watchPlayback(): void {
  const pace = computed(() => state.value.speed);
  effect(() => {
    if (!playing.value) return;
    const reach = state.peek().reach ?? extent.peek();
    if (!reach) {
      playing.value = false;
      return;
    }
    const unit = unitFor(reach, STEPS);
    const speed = pace.value;
    const { window, playMode } = state.peek();
    if (window === null || window.to >= reach.to) update({ window: beginning(window, reach, playMode, unit), undated: false });
    const timer = setInterval(() => {
      const now = state.peek();
      const next = stepped(now.window ?? beginning(null, reach, now.playMode, unit), reach, now.playMode, unit, speed);
      if (next) update({ window: next, undated: false });
      else playing.value = false;
    }, TICK_MS);
    return () => clearInterval(timer);
  });
}
