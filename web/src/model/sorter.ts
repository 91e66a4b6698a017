import { type Columns, UNTOLD } from './columns';
import type { Rows } from './runs';
import type { Sort } from './state';

/** All rows of the columns in an order; what has no day stands last in both directions of time. */
function ordered(columns: Columns, sort: Sort): Rows {
  const { count, dated, killedHigh, woundedHigh, reports } = columns;
  const rows = new Uint32Array(count);
  for (let i = 0; i < count; i++) rows[i] = sort !== 'oldest' && i < dated ? dated - 1 - i : i;
  if (sort === 'newest' || sort === 'oldest') return rows;
  const told = (value: number) => (value === UNTOLD ? 0 : value);
  // Wounded weigh a quarter. Numbers sort faster than a comparison is called: the weight above, the place in the order of days below.
  const keys = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const row = rows[i]!;
    const weight = sort === 'toll' ? 4 * told(killedHigh[row]!) + told(woundedHigh[row]!) : reports[row]!;
    keys[i] = -weight * 2 ** 26 + i;
  }
  keys.sort();
  return Uint32Array.from(keys, (key) => rows[((key % 2 ** 26) + 2 ** 26) % 2 ** 26]!);
}

/** Puts shown rows into the order of the list. */
export class Sorter {
  private readonly orders = new Map<Sort, Rows>();

  constructor(private readonly columns: Columns) {}

  sorted(shown: Rows, sort: Sort): Rows {
    if (sort === 'oldest') return shown;
    if (sort === 'newest') {
      // Rows are in the order of days already: turned around, but for the undated at the end.
      const { dated } = this.columns;
      const made = new Uint32Array(shown.length);
      let split = shown.length;
      while (split > 0 && shown[split - 1]! >= dated) split--;
      for (let i = 0; i < split; i++) made[i] = shown[split - 1 - i]!;
      for (let i = split; i < shown.length; i++) made[i] = shown[i]!;
      return made;
    }
    let order = this.orders.get(sort);
    if (!order) this.orders.set(sort, (order = ordered(this.columns, sort)));
    const wanted = new Uint8Array(this.columns.count);
    for (const row of shown) wanted[row] = 1;
    const made = new Uint32Array(shown.length);
    let n = 0;
    for (const row of order) if (wanted[row]) made[n++] = row;
    return made;
  }
}
