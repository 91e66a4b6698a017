import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KINDS, PLACE_PRECISIONS, PRECISIONS, STATUSES } from '@/model/codebook';
import { type Columns, columnsOf, ColumnsError, decodeColumns, incidentAt } from '@/model/columns';
import { isoDay } from '@/model/days';
import { Filter, type Words } from '@/model/filter';
import { DEFAULT_STATE, FACETS, type ViewState } from '@/model/state';
import { fixture } from '../support/fixture.mjs';
import { invented, pack, packed } from '../support/packed.mjs';
import { anIncident } from './builders';
import * as naive from './naive';

const naming = (sub: string, place: string | null) => `${sub} ${place ?? ''}`;
const whole = decodeColumns(pack(invented(400)));
const alike = (columns: Columns) => Array.from({ length: columns.count }, (_, row) => incidentAt(columns, row, naming));

test('what is packed is read again: the fixture by column is the fixture by feature, but for what only features tell', () => {
  const read = alike(decodeColumns(packed(fixture.incidents)));
  const told = columnsOf(fixture.incidents.map(({ id, properties, geometry }) => anIncident(id, properties, geometry?.coordinates ?? null)));
  expect(read).toHaveLength(told.count);
  const facts = ({ kind, subKind, status, background, lon, lat, placeName, country, admin1, start, end, stands, datePrecision, actors, sources, fatalities, injuries, confidence, reportCount, geoPrecision, placeConfidence }: (typeof read)[number]) =>
    JSON.stringify([kind, subKind, status, background, lon, lat, placeName, country, admin1, start, end, stands, datePrecision, [...new Set(actors)], sources, fatalities, injuries, confidence, reportCount, geoPrecision, placeConfidence]);
  expect(read.map(facts).sort()).toEqual(told.full!.map(facts).sort());
});

test('columns are taken in any subset, order and width, and unknown ones are left alone', () => {
  const { columns, ...rest } = invented(50);
  const wide = pack({ ...rest, columns: { later: { type: 'u8', data: new Uint8Array(50) }, confidence: { ...columns.confidence, type: 'u32' }, number: columns.number } });
  const read = decodeColumns(wide);
  expect(Array.from(read.confidence)).toEqual(Array.from(columns.confidence.data));
  expect(Array.from(read.number)).toEqual(Array.from(columns.number.data));
  expect(read.from.every((day) => day === 2_147_483_647)).toBe(true);
});

test('an answer that was cut or changed anywhere is refused, or read within its bounds', () => {
  const bytes = new Uint8Array(pack(invented(30)));
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 4 }), (cut, changes) => {
      const copy = bytes.slice(0, cut % 3 ? bytes.length : cut);
      for (const [at, value] of changes) if (at < copy.length) copy[at] = value;
      try {
        const columns = decodeColumns(copy.buffer);
        new Filter(columns).select(DEFAULT_STATE);
        alike(columns);
      } catch (error) {
        expect(error).toBeInstanceOf(ColumnsError);
      }
    }),
    { numRuns: 400 },
  );
});

const choices = (list: readonly string[]) => fc.subarray(list.slice(0, 12), { maxLength: 3 });
const patches: fc.Arbitrary<Partial<ViewState>> = fc.record(
  {
    window: fc.option(fc.tuple(fc.integer({ min: -9500, max: 21_000 }), fc.nat(6000)).map(([from, length]) => ({ from, to: from + length }))),
    undated: fc.boolean(),
    hiddenKinds: fc.subarray([...KINDS]),
    hiddenStatuses: fc.subarray([...STATUSES]),
    background: fc.boolean(),
    subKinds: choices(whole.subs),
    countries: choices(['SY', 'IQ', 'UA', '-', 'SD']),
    provinces: choices(['SY/Province 0-0', 'IQ/Province 1-1', 'UA/Province 2-2', '-', 'SY/Province 1-1']),
    placePrecisions: fc.subarray([...PLACE_PRECISIONS]),
    actors: choices(whole.actors.names),
    sources: choices(whole.sources.names),
    precisions: fc.subarray([...PRECISIONS]),
    leastToll: fc.constantFrom(0, 1, 5, 40, 5000),
    leastConfidence: fc.constantFrom(0, 50, 90),
    query: fc.constantFrom('', 'group 1', 'place 3 clash', 'outlet', 'zzz', 'province syria'),
    area: fc.constantFrom(null, { kind: 'box' as const, west: 30, south: 30, east: 50, north: 40 }, { kind: 'circle' as const, lon: 37, lat: 35, km: 300 }),
  },
  { requiredKeys: [] },
);

/** The same rows as incidents whose words are those that the search over columns looks at. */
const words: Words = { sub: (code) => `${code} in words`, country: (code) => (code === 'SY' ? 'Syria' : code) };
const plain = alike(whole).map((incident) => ({
  ...incident,
  haystack: [incident.subKind.replaceAll('_', ' '), words.sub(incident.subKind), incident.placeName, incident.admin1, incident.country, incident.country && words.country(incident.country), ...incident.actors, ...incident.sources]
    .join('\n')
    .toLowerCase(),
}));

test('filters and counts over columns equal those written plainly', () => {
  const filter = new Filter(whole);
  fc.assert(
    fc.property(patches, fc.option(fc.uniqueArray(fc.nat(399), { maxLength: 20 })), (patch, extra) => {
      const state = { ...DEFAULT_STATE, ...patch };
      const found = extra && Uint8Array.from({ length: 400 }, (_, row) => (extra.includes(row) ? 1 : 0));
      const ids = extra && new Set(extra.map((row) => plain[row]!.id));
      const fast = filter.select(state, found, words);
      const slow = naive.select(plain, state, ids);
      expect(Array.from(fast.shown, (row) => plain[row]!.id).sort()).toEqual(slow.shown.map(({ id }) => id).sort());
      expect(fast.anyDay).toBe(slow.anyDay.length);
      expect({ ...fast.kindCounts, ...fast.statusCounts, b: fast.backgroundCount, u: fast.undatedCount }).toEqual({ ...slow.kindCounts, ...slow.statusCounts, b: slow.backgroundCount, u: slow.undatedCount });
      const pairs = (map: ReadonlyMap<string, number>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
      for (const facet of FACETS) expect(pairs(filter.countValues(facet))).toEqual(pairs(naive.countValues(plain, state, facet, ids)));
      expect(filter.countLeast('toll', [0, 1, 10, 5000])).toEqual(naive.countLeast(plain, state, 'toll', [0, 1, 10, 5000], ids));
      expect(filter.countLeast('confidence', [0, 50, 95])).toEqual(naive.countLeast(plain, state, 'confidence', [0, 50, 95], ids));
    }),
    { numRuns: 150 },
  );
});

test('the filters pass the same rows whatever was asked before', () => {
  fc.assert(
    fc.property(fc.array(patches, { minLength: 2, maxLength: 5 }), (series) => {
      const used = new Filter(whole);
      let last: ViewState = DEFAULT_STATE;
      for (const patch of series) used.select((last = { ...DEFAULT_STATE, ...patch }));
      const fresh = new Filter(whole);
      expect(used.select(last)).toEqual(fresh.select(last));
      expect(used.passes).toEqual(fresh.passes);
    }),
    { numRuns: 60 },
  );
});

test('days before 1970 are packed and read', () => {
  const years = Array.from(whole.from.subarray(0, whole.dated), (day) => Number(isoDay(day).slice(0, 4)));
  expect(Math.min(...years)).toBeLessThan(1970);
  expect(years).toEqual([...years].sort((a, b) => a - b));
});
