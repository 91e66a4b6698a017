import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Window } from '../model/days';
import { countLeast, countValues, select, sorted } from '../model/filter';
import type { Incident } from '../model/incident';
import { DEFAULT_STATE, type Facet, FACETS, type ViewState } from '../model/state';
import { TimeIndex } from '../model/timeindex';
import { decode, encode } from '../model/url';
import { ApiError, loadIncidents, type Reading, searchIds } from './api';

/** The one state that all views read; it is the address of the page. Write it with `update`. */
export const state = signal<ViewState>(decode(location.hash));

/** In a frame of another page: map and timeline alone, with a link to the whole page. */
export const embedded = new URLSearchParams(location.search).get('embed') === '1';

export type Loading = { readonly phase: 'loading' | 'ready'; readonly count: number; readonly total: number | null } | { readonly phase: 'failed'; readonly status: number; readonly detail: string };

export const loading = signal<Loading>({ phase: 'loading', count: 0, total: null });
export const incidents = signal<readonly Incident[]>([]);
/** Ids that the server found for the present query by the words of reports; null when it was not asked or did not answer. */
export const foundByServer = signal<ReadonlySet<string> | null>(null);
/** West, south, east, north of the map; null until it is drawn. */
export const mapBounds = signal<readonly [number, number, number, number] | null>(null);
export const hovered = signal<string | null>(null);
export const reading = signal<Reading | null>(null);
export const playing = signal(false);
/** What a screen reader is told; written by `announce`. */
export const announcement = signal('');
export const announce = (text: string) => {
  announcement.value = text;
};

export const index = computed(() => new TimeIndex(incidents.value));
export const byId = computed(() => new Map(incidents.value.map((incident) => [incident.id, incident])));

/** Only the parts of the state that filters depend on, so that moving the map or choosing an incident does not filter again. */
const filterKey = computed(() => {
  const { window, undated, hiddenKinds, hiddenStatuses, background, query, leastToll, leastConfidence } = state.value;
  return JSON.stringify([window, undated, hiddenKinds, hiddenStatuses, background, query, leastToll, leastConfidence, FACETS.map((facet) => state.value[facet])]);
});
export const selection = computed(() => {
  void filterKey.value;
  return select(incidents.value, state.peek(), foundByServer.value);
});

/** Counts of the finer filters: worked out only while somebody looks at them. */
export const valueCounts: ReadonlyMap<Facet, ReadonlySignal<ReadonlyMap<string, number>>> = new Map(
  FACETS.map((facet) => [
    facet,
    computed(() => {
      void filterKey.value;
      return countValues(incidents.value, state.peek(), facet, foundByServer.value);
    }),
  ]),
);

export function leastCounts(of: 'toll' | 'confidence', steps: readonly number[]): number[] {
  void filterKey.value;
  return countLeast(incidents.value, state.peek(), of, steps, foundByServer.value);
}

const sort = computed(() => state.value.sort);
const inView = computed(() => state.value.inView);

/** What the list shows, in its order. */
export const listed = computed(() => {
  const { shown } = selection.value;
  const bounds = inView.value ? mapBounds.value : null;
  return sorted(bounds ? shown.filter((incident) => lies(incident, bounds)) : shown, sort.value);
});

function lies({ lon, lat }: Incident, [west, south, east, north]: readonly [number, number, number, number]): boolean {
  if (lon === null || lat === null || lat < south || lat > north) return false;
  return [lon - 360, lon, lon + 360].some((x) => x >= west && x <= east);
}

export const selectedIncident = computed(() => {
  const id = state.value.selected;
  return id === null ? null : (byId.value.get(id) ?? null);
});

/** All days of the timeline, with some room at both ends. */
export const extent = computed<Window | null>(() => {
  const all = index.value.extent;
  if (!all) return null;
  const room = Math.max(3, Math.round((all.to - all.from) * 0.015));
  return { from: all.from - room, to: all.to + room };
});

export function update(patch: Partial<ViewState>): void {
  state.value = { ...state.peek(), ...patch };
}

export function reset(): void {
  const { theme, language, tab, sort: kept, camera, heat, selected } = state.peek();
  state.value = { ...DEFAULT_STATE, theme, language, tab, sort: kept, camera, heat, selected };
}

export const toggled = <T>(list: readonly T[], item: T): T[] => (list.includes(item) ? list.filter((other) => other !== item) : [...list, item]);

const restoredId = (now: ViewState): string | null => (now.camera ? now.selected : null);
/** The incident that came from an address together with a place of the map: the map stays where the address says. */
export let restored = restoredId(state.peek());

/** Keeps state and address equal, both ways: a chosen incident is a step back in the browser, everything else replaces. */
export function syncAddress(): void {
  let selected = state.peek().selected;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = (push: boolean) => {
    const hash = encode(state.peek());
    const address = location.pathname + location.search + (hash ? `#${hash}` : '');
    if (`#${hash}` === location.hash || (!hash && !location.hash)) return;
    history[push ? 'pushState' : 'replaceState'](null, '', address);
  };
  effect(() => {
    const now = state.value;
    if (now.selected !== selected) {
      const push = now.selected !== null;
      selected = now.selected;
      write(push);
    } else {
      // Browsers refuse addresses that change at every frame.
      timer ??= setTimeout(() => {
        timer = undefined;
        write(false);
      }, 250);
    }
  });
  const restore = () => {
    const named = decode(location.hash);
    selected = named.selected;
    restored = restoredId(named);
    state.value = named;
  };
  addEventListener('popstate', restore);
  addEventListener('hashchange', restore);
}

let loader: AbortController | null = null;

export async function load(): Promise<void> {
  loader?.abort();
  loader = new AbortController();
  loading.value = { phase: 'loading', count: 0, total: null };
  try {
    await loadIncidents((all, total) => {
      batch(() => {
        incidents.value = all;
        loading.value = { phase: 'loading', count: all.length, total };
      });
    }, loader.signal);
    loading.value = { phase: 'ready', count: incidents.peek().length, total: incidents.peek().length };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return;
    const known = error instanceof ApiError ? error : new ApiError(-1, String(error));
    loading.value = { phase: 'failed', status: known.status, detail: known.message };
  }
}

/** Asks the server's full text search, too, once typing rests: it knows the words of the reports. */
export function watchQuery(): void {
  const query = computed(() => state.value.query.trim());
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | null = null;
  effect(() => {
    const text = query.value;
    clearTimeout(timer);
    running?.abort();
    foundByServer.value = null;
    if (text.length < 3) return;
    timer = setTimeout(() => {
      const control = new AbortController();
      running = control;
      searchIds(text, control.signal).then(
        (ids) => {
          if (!control.signal.aborted) foundByServer.value = ids;
        },
        // Without the server's answer the page's own search stands.
        () => undefined,
      );
    }, 300);
  });
}
