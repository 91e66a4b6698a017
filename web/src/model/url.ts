import { decodeArea, encodeArea } from './area';
import { KINDS, PLACE_PRECISIONS, PRECISIONS, STATUSES } from './codebook';
import { isoDay, parseDay, type Window } from './days';
import { type Camera, DEFAULT_STATE, LANGUAGES, PLAY_MODES, SHADES, SORTS, SPEEDS, TABS, THEMES, type ViewState } from './state';

const MAX_QUERY = 200;
/** Chosen values of one filter that an address may name. */
const MAX_CHOICES = 60;
const MAX_TOLL = 9_999_999;

/** Addresses are kept to so many characters where they can be: some programs cut longer ones. */
const LONGEST = 500;

/** The state as the part of an address after `#`; what has its default value is left out. One that gets long is written shorter. */
export function encode(state: ViewState): string {
  const plain = write(state, false);
  return plain.length <= LONGEST ? plain : write(state, true);
}

function write(state: ViewState, short: boolean): string {
  const windowText = short ? shortWindow : encodeWindow;
  const codes = <T extends string>(chosen: readonly T[], all: readonly T[]): string =>
    short && chosen.length ? `~${all.map((code, i) => (chosen.includes(code) ? i : '')).join('')}` : chosen.join('.');
  const given: [string, string][] = [];
  const add = (key: string, value: string | null, otherwise: string | null = null) => {
    if (value !== null && value !== otherwise) given.push([key, value]);
  };
  add('when', state.undated ? 'undated' : null);
  add('days', state.window && windowText(state.window));
  add('vs', state.compared && windowText(state.compared));
  add('reach', state.reach && windowText(state.reach));
  add('hide', codes(state.hiddenKinds, KINDS), '');
  add('not', codes(state.hiddenStatuses, STATUSES), '');
  add('history', state.background ? null : '0');
  // Names may hold any sign, so that there is none to join them by: each comes with its key again.
  for (const sub of state.subKinds) add('sub', sub);
  for (const country of state.countries) add('in', country);
  for (const province of state.provinces) add('part', province);
  for (const actor of state.actors) add('who', actor);
  for (const source of state.sources) add('by', source);
  add('exact', codes(state.precisions, PRECISIONS), '');
  add('near', codes(state.placePrecisions, PLACE_PRECISIONS), '');
  add('toll', String(state.leastToll), '0');
  add('sure', String(state.leastConfidence), '0');
  add('q', state.query, '');
  add('area', state.area && encodeArea(state.area));
  add('inview', state.inView ? '1' : null);
  add('map', state.camera && encodeCamera(state.camera));
  add('heat', state.heat ? '1' : null);
  add('shade', state.shade, DEFAULT_STATE.shade);
  add('tab', state.tab, DEFAULT_STATE.tab);
  add('sort', state.sort, DEFAULT_STATE.sort);
  add('theme', state.theme, DEFAULT_STATE.theme);
  add('lang', state.language, DEFAULT_STATE.language);
  add('play', state.playMode, DEFAULT_STATE.playMode);
  add('speed', String(state.speed), String(DEFAULT_STATE.speed));
  add('id', state.selected);
  return given.map(([key, value]) => `${key}=${escape(value)}`).join('&');
}

