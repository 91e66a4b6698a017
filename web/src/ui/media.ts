import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { state } from '../app/store';

function media(query: string): ReadonlySignal<boolean> {
  const list = matchMedia(query);
  const matches = signal(list.matches);
  list.addEventListener('change', () => (matches.value = list.matches));
  return matches;
}

/** Whether panels stand beside the map; otherwise they lie over it as a sheet. The same width is in the style sheet. */
export const wide = media('(min-width: 860px)');
export const reducedMotion = media('(prefers-reduced-motion: reduce)');
const systemDark = media('(prefers-color-scheme: dark)');
export const darkNow = computed(() => {
  const { theme } = state.value;
  return theme === 'auto' ? systemDark.value : theme === 'dark';
});
