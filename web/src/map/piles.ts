import { KINDS } from '../model/codebook';
import type { Columns } from '../model/columns';
import type { Rows } from '../model/runs';
import { project } from '../model/geo';
import { mercator } from './points';

/** Many incidents in one part of the map, counted out of the columns. */
export interface Pile {
  readonly key: string;
  readonly at: readonly [number, number];
  readonly total: number;
  /** In the order of KINDS. */
  readonly counts: readonly number[];
  readonly spots: readonly number[];
}

/** Size of a cell in pixels: rings of neighboring cells hardly touch. */
const CELL = 76;
/** Fewer are seen as dots. */
const LEAST = 12;
const MOST_RINGS = 70;

/** How many of these rows lie at each spot, by kind. */
export function countSpots({ spot, spots, kind }: Columns, rows: Rows): Uint32Array {
  const counts = new Uint32Array(spots.count * KINDS.length);
  for (let i = 0; i < rows.length; i++) counts[spot[rows[i]!]! * KINDS.length + kind[rows[i]!]!]!++;
  return counts;
}

/** The parts of a view with the most incidents, each by its place with the most. */
export function pilesOf({ spots }: Columns, counts: Uint32Array, zoom: number, [west, south, east, north]: readonly [number, number, number, number]): Pile[] {
  const cells = new Map<string, { total: number; spots: number[]; best: number; most: number }>();
  for (let at = 1; at < spots.count; at++) {
    let total = 0;
    for (let kind = 0; kind < KINDS.length; kind++) total += counts[at * KINDS.length + kind]!;
    const [lon, lat] = [spots.lon[at]!, spots.lat[at]!];
    if (!total || !(lat >= south && lat <= north) || ![lon - 360, lon, lon + 360].some((x) => x >= west && x <= east)) continue;
    const [x, y] = project([lon, lat], zoom);
    const key = `${Math.floor(x / CELL)},${Math.floor(y / CELL)}`;
    const cell = cells.get(key);
    if (!cell) cells.set(key, { total, spots: [at], best: at, most: total });
    else {
      cell.total += total;
      cell.spots.push(at);
      if (total > cell.most) [cell.best, cell.most] = [at, total];
    }
  }
  return [...cells]
    .filter(([, cell]) => cell.total >= LEAST)
    .sort(([, a], [, b]) => b.total - a.total)
    .slice(0, MOST_RINGS)
    .map(([key, cell]) => {
      const sums = KINDS.map((_, kind) => cell.spots.reduce((sum, at) => sum + counts[at * KINDS.length + kind]!, 0));
      return { key, at: [spots.lon[cell.best]!, spots.lat[cell.best]!] as const, total: cell.total, counts: sums, spots: cell.spots };
    });
}

/** Finds what is drawn near a point of the map, spot by spot. */
export class SpotFinder {
  private readonly xs: Float64Array;
  private readonly ys: Float64Array;
  /** Spots by cell of a grid over the world. */
  private readonly cells = new Map<number, number[]>();
  private rows: { readonly from: Uint32Array; readonly list: Uint32Array } | null = null;

  constructor(private readonly columns: Columns) {
    const { spots } = columns;
    this.xs = new Float64Array(spots.count);
    this.ys = new Float64Array(spots.count);
    for (let at = 1; at < spots.count; at++) {
      if (Number.isNaN(spots.lon[at]!)) continue;
      [this.xs[at], this.ys[at]] = mercator(spots.lon[at]!, spots.lat[at]!) as [number, number];
      const key = cellOf(this.xs[at]!, this.ys[at]!);
      const cell = this.cells.get(key);
      if (cell) cell.push(at);
      else this.cells.set(key, [at]);
    }
  }

  /** Rows at the nearest spot within a radius (in shares of the world) of which the test lets any pass; empty when there is none. */
  near(lon: number, lat: number, radius: number, test: (row: number) => boolean): number[] {
    const [x, y] = mercator(lon - 360 * Math.floor((lon + 180) / 360), lat) as [number, number];
    const found: { at: number; far: number }[] = [];
    const [left, right] = [Math.floor((x - radius) * GRID), Math.floor((x + radius) * GRID)];
    const [top, bottom] = [Math.floor((y - radius) * GRID), Math.floor((y + radius) * GRID)];
    for (let column = left; column <= right; column++) {
      for (let row = top; row <= bottom; row++) {
        for (const at of this.cells.get(row * GRID + ((column % GRID) + GRID) % GRID) ?? []) {
          const far = Math.hypot(this.xs[at]! - x, this.ys[at]! - y);
          if (far <= radius) found.push({ at, far });
        }
      }
    }
    found.sort((a, b) => a.far - b.far);
    for (const { at } of found) {
      const rows = this.at(at).filter(test);
      if (rows.length) return rows;
    }
    return [];
  }

  /** All rows at a spot, in the order of days. */
  at(spot: number): number[] {
    this.rows ??= this.bySpot();
    return Array.from(this.rows.list.subarray(this.rows.from[spot], this.rows.from[spot + 1]));
  }

  private bySpot(): { from: Uint32Array; list: Uint32Array } {
    const { spot, spots, count } = this.columns;
    const from = new Uint32Array(spots.count + 1);
    for (let row = 0; row < count; row++) from[spot[row]! + 1]!++;
    for (let at = 0; at < spots.count; at++) from[at + 1]! += from[at]!;
    const next = from.slice();
    const list = new Uint32Array(count);
    for (let row = 0; row < count; row++) list[next[spot[row]!]!++] = row;
    return { from, list };
  }
}

const GRID = 2048;
const cellOf = (x: number, y: number): number => Math.floor(y * GRID) * GRID + Math.min(GRID - 1, Math.floor(x * GRID));
