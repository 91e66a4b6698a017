import { computed, effect, signal } from '@preact/signals';
import { columns, filtered, selection, state, update } from '../app/store';
import { countryName, t } from '../i18n';
import { PALETTES } from '../map/palette';
import type { MapView, Shading } from '../map/view';
import { NONE } from '../model/state';
import type { Window } from '../model/days';
import type { Rows } from '../model/runs';
import { breaksOf, changeBreaksOf, classOf, countAreas, countKinds } from '../model/shade';
import { darkNow } from './media';

/** Areas that rows are counted in: by the area of each spot. */
interface Division {
  readonly source: Shading['source'];
  readonly of: Uint16Array;
  readonly ids: readonly (string | number)[];
  readonly names: readonly string[];
}

/** One area with its numbers; `other` is that of the days it is compared with. */
export interface AreaCount {
  readonly id: string | number;
  readonly name: string;
  readonly count: number;
  readonly other: number;
}

export interface Scale {
  readonly colors: readonly string[];
  readonly breaks: readonly number[];
  readonly most: number;
}

const provinces = signal<Division | null>(null);

const compared = computed(() => state.value.compared);
/** What the days that are compared with hold, under the same filters. */
export const otherRows = computed<Rows | null>(() => {
  const days = compared.value;
  return days && filtered.value.filter.rowsIn(days);
});
export const kindsBeside = computed(() => {
  const other = otherRows.value;
  return other && { chosen: countKinds(columns.value, selection.value.shown), other: countKinds(columns.value, other) };
});

const countries = computed<Division>(() => {
  const { spots } = columns.value;
  const codes = [...new Set(spots.country)].filter((code): code is string => code !== null && code !== NONE);
  const known = new Map(codes.map((code, i) => [code, i + 1]));
  return {
    source: 'countries',
    of: Uint16Array.from(spots.country, (code) => (code === null ? 0 : (known.get(code) ?? 0))),
    ids: ['', ...codes],
    names: ['', ...codes.map((code) => countryName(code) ?? code)],
  };
});

const level = computed(() => state.value.shade);
const division = computed(() => (level.value === 'country' ? countries.value : level.value === 'province' ? provinces.value : null));

/** Every area that has any, the most or the greatest change first. */
export const areaCounts = computed<readonly AreaCount[] | null>(() => {
  const now = division.value;
  if (!now) return null;
  const chosen = countAreas(columns.value, now.of, now.ids.length, selection.value.shown);
  const other = otherRows.value ? countAreas(columns.value, now.of, now.ids.length, otherRows.value) : null;
  const rows: AreaCount[] = [];
  for (let area = 1; area < now.ids.length; area++) {
    const [count, before] = [chosen[area]!, other?.[area] ?? 0];
    if (count || before) rows.push({ id: now.ids[area]!, name: now.names[area]!, count, other: before });
  }
  const weight = ({ count, other: before }: AreaCount): number => (other ? Math.abs(count - before) : count);
  return rows.sort((a, b) => weight(b) - weight(a) || (a.name < b.name ? -1 : 1));
});

export const scale = computed<Scale | null>(() => {
  const rows = areaCounts.value;
  if (!rows) return null;
  const palette = PALETTES[darkNow.value ? 'dark' : 'light'];
  const change = compared.value !== null;
  const most = Math.max(1, ...rows.map(({ count, other }) => (change ? Math.abs(count - other) : count)));
  return change ? { colors: palette.changes, breaks: changeBreaksOf(most), most } : { colors: palette.shades, breaks: breaksOf(most), most };
});

function colorOf({ count, other }: AreaCount, { colors, breaks }: Scale): string | null {
  if (compared.value === null) return count ? colors[classOf(count, breaks)]! : null;
  const change = count - other;
  if (!change) return null;
  const step = classOf(Math.abs(change), breaks);
  return change > 0 ? colors[3 + step]! : colors[2 - step]!;
}

/** Keeps the map shaded as the state says. */
export function watchShading(view: MapView): () => void {
  const stops = [
    effect(() => {
      if (level.value !== 'province') return;
      const now = columns.value;
      void view.provinces().then(
        (found) => {
          if (columns.peek() !== now) return;
          const of = found.ofSpots(now);
          provinces.value = { source: 'provinces', of, ids: Array.from({ length: found.count }, (_, id) => id), names: namesOf(of, found.count) };
        },
        (error: unknown) => console.error(error),
      );
    }),
    effect(() => {
      const [now, rows, colors] = [division.value, areaCounts.value, scale.value];
      if (!now || !rows || !colors) view.shade(null);
      else view.shade({ source: now.source, colors: new Map(rows.flatMap((row) => {
        const color = colorOf(row, colors);
        return color ? [[row.id, color] as const] : [];
      })) });
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** A province is called what most of its spots say that they lie in. */
function namesOf(of: Uint16Array, count: number): string[] {
  const { spots } = columns.peek();
  const votes = new Map<number, Map<string, number>>();
  for (let at = 1; at < of.length; at++) {
    const name = [spots.admin1[at] ?? spots.name[at], countryName(spots.country[at] ?? null)].filter(Boolean).join(', ');
    if (!of[at] || !name) continue;
    const known = votes.get(of[at]!) ?? new Map<string, number>();
    votes.set(of[at]!, known.set(name, (known.get(name) ?? 0) + 1));
  }
  return Array.from({ length: count }, (_, id) => [...(votes.get(id) ?? [])].sort((a, b) => b[1] - a[1])[0]?.[0] ?? t('unlocated'));
}

/** Begins to hold the chosen days against those before them; with none chosen, the second half of the timeline against the first. */
export function beginComparing(all: Window): void {
  const { window, shade } = state.peek();
  const middle = Math.floor((all.from + all.to) / 2);
  const chosen = window ?? { from: middle + 1, to: all.to };
  const length = chosen.to - chosen.from + 1;
  const before = { from: Math.max(all.from, chosen.from - length), to: chosen.from - 1 };
  update({ undated: false, window: chosen, compared: before.to >= before.from ? before : { from: all.from, to: all.from }, shade: shade === 'none' ? 'country' : shade });
}

export const endComparing = (): void => update({ compared: null, shade: 'none' });
