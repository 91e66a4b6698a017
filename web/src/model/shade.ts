import type { Columns } from './columns';
import { KINDS } from './codebook';
import type { Rows } from './runs';

/** From few to many, for shading areas. */
export const CLASSES = 5;
/** Classes of a change on each side of none. */
export const CHANGE_CLASSES = 3;

/** The least number of each class but the first, which begins at 1: about even steps of the logarithm, each number once. */
export function breaksOf(most: number): number[] {
  const steps = Array.from({ length: CLASSES - 1 }, (_, i) => round(most ** ((i + 1) / CLASSES)));
  return [...new Set(steps)].filter((step) => step > 1 && step <= most);
}

/** The least change of each class but the first, which begins at 1, alike on both sides. */
export function changeBreaksOf(most: number): number[] {
  const steps = Array.from({ length: CHANGE_CLASSES - 1 }, (_, i) => round(most ** ((i + 1) / CHANGE_CLASSES)));
  return [...new Set(steps)].filter((step) => step > 1 && step <= most);
}

/** Upwards to one digit that counts. */
function round(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return Math.ceil(value / unit - 1e-9) * unit;
}

/** Which class a number above 0 is of, from 0 on. */
export const classOf = (value: number, breaks: readonly number[]): number => breaks.filter((least) => value >= least).length;

/** How many rows lie in each area, by the area of each spot (0: none). */
export function countAreas({ spot }: Columns, areaOfSpot: Uint16Array, areas: number, rows: Rows): Int32Array {
  const counts = new Int32Array(areas);
  for (let i = 0; i < rows.length; i++) counts[areaOfSpot[spot[rows[i]!]!]!]!++;
  return counts;
}

/** How many rows there are of each kind, in the order of KINDS. */
export function countKinds({ kind }: Columns, rows: Rows): number[] {
  const counts = new Array<number>(KINDS.length).fill(0);
  for (let i = 0; i < rows.length; i++) counts[kind[rows[i]!]!]!++;
  return counts;
}
