import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { type Columns, columnsOf, EMPTY, incidentAt, type Naming, numberIn } from '../model/columns';
import type { Window } from '../model/days';
import { Filter, PLAIN, type Words } from '../model/filter';
import type { Rows } from '../model/runs';
import { Sorter } from '../model/sorter';
import type { Incident } from '../model/incident';
import { DEFAULT_STATE, type Facet, FACETS, type ViewState } from '../model/state';
import { decode, encode } from '../model/url';
import { ApiError, loadColumns, loadIncident, loadIncidents, loadNumbered, type Reading, searchIds, searchNumbers } from './api';

/** The one state that all views read; it is the address of the page. Write it with `update`. */
export const state = signal<ViewState>(decode(location.hash));

/** In a frame of another page: map and timeline alone, with a link to the whole page. */
export const embedded = new URLSearchParams(location.search).get('embed') === '1';

export type Loading = { readonly phase: 'loading' | 'ready'; readonly count: number; readonly total: number | null } | { readonly phase: 'failed'; readonly status: number; readonly detail: string };

export const loading = signal<Loading>({ phase: 'loading', count: 0, total: null });
/** All incidents. A row is an index into them; rows are in the order of days. */
export const columns = signal<Columns>(EMPTY);
/** How many there are in all. */
export const total = computed(() => columns.value.count);
/** What the server found for the present query by the words of reports, by number or by id; null when it was not asked or did not answer. */
export const foundByServer = signal<Uint32Array | ReadonlySet<string> | null>(null);
/** How codes read in the page's language; set by the views. */
export const words = signal<Words>(PLAIN);
export const naming = signal<Naming>((sub, place) => [sub, place].filter(Boolean).join(', '));
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

/** Incidents as the server tells them in full, by number: asked for when they are looked at. */
const details = signal<ReadonlyMap<number, Incident>>(new Map());

/** The incident of a row: all of it where it was asked for, else what the columns tell. */
export function at(row: number): Incident {
  const brief = incidentAt(columns.value, row, naming.value);
  const whole = brief.number === null ? undefined : details.value.get(brief.number);
  return whole ? { ...whole, title: brief.title } : brief;
}

const lookup = computed(() => {
  const { full, number, count } = columns.value;
  if (full) return { ids: new Map(full.map(({ id }, row) => [id, row])), rowOfNumber: () => undefined };
  const most = number.reduce((a, b) => Math.max(a, b), 0);
  // Numbers are nearly without gaps: a table of them is smaller and faster than a map.
  const table = most < 8 * count + 1024 ? new Int32Array(most + 1).fill(-1) : null;
  const map = new Map<number, number>();
  for (let row = 0; row < count; row++) {
    if (table) table[number[row]!] = row;
    else map.set(number[row]!, row);
  }
  return {
    ids: new Map<string, number>(),
    rowOfNumber: (wanted: number): number | undefined => {
      if (!table) return map.get(wanted);
      const row = table[wanted];
      return row === undefined || row < 0 ? undefined : row;
    },
  };
});
const numberOfId = computed(() => new Map([...details.value].map(([number, { id }]) => [id, number])));

/** The row of an incident; -1 when it is not here. */
export function rowOf(id: string): number {
  const known = lookup.value.ids.get(id);
  if (known !== undefined) return known;
  const number = numberIn(id) ?? numberOfId.value.get(id);
  return number === undefined ? -1 : (lookup.value.rowOfNumber(number) ?? -1);
}

/** Asks for all that is known of these rows, for those that it was not asked for yet. */
export async function fetchDetails(rows: readonly number[], signal: AbortSignal): Promise<void> {
  const { full, number } = columns.peek();
  if (full) return;
  const missing = rows.map((row) => number[row]!).filter((each) => !details.peek().has(each));
  if (missing.length) keep(await loadNumbered(missing, signal));
}

function keep(incidents: readonly Incident[]): void {
  const known = new Map(details.peek());
  for (const incident of incidents) if (incident.number !== null) known.set(incident.number, incident);
  details.value = known;
}

/** Only the parts of the state that filters depend on, so that moving the map or choosing an incident does not filter again. */
const filterKey = computed(() => {
  const { window, undated, hiddenKinds, hiddenStatuses, background, query, leastToll, leastConfidence, area } = state.value;
  return JSON.stringify([window, undated, hiddenKinds, hiddenStatuses, background, query, leastToll, leastConfidence, area, FACETS.map((facet) => state.value[facet])]);
});
const foundRows = computed(() => {
  const found = foundByServer.value;
  if (found === null) return null;
  const { ids, rowOfNumber } = lookup.value;
  const marked = new Uint8Array(columns.value.count);
  for (const each of found) {
    const row = typeof each === 'number' ? rowOfNumber(each) : ids.get(each);
    if (row !== undefined) marked[row] = 1;
  }
  return marked;
});
const filters = computed(() => ({ filter: new Filter(columns.value), sorter: new Sorter(columns.value) }));
export const selection = computed(() => {
  void filterKey.value;
  return filters.value.filter.select(state.peek(), foundRows.value, words.value);
});
/** The filter after it was applied: what every view counts with. */
export const filtered = computed(() => ({ filter: filters.value.filter, selection: selection.value }));
/** Per row: whether every filter but the days lets it pass; the same array while only days change. */
export const passes = computed(() => filtered.value.filter.passes);

