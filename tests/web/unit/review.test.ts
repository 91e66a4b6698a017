import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changesOf, draftOf, parseCoordinates } from '@/ui/review/draft';
import { anIncident } from './builders';

const subject = {
  incident: anIncident('i', {
    sub_event_type: 'armed_clash',
    date_start: '2020-07-23',
    date_end: '2020-07-23',
    date_precision: 'day',
    fatalities_low: 2,
    fatalities_high: 5,
    actors: ['One', 'Two'],
  }),
  revision: 3,
  placeId: 'test:mirna',
  eventIds: ['a', 'b'],
};
const place = { id: 'test:daro', name: 'Daro', kind: 'town', lon: 41, lat: 35, within: [], country: 'SY', reasons: [], likeness: null };
const changed = (patch: object) => changesOf(subject, { ...draftOf(subject), ...patch });

test('a form that nobody touched changes nothing', () => {
  expect(changed({})).toEqual({ values: {}, fault: null });
  expect(changed({ put: { as: 'place', place: { ...place, id: 'test:mirna' } } }).values).toEqual({});
});

test.each([
  ['another place', { put: { as: 'place', place } }, { place_id: 'test:daro' }],
  ['no place', { put: { as: 'unknown' } }, { place_id: null }],
  ['a point', { put: { as: 'pin', lon: 36.1234567, lat: 35 } }, { lon: 36.12346, lat: 35 }],
  ['other days', { end: '2020-07-25' }, { date_start: '2020-07-23', date_end: '2020-07-25' }],
  ['a rougher day', { precision: 'month' }, { date_start: '2020-07-23', date_end: '2020-07-23', date_precision: 'month' }],
  ['no day', { start: '', end: '' }, { date_start: null }],
  ['another kind and status', { subKind: 'attack', status: 'denied' }, { sub_event_type: 'attack', status: 'denied' }],
  ['one number for both', { killed: ['7', ''] }, { fatalities_low: 7, fatalities_high: 7 }],
  ['no number', { killed: ['', ''] }, { fatalities_low: null, fatalities_high: null }],
  ['nobody hurt', { wounded: ['0', '0'] }, { injuries_low: 0, injuries_high: 0 }],
  ['other actors', { actors: ' Three \n\nThree\nOne' }, { actors: [{ name: 'Three' }, { name: 'One' }] }],
])('%s is told to the server as its values', (_, patch, values) => {
  expect(changed(patch)).toEqual({ values, fault: null });
});

test.each([
  [{ end: '2020-07-01' }, 'day'],
  [{ start: '' }, 'day'],
  [{ killed: ['9', '3'] }, 'toll'],
  [{ wounded: ['many', ''] }, 'toll'],
  [{ put: { as: 'pin', lon: 200, lat: 0 } }, 'place'],
])('%j cannot be sent', (patch, fault) => {
  expect(changed(patch).fault).toBe(fault);
});

test('coordinates are read as people write them, latitude first', () => {
  expect(parseCoordinates('35.8644, 36.8058')).toEqual({ lat: 35.8644, lon: 36.8058 });
  expect(parseCoordinates(' 12.5° S; 70° W ')).toEqual({ lat: -12.5, lon: -70 });
  for (const wrong of ['', '35', '95, 10', '10, 190', 'here, there', '1,2,3']) expect(parseCoordinates(wrong)).toBeNull();
  fc.assert(
    fc.property(fc.integer({ min: -9_000_000, max: 9_000_000 }), fc.integer({ min: -18_000_000, max: 18_000_000 }), (lat, lon) => {
      const text = `${(lat / 1e5).toFixed(5)}, ${(lon / 1e5).toFixed(5)}`;
      expect(parseCoordinates(text)).toEqual({ lat: Number((lat / 1e5).toFixed(5)), lon: Number((lon / 1e5).toFixed(5)) });
    }),
  );
});
