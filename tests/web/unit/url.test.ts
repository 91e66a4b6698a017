import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Area, roundArea } from '@/model/area';
import { KINDS, PLACE_PRECISIONS, PRECISIONS, STATUSES } from '@/model/codebook';
import { DEFAULT_STATE, LANGUAGES, PLAY_MODES, SHADES, SORTS, SPEEDS, TABS, THEMES, type ViewState } from '@/model/state';
import { decode, encode, roundCamera } from '@/model/url';

// The years 0000 to 9999: what an ISO day of four digits can say.
const day = fc.integer({ min: -719_528, max: 2_932_896 });
const window = fc.option(fc.tuple(day, day).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })));
const camera = fc.option(
  fc
    .record({
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
      lat: fc.double({ min: -85, max: 85, noNaN: true }),
      zoom: fc.double({ min: 0, max: 22, noNaN: true }),
    })
    .map(roundCamera),
);
const names = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), { maxLength: 6 });
const lon = fc.double({ min: -180, max: 180, noNaN: true });
const lat = fc.double({ min: -85, max: 85, noNaN: true });
const area = fc.option(
  fc
    .oneof(
      fc.record({ kind: fc.constant('box' as const), west: lon, south: lat, east: lon, north: lat }),
      fc.record({ kind: fc.constant('circle' as const), lon, lat, km: fc.double({ min: 0.1, max: 5000, noNaN: true }) }),
      fc.record({ kind: fc.constant('polygon' as const), ring: fc.array(fc.tuple(lon, lat), { minLength: 3, maxLength: 60 }) }),
    )
    .map((given) => roundArea(given as Area)),
);
const anyState: fc.Arbitrary<ViewState> = fc.record({
  window,
  undated: fc.boolean(),
  compared: window,
  reach: window,
  hiddenKinds: fc.subarray([...KINDS]),
  hiddenStatuses: fc.subarray([...STATUSES]),
  background: fc.boolean(),
  subKinds: names,
  countries: names,
  provinces: names,
  placePrecisions: fc.subarray([...PLACE_PRECISIONS]),
  sources: names,
  actors: names,
  precisions: fc.subarray([...PRECISIONS]),
  leastToll: fc.integer({ min: 0, max: 9_999_999 }),
  leastConfidence: fc.integer({ min: 0, max: 100 }),
  query: fc.string({ unit: 'grapheme', maxLength: 40 }),
  inView: fc.boolean(),
  selected: fc.option(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })),
  camera,
  heat: fc.boolean(),
  shade: fc.constantFrom(...SHADES),
  area,
  tab: fc.constantFrom(...TABS),
  sort: fc.constantFrom(...SORTS),
  theme: fc.constantFrom(...THEMES),
  language: fc.constantFrom(...LANGUAGES),
  playMode: fc.constantFrom(...PLAY_MODES),
  speed: fc.constantFrom(...SPEEDS),
});

test('an address restores all of the state', () => {
  fc.assert(fc.property(anyState, (state) => void expect(decode(`#${encode(state)}`)).toEqual(state)));
});

test('the state that nobody changed has no address', () => {
  expect(encode(DEFAULT_STATE)).toBe('');
  expect(decode('')).toEqual(DEFAULT_STATE);
});

test('an address with nearly everything in it fits into 500 characters', () => {
  const fullest: ViewState = {
    window: { from: 0, to: 20_000 },
    undated: true,
    compared: { from: -9000, to: -1 },
    reach: { from: -20_000, to: 20_000 },
    hiddenKinds: KINDS,
    hiddenStatuses: STATUSES,
    background: false,
    subKinds: ['armed_clash', 'air_drone_strike'],
    countries: ['SY', 'IQ'],
    provinces: ['SY/Idlib'],
    placePrecisions: ['1', '2'],
    sources: ['Valley Courier'],
    actors: ['Coast Command'],
    precisions: ['day', 'week'],
    leastToll: 100,
    leastConfidence: 90,
    query: 'hmeimim air base',
    inView: true,
    selected: 'a'.repeat(24),
    camera: { lon: -123.4567, lat: -12.3456, zoom: 12.34 },
    heat: true,
    shade: 'province',
    area: { kind: 'box', west: -123.456, south: -12.345, east: 123.456, north: 12.345 },
    tab: 'timeline',
    sort: 'reports',
    theme: 'light',
    language: 'ar',
    playMode: 'cumulative',
    speed: 8,
  };
  expect(encode(fullest).length).toBeLessThan(500);
});

test('an area of any shape and a long search fit into 500 characters together', () => {
  fc.assert(
    fc.property(area, (some) => {
      const state = { ...DEFAULT_STATE, area: some, camera: { lon: -123.4567, lat: -12.3456, zoom: 12.34 }, window: { from: 0, to: 20_000 }, selected: 'a'.repeat(24), query: 'hmeimim air base' };
      expect(encode(state).length).toBeLessThan(500);
    }),
  );
});

test('any text after the number sign gives a state, and nonsense gives the usual one', () => {
  fc.assert(fc.property(fc.string(), (text) => void expect(() => encode(decode(text))).not.toThrow()));
  expect(decode('#days=2020-13-45&map=99/99&tab=x&hide=cats&speed=3&toll=-4&sure=101&exact=hour&in=&q=%E0%A4%A')).toEqual(DEFAULT_STATE);
});