/** Counts of the finer filters: worked out only while somebody looks at them. */
export const valueCounts: ReadonlyMap<Facet, ReadonlySignal<ReadonlyMap<string, number>>> = new Map(
  FACETS.map((facet) => [facet, computed(() => filtered.value.filter.countValues(facet))]),
);

export const leastCounts = (of: 'toll' | 'confidence', steps: readonly number[]): number[] => filtered.value.filter.countLeast(of, steps);

const sort = computed(() => state.value.sort);
const inView = computed(() => state.value.inView);

/** Rows that the list shows, in its order. */
export const listed = computed<Rows>(() => {
  const { shown } = selection.value;
  const bounds = inView.value ? mapBounds.value : null;
  return filters.value.sorter.sorted(bounds ? within(shown, bounds) : shown, sort.value);
});

function within(rows: Rows, [west, south, east, north]: readonly [number, number, number, number]): Rows {
  const { spot, spots } = columns.value;
  const lies = Uint8Array.from(spots.lon, (lon, i) => {
    const lat = spots.lat[i]!;
    return lat >= south && lat <= north && [lon - 360, lon, lon + 360].some((x) => x >= west && x <= east) ? 1 : 0;
  });
  return rows.filter((row) => lies[spot[row]!] === 1);
}

const selectedId = computed(() => state.value.selected);
/** Whether it is still being asked for what the address names. */
export const selecting = signal(false);
export const selectedRow = computed(() => (selectedId.value === null ? -1 : rowOf(selectedId.value)));
/** The chosen incident as the server tells it; null until that is known, and when there is none. */
export const selectedIncident = computed<Incident | null>(() => {
  const id = selectedId.value;
  if (id === null) return null;
  if (columns.value.full) return selectedRow.value < 0 ? null : columns.value.full[selectedRow.value]!;
  const number = numberIn(id) ?? numberOfId.value.get(id);
  return number === undefined ? null : (details.value.get(number) ?? null);
});

/** Asks for the chosen incident, and puts its lasting id into the place of a number. */
export function watchSelected(): void {
  let running: AbortController | null = null;
  effect(() => {
    const id = selectedId.value;
    running?.abort();
    selecting.value = false;
    if (id === null || columns.value.full || columns.value === EMPTY) return;
    const known = selectedIncident.peek();
    if (known) {
      if (known.id !== id) update({ selected: known.id });
      return;
    }
    const control = (running = new AbortController());
    selecting.value = true;
    const number = numberIn(id);
    const asked = number === null ? loadIncident(id, control.signal).then((one) => [one]) : loadNumbered([number], control.signal);
    asked.then(
      (found) => {
        if (control.signal.aborted) return;
        batch(() => {
          selecting.value = false;
          keep(found.filter((one) => one !== null));
          const lasting = selectedIncident.value?.id;
          if (lasting && lasting !== id) update({ selected: lasting });
        });
      },
      () => {
        if (!control.signal.aborted) selecting.value = false;
      },
    );
  });
}

/** All days of the timeline, with some room at both ends. */
export const extent = computed<Window | null>(() => {
  const all = filters.value.filter.time.extent;
  if (!all) return null;
  const room = Math.max(3, Math.round((all.to - all.from) * 0.015));
  return { from: all.from - room, to: all.to + room };
});

export function update(patch: Partial<ViewState>): void {
  state.value = { ...state.peek(), ...patch };
}

export function reset(): void {
  const { theme, language, tab, sort: kept, camera, heat, shade, selected } = state.peek();
  state.value = { ...DEFAULT_STATE, theme, language, tab, sort: kept, camera, heat, shade, selected };
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
      // A number that gives way to its lasting id is the same choice.
      const push = now.selected !== null && !(selected !== null && numberIn(selected) !== null && rowOf(selected) === rowOf(now.selected));
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

/** Loads everything: by column where the server packs it, else feature by feature. */
export async function load(): Promise<void> {
  loader?.abort();
  loader = new AbortController();
  const { signal } = loader;
  loading.value = { phase: 'loading', count: 0, total: null };
  try {
    const packed = await loadColumns(signal);
    if (packed) columns.value = packed;
    else {
      await loadIncidents((all, expected) => {
        batch(() => {
          columns.value = columnsOf(all);
          loading.value = { phase: 'loading', count: all.length, total: expected };
        });
      }, signal);
    }
    loading.value = { phase: 'ready', count: columns.peek().count, total: columns.peek().count };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return;
    const known = error instanceof ApiError ? error : new ApiError(-1, String(error));
    loading.value = { phase: 'failed', status: known.status, detail: known.message };
  }
}

/** Takes up what has changed on the server since it was loaded, without a trace of loading; what is shown and chosen stays. */
export async function refresh(signal: AbortSignal): Promise<void> {
  const packed = await loadColumns(signal);
  if (packed) {
    batch(() => {
      details.value = new Map();
      columns.value = packed;
    });
    return;
  }
  let all: readonly Incident[] = [];
  await loadIncidents((now) => (all = now), signal);
  if (!signal.aborted) columns.value = columnsOf(all);
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
      found(text, control.signal).then(
        (answer) => {
          if (!control.signal.aborted) foundByServer.value = answer;
        },
        // Without the server's answer the page's own search stands.
        () => undefined,
      );
    }, 300);
  });
}

const found = async (query: string, signal: AbortSignal): Promise<Uint32Array | ReadonlySet<string>> => (await searchNumbers(query, signal)) ?? searchIds(query, signal);
