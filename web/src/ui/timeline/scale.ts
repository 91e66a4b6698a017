import { computed, signal } from '@preact/signals';
import { extent, filtered, passes, state } from '../../app/store';
import type { Day, Window } from '../../model/days';
import { histogram } from '../../model/histogram';

/** Size of the plot in pixels. */
export const width = signal(800);
export const height = signal(120);
/** The days that the timeline shows. */
export const reach = computed<Window>(() => state.value.reach ?? extent.value ?? { from: 0, to: 364 });
const binCount = computed(() => Math.max(12, Math.min(240, Math.floor(width.value / 6))));
// Not worked out again while only the chosen days change.
export const bins = computed(() => {
  void passes.value;
  return histogram(filtered.peek().filter, reach.value, binCount.value);
});
/** The chosen days; null when all are shown. */
export const chosen = computed(() => (state.value.undated ? null : state.value.window));

/** The days that the chosen ones are compared with; null when they are not. */
export const compared = computed(() => state.value.compared);

export const days = () => reach.value.to - reach.value.from + 1;
export const xOf = (day: Day): number => ((day - reach.value.from) / days()) * width.value;
export const dayAt = (x: number): Day =>
  Math.max(reach.value.from, Math.min(reach.value.to, reach.value.from + Math.floor((x / Math.max(1, width.value)) * days())));
export const clamp = (x: number): number => Math.max(0, Math.min(width.value, x));
