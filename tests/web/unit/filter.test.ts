import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KINDS, PLACE_PRECISIONS, STATUSES } from '@/model/codebook';
import { parseDay } from '@/model/days';
import { parseIncident } from '@/model/incident';
import { diameterOf, layOut } from '@/model/marks';
import { circle, distanceKm } from '@/model/geo';
import { DEFAULT_STATE, FACETS, SORTS, type ViewState } from '@/model/state';
import { anIncident, over } from './builders';

const incidents = [
  anIncident('a', { date_start: '2019-07-22', event_type: 'explosions_remote_violence', title: 'Strike at Saraqib', sources: ['Müller Post'] }),
  anIncident('b', { date_start: '2019-10-01', date_end: '2019-10-31', status: 'alleged', actors: [{ name: 'Coast Command' }] }),
  anIncident('c', { status: 'planned', timeline_date: '2019-11-05', place_name: 'اللاذقية' }),
  anIncident('d', { salience: 'background', date_start: '2016-01-01', date_end: '2016-12-31', event_type: 'riots' }, null),
  anIncident('e', { event_type: 'protests' }),
];
const all = over(incidents);
const shown = (patch: Partial<ViewState>) => all.shown({ ...DEFAULT_STATE, ...patch }).sort();
const window = (from: string, to: string) => ({ window: { from: parseDay(from)!, to: parseDay(to)! } });

test('filters hold together', () => {
  expect(shown({})).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(shown(window('2019-10-15', '2019-11-30'))).toEqual(['b', 'c']);
  expect(shown({ ...window('2019-10-15', '2019-11-30'), hiddenStatuses: ['planned'] })).toEqual(['b']);
  expect(shown({ undated: true })).toEqual(['e']);
  expect(shown({ background: false })).toEqual(['a', 'b', 'c', 'e']);
  expect(shown({ hiddenKinds: ['battles', 'riots', 'protests'] })).toEqual(['a']);
});

test('words are found without regard to case and accents, all of them, in any field', () => {
  expect(shown({ query: 'SARAQIB strike' })).toEqual(['a']);
  expect(shown({ query: 'muller' })).toEqual(['a']);
  expect(shown({ query: 'coast' })).toEqual(['b']);
  expect(shown({ query: 'اللاذقية' })).toEqual(['c']);
  expect(shown({ query: 'saraqib nowhere' })).toEqual([]);
  expect(all.shown({ ...DEFAULT_STATE, query: 'words of a report' }, new Set(['e']))).toEqual(['e']);
});

test('the count beside a choice is what choosing it alone would show', () => {
  const state = fc.record({ hiddenKinds: fc.subarray([...KINDS]), hiddenStatuses: fc.subarray([...STATUSES]), background: fc.boolean() });
  fc.assert(
    fc.property(state, (patch) => {
      const { kindCounts, statusCounts } = all.select({ ...DEFAULT_STATE, ...patch });
      for (const kind of KINDS) expect(kindCounts[kind]).toBe(shown({ ...patch, hiddenKinds: KINDS.filter((other) => other !== kind) }).length);
      for (const status of STATUSES) expect(statusCounts[status]).toBe(shown({ ...patch, hiddenStatuses: STATUSES.filter((other) => other !== status) }).length);
    }),
  );
});

const people = [
  anIncident('strike', { sub_event_type: 'air_drone_strike', country: 'SY', actors: ['Coast Command', 'Hill Guard'], sources: ['Post'], fatalities_low: 3, fatalities_high: 5, injuries_low: 4, confidence: 0.92 }),
  anIncident('clash', { sub_event_type: 'armed_clash', country: 'IQ', actors: ['Hill Guard'], sources: ['Post', 'Courier'], fatalities_low: 1, confidence: 0.7, date_start: '2019-01-01', date_precision: 'day' }),
  anIncident('talk', { sub_event_type: 'agreement', actors: [], sources: ['Courier'], confidence: 0.4, date_start: '2019-01-01', date_end: '2019-01-31', date_precision: 'month' }),
];
const told = over(people);
const ORDER = ['strike', 'clash', 'talk'];
const passed = (patch: Partial<ViewState>) => told.shown({ ...DEFAULT_STATE, ...patch }).sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));

test('in one filter any chosen value will do, and all filters must hold', () => {
  expect(passed({ actors: ['Coast Command'] })).toEqual(['strike']);
  expect(passed({ actors: ['Coast Command', 'Hill Guard'] })).toEqual(['strike', 'clash']);
  expect(passed({ actors: ['Hill Guard'], sources: ['Courier'] })).toEqual(['clash']);
  expect(passed({ countries: ['-'] })).toEqual(['talk']);
  expect(passed({ subKinds: ['agreement', 'armed_clash'], precisions: ['month'] })).toEqual(['talk']);
  expect(passed({ leastToll: 9 })).toEqual(['strike']);
  expect(passed({ leastToll: 1, leastConfidence: 70 })).toEqual(['strike', 'clash']);
  expect(passed({ actors: ['Nobody'] })).toEqual([]);
});

