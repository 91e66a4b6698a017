import { computed, effect } from '@preact/signals';
import { unitFor } from '../model/histogram';
import { beginning, stepped } from '../model/playback';
import { extent, playing, state, update } from './store';

/** Steps of the whole timeline at speed 1. */
const STEPS = 160;
const TICK_MS = 160;

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
