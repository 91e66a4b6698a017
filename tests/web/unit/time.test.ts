import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KINDS } from '@/model/codebook';
import { dayOf, isoDay, overlaps, parseDay } from '@/model/days';
import { edgesOf, floorTo, histogram, nextAfter, type Unit } from '@/model/histogram';
import { spanOf } from '@/model/incident';
import { TimeIndex } from '@/model/timeindex';
import { beginning, stepped } from '@/model/playback';
import { columnsOf } from '@/model/columns';
import { Filter } from '@/model/filter';
import { DEFAULT_STATE } from '@/model/state';
import { anIncident } from './builders';

const day = fc.integer({ min: -60_000, max: 40_000 });
const window = fc.tuple(day, fc.integer({ min: 0, max: 9000 })).map(([from, length]) => ({ from, to: from + length }));
const units: readonly Unit[] = ['day', 'week', 'month', 'quarter', 'year', 'decade'];
const dated = fc.array(
  fc.record({ from: fc.option(day), length: fc.integer({ min: 0, max: 800 }), kind: fc.constantFrom(...KINDS), status: fc.constantFrom('occurred', 'alleged', 'planned') }),
  { maxLength: 60 },
);
const build = (rows: { from: number | null; length: number; kind: string; status: string }[]) =>
  rows.map(({ from, length, kind, status }, i) =>
    anIncident(`i${i}`, { event_type: kind, status, ...(from !== null && { date_start: isoDay(from), date_end: isoDay(from + length) }) }),
  );

describe('days', () => {
  test('an ISO day and its number name each other, before 1970 as after', () => {
    fc.assert(fc.property(day, (number) => void expect(parseDay(isoDay(number))).toBe(number)));
    expect(dayOf(1970, 1, 1)).toBe(0);
    expect(parseDay('1943-11-05')).toBe(dayOf(1943, 11, 5));
  });
  test.each(['2023-02-29', '2020-13-01', '20200101', 'yesterday', '', null, 5])('%s is no day', (text) => expect(parseDay(text)).toBeNull());
});

describe('bins', () => {
  test('a bin begins with itself, holds its day, and ends where the next begins', () => {
    fc.assert(
      fc.property(day, fc.constantFrom(...units), (number, unit) => {
        const first = floorTo(number, unit);
        expect(floorTo(first, unit)).toBe(first);
        expect(first).toBeLessThanOrEqual(number);
        expect(nextAfter(number, unit)).toBeGreaterThan(number);
        expect(floorTo(nextAfter(number, unit), unit)).toBe(nextAfter(number, unit));
      }),
    );
  });
  test('edges cover the window without gaps', () => {
    fc.assert(
      fc.property(window, fc.constantFrom<Unit>('month', 'quarter', 'year'), (days, unit) => {
        const edges = edgesOf(days, unit);
        expect(edges[0]).toBeLessThanOrEqual(days.from);
        expect(edges.at(-1)).toBeGreaterThan(days.to);
      }),
    );
  });
  test('a histogram over everything counts every dated incident once, however wide its days', () => {
    fc.assert(
      fc.property(dated, fc.integer({ min: 5, max: 200 }), (rows, bins) => {
        const incidents = build(rows);
        const filter = new Filter(columnsOf(incidents));
        filter.select(DEFAULT_STATE);
        const { extent } = filter.time;
        if (!extent) return;
        const { told, planned } = histogram(filter, extent, bins);
        const sum = (list: Float64Array) => list.reduce((all, value) => all + value, 0);
        const plans = incidents.filter((incident) => incident.status === 'planned' && spanOf(incident));
        expect(sum(planned)).toBeCloseTo(plans.length, 6);
        for (const kind of KINDS) {
          expect(sum(told[kind])).toBeCloseTo(incidents.filter((each) => each.kind === kind && each.status !== 'planned' && spanOf(each)).length, 6);
        }
      }),
    );
  });
});

describe('the time index', () => {
  test('finds exactly what overlaps a window, in order', () => {
    fc.assert(
      fc.property(dated, window, (rows, days) => {
        const columns = columnsOf(build(rows));
        const index = new TimeIndex(columns);
        const dated = columns.full!.slice(0, columns.dated);
        const [first, last] = index.startingIn(days);
        const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
        expect(ids(dated.slice(first, last))).toEqual(ids(dated.filter((each) => spanOf(each)![0] >= days.from && spanOf(each)![0] <= days.to)));
        const before = Array.from(index.reachingInto(days), (row) => dated[row]!);
        expect(ids([...before, ...dated.slice(first, last)])).toEqual(ids(dated.filter((each) => overlaps(spanOf(each)![0], spanOf(each)![1], days))));
      }),
    );
  });
  test('a part of a histogram is the same part of the whole one', () => {
    fc.assert(
      fc.property(dated, day, fc.integer({ min: 1, max: 300 }), (rows, from, length) => {
        const filter = new Filter(columnsOf(build(rows)));
        filter.select(DEFAULT_STATE);
        const { told, planned, edges } = histogram(filter, { from, to: from + length }, 60);
        for (let bin = 0; bin + 1 < edges.length; bin++) {
          const share = (status: boolean) =>
            filter.columns.full!.filter((each) => (each.status === 'planned') === status).reduce((sum, each) => {
              const span = spanOf(each);
              return span ? sum + Math.max(0, Math.min(span[1], edges[bin + 1]! - 1) - Math.max(span[0], edges[bin]!) + 1) / (span[1] - span[0] + 1) : sum;
            }, 0);
          expect(KINDS.reduce((sum, kind) => sum + told[kind][bin]!, 0)).toBeCloseTo(share(false), 6);
          expect(planned[bin]!).toBeCloseTo(share(true), 6);
        }
      }),
    );
  });
  test('keeps undated incidents apart, and a plan without a day at the day it became known', () => {
    const columns = columnsOf([anIncident('none'), anIncident('plan', { status: 'planned', timeline_date: '2022-11-04' })]);
    const index = new TimeIndex(columns);
    expect(columns.full!.slice(columns.dated).map(({ id }) => id)).toEqual(['none']);
    expect(index.extent).toEqual({ from: dayOf(2022, 11, 4), to: dayOf(2022, 11, 4) });
  });
});

describe('playback', () => {
  test.each(['window', 'cumulative', 'instant'] as const)('%s goes forward and ends at the last day', (mode) => {
    fc.assert(
      fc.property(window, fc.constantFrom(...units), fc.constantFrom(1, 2, 4, 8), (reach, unit, speed) => {
        let now = beginning(null, reach, mode, unit);
        for (let i = 0; i < 20_000; i++) {
          const next = stepped(now, reach, mode, unit, speed);
          if (!next) break;
          expect(next.to).toBeGreaterThan(now.to);
          if (mode === 'window') expect(next.to - next.from).toBe(now.to - now.from);
          if (mode === 'cumulative') expect(next.from).toBe(now.from);
          if (mode === 'instant') expect(next.from).toBe(now.to + 1);
          now = next;
        }
        expect(now.to).toBe(reach.to);
      }),
      { numRuns: 30 },
    );
  });
});