test('the count beside a value is what choosing it alone would show, whatever else is chosen', () => {
  const patches = fc.record({
    countries: fc.subarray(['SY', 'IQ', '-']),
    placePrecisions: fc.subarray([...PLACE_PRECISIONS]),
    actors: fc.subarray(['Coast Command', 'Hill Guard']),
    sources: fc.subarray(['Post', 'Courier']),
    leastToll: fc.constantFrom(0, 1, 9),
    leastConfidence: fc.constantFrom(0, 50, 90),
    hiddenStatuses: fc.subarray([...STATUSES]),
  });
  fc.assert(
    fc.property(patches, (patch) => {
      const state = { ...DEFAULT_STATE, ...patch };
      for (const facet of FACETS) for (const [value, count] of told.countValues(state, facet)) expect(passed({ ...patch, [facet]: [value] })).toHaveLength(count);
      expect(told.countLeast(state, 'toll', [0, 5])).toEqual([0, 5].map((leastToll) => passed({ ...patch, leastToll }).length));
      expect(told.countLeast(state, 'confidence', [0, 70])).toEqual([0, 70].map((leastConfidence) => passed({ ...patch, leastConfidence }).length));
    }),
  );
});

test('every order keeps everything, with what has no day at the end', () => {
  for (const sort of SORTS) expect(all.sorted(DEFAULT_STATE, sort).sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(all.sorted(DEFAULT_STATE, 'newest')).toEqual(['c', 'b', 'a', 'd', 'e']);
  expect(all.sorted(DEFAULT_STATE, 'oldest')).toEqual(['d', 'a', 'b', 'c', 'e']);
});

test('any answer of a server gives an incident or none', () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (id, properties) => {
      const incident = parseIncident({ id, properties, geometry: { type: 'Point', coordinates: [properties, 1] } });
      if (incident) expect(KINDS).toContain(incident.kind);
    }),
  );
  expect(anIncident('far', {}, [200, 95]).lon).toBeNull();
});

const spots = fc.array(
  fc.record({ lon: fc.constantFrom(36.8, 36.8001, 36.9, 37.5, -120), lat: fc.constantFrom(35.9, 36.4, 10), dead: fc.integer({ min: 0, max: 100_000 }) }),
  { maxLength: 80 },
);

test('every located incident is drawn once, as a dot or in a cluster, at every zoom', () => {
  fc.assert(
    fc.property(spots, fc.double({ min: 0, max: 14, noNaN: true }), (rows, zoom) => {
      const every = rows.map(({ lon, lat, dead }, i) => anIncident(`i${i}`, { fatalities_low: dead }, [lon, lat]));
      const { dots, clusters } = layOut([...every, anIncident('nowhere', {}, null)], zoom);
      const drawn = [...dots.map(({ incident }) => incident.id), ...clusters.flatMap(({ members }) => members.map(({ id }) => id))];
      expect(drawn.sort()).toEqual(every.map(({ id }) => id).sort());
      for (const cluster of clusters) expect(cluster.counts.reduce((sum, count) => sum + count, 0)).toBe(cluster.members.length);
      for (const incident of every) expect(diameterOf(incident)).toBeLessThanOrEqual(30);
    }),
  );
});

test('dots of one spot do not cover each other, and an opened cluster is laid out', () => {
  const crowd = Array.from({ length: 20 }, (_, i) => anIncident(`i${String(i).padStart(2, '0')}`));
  const closed = layOut(crowd, 9);
  expect(closed.clusters).toHaveLength(1);
  const { dots, clusters } = layOut(crowd, 9, closed.clusters[0]!.key);
  expect(clusters).toHaveLength(0);
  for (const a of dots) for (const b of dots) if (a !== b) expect(Math.hypot(a.offset[0] - b.offset[0], a.offset[1] - b.offset[1])).toBeGreaterThan(9);
});

test('a circle lies at its distance from its middle, near the poles and the date line too', () => {
  fc.assert(
    fc.property(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -70, max: 70, noNaN: true }), fc.double({ min: 1, max: 900, noNaN: true }), (lon, lat, km) => {
      for (const point of circle([lon, lat], km)) expect(distanceKm([lon, lat], point)).toBeCloseTo(km, 3);
    }),
  );
});