/** The state that an address names. Whatever in it is unknown or wrong is ignored. */
export function decode(hash: string): ViewState {
  const given = new Map<string, string>();
  const named = new Map<string, string[]>();
  for (const part of hash.replace(/^#/, '').split('&')) {
    const at = part.indexOf('=');
    if (at <= 0) continue;
    const [key, value] = [part.slice(0, at), unescape(part.slice(at + 1))];
    given.set(key, value);
    const values = named.get(key);
    if (values) values.push(value);
    else named.set(key, [value]);
  }
  const oneOf = <T extends string>(key: string, values: readonly T[], otherwise: T): T =>
    values.find((value) => value === given.get(key)) ?? otherwise;
  const listOf = <T extends string>(key: string, values: readonly T[]): T[] => {
    const text = given.get(key) ?? '';
    if (text.startsWith('~')) return values.filter((_, i) => text.includes(String(i)));
    const codes = new Set(text.split('.'));
    return values.filter((value) => codes.has(value));
  };
  const allOf = (key: string): string[] => [...new Set(named.get(key))].filter((value) => value !== '' && value.length <= MAX_QUERY).slice(0, MAX_CHOICES);
  const wholeOf = (key: string, most: number): number => {
    const text = given.get(key) ?? '';
    return /^[1-9]\d{0,6}$/.test(text) && Number(text) <= most ? Number(text) : 0;
  };
  return {
    window: decodeWindow(given.get('days')),
    undated: given.get('when') === 'undated',
    compared: decodeWindow(given.get('vs')),
    reach: decodeWindow(given.get('reach')),
    hiddenKinds: listOf('hide', KINDS),
    hiddenStatuses: listOf('not', STATUSES),
    background: given.get('history') !== '0',
    subKinds: allOf('sub'),
    countries: allOf('in'),
    provinces: allOf('part'),
    actors: allOf('who'),
    sources: allOf('by'),
    precisions: listOf('exact', PRECISIONS),
    placePrecisions: listOf('near', PLACE_PRECISIONS),
    leastToll: wholeOf('toll', MAX_TOLL),
    leastConfidence: wholeOf('sure', 100),
    query: (given.get('q') ?? '').slice(0, MAX_QUERY),
    area: decodeArea(given.get('area') ?? ''),
    inView: given.get('inview') === '1',
    camera: decodeCamera(given.get('map')),
    heat: given.get('heat') === '1',
    shade: oneOf('shade', SHADES, DEFAULT_STATE.shade),
    tab: oneOf('tab', TABS, DEFAULT_STATE.tab),
    sort: oneOf('sort', SORTS, DEFAULT_STATE.sort),
    theme: oneOf('theme', THEMES, DEFAULT_STATE.theme),
    language: oneOf('lang', LANGUAGES, DEFAULT_STATE.language),
    playMode: oneOf('play', PLAY_MODES, DEFAULT_STATE.playMode),
    speed: SPEEDS.find((speed) => String(speed) === given.get('speed')) ?? DEFAULT_STATE.speed,
    selected: given.get('id') || null,
  };
}

/** The camera as precise as an address keeps it: about ten meters. */
export const roundCamera = ({ lon, lat, zoom }: Camera): Camera => ({
  lon: Number(lon.toFixed(4)) + 0,
  lat: Number(lat.toFixed(4)) + 0,
  zoom: Number(zoom.toFixed(2)) + 0,
});

// Letters, digits and the marks that read well in an address stay as they are.
const escape = (value: string): string => encodeURIComponent(value.toWellFormed?.() ?? value).replace(/%2F/g, '/').replace(/%2C/g, ',').replace(/%20/g, '+');

function unescape(value: string): string {
  try {
    return decodeURIComponent(value.replace(/\+/g, '%20'));
  } catch {
    return '';
  }
}

const encodeWindow = ({ from, to }: Window): string => (from === to ? isoDay(from) : `${isoDay(from)}..${isoDay(to)}`);

/** Days as numbers to the base of 36. */
const shortWindow = ({ from, to }: Window): string => `~${from.toString(36)}..${to.toString(36)}`;

function decodeWindow(text: string | undefined): Window | null {
  if (!text) return null;
  const short = /^~(-?[0-9a-z]{1,5})\.\.(-?[0-9a-z]{1,5})$/.exec(text);
  if (short) {
    const [from, to] = [parseInt(short[1]!, 36), parseInt(short[2]!, 36)];
    return to < from || parseDay(isoDay(from)) === null || parseDay(isoDay(to)) === null ? null : { from: from + 0, to: to + 0 };
  }
  const [first, last] = text.split('..');
  const from = parseDay(first);
  const to = last === undefined ? from : parseDay(last);
  return from === null || to === null || to < from ? null : { from, to };
}

const encodeCamera = ({ lon, lat, zoom }: Camera): string => `${zoom}/${lat}/${lon}`;

function decodeCamera(text: string | undefined): Camera | null {
  const [zoom, lat, lon, more] = (text ?? '').split('/').map((part) => (part.trim() === '' ? NaN : Number(part)));
  if (more !== undefined || zoom === undefined || lat === undefined || lon === undefined) return null;
  if (!(zoom >= 0 && zoom <= 24 && Math.abs(lat) <= 90 && Math.abs(lon) <= 180)) return null;
  return roundCamera({ lon, lat, zoom });
}
