import { type Columns, columnsOf } from '@/model/columns';
import { Filter } from '@/model/filter';
import { Sorter } from '@/model/sorter';
import { parseIncident, type Incident } from '@/model/incident';
import type { Facet, Sort, ViewState } from '@/model/state';

/** An incident as the API would tell it, with only what a test is about. */
export function anIncident(id: string, properties: Record<string, unknown> = {}, at: readonly [number, number] | null = [36.8, 35.9]): Incident {
  const feature = {
    type: 'Feature',
    id,
    geometry: at && { type: 'Point', coordinates: at },
    properties: { title: id, event_type: 'battles', status: 'occurred', ...properties },
  };
  return parseIncident(feature)!;
}

/** The filters of the page over incidents, answering with incidents. */
export function over(incidents: readonly Incident[], columns: Columns = columnsOf(incidents)) {
  const filter = new Filter(columns);
  const marks = (ids: ReadonlySet<string> | null) => ids && Uint8Array.from(columns.full!, ({ id }) => (ids.has(id) ? 1 : 0));
  const select = (state: ViewState, found: ReadonlySet<string> | null = null) => filter.select(state, marks(found));
  return {
    select,
    shown: (state: ViewState, found: ReadonlySet<string> | null = null): string[] => Array.from(select(state, found).shown, (row) => columns.full![row]!.id),
    countValues(state: ViewState, facet: Facet) {
      select(state);
      return filter.countValues(facet);
    },
    countLeast(state: ViewState, of: 'toll' | 'confidence', steps: readonly number[]) {
      select(state);
      return filter.countLeast(of, steps);
    },
    sorted: (state: ViewState, sort: Sort): string[] => Array.from(new Sorter(columns).sorted(select(state).shown, sort), (row) => columns.full![row]!.id),
  };
}
