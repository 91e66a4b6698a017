// Incidents by column, as the API packs them, and a generator of as many invented ones as a measure needs.

/** Writes the format of `/api/incidents.bin` from columns, their types and the values that they refer to. */
export function pack({ count, dated, sequence = 1, values, columns }) {
  const sizes = { u8: 1, u16: 2, u32: 4, i32: 4 };
  const arrays = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, i32: Int32Array };
  const entries = Object.entries(columns).map(([name, { type, data, delta = false }]) => ({ name, type, length: data.length, data, ...(delta && { delta }) }));
  const round = (n) => Math.ceil(n / 8) * 8;
  // The offsets are part of the header whose length they depend on: tried until they fit.
  let header = '';
  let offsets = entries.map(() => 0);
  for (let tries = 0; tries < 9; tries++) {
    const listed = entries.map(({ data, ...entry }, i) => ({ ...entry, offset: offsets[i] }));
    const text = JSON.stringify({ count, dated, sequence, columns: listed, values });
    const bytes = new TextEncoder().encode(text).length;
    const padded = round(bytes + 4) - 4;
    header = text + ' '.repeat(padded - bytes);
    let at = 12 + padded;
    const next = entries.map(({ type, length }) => {
      const here = at;
      at += round(length * sizes[type]);
      return here;
    });
    if (next.every((offset, i) => offset === offsets[i])) break;
    offsets = next;
  }
  const bytes = new TextEncoder().encode(header);
  const total = entries.reduce((end, { type, length }, i) => Math.max(end, offsets[i] + round(length * sizes[type])), 12 + bytes.length);
  const buffer = new ArrayBuffer(total);
  new Uint8Array(buffer).set([0x44, 0x4c, 0x49, 0x4e, 0x43, 1, 0, 0]);
  new DataView(buffer).setUint32(8, bytes.length, true);
  new Uint8Array(buffer, 12).set(bytes);
  entries.forEach(({ type, length, data, delta }, i) => {
    const cells = new arrays[type](buffer, offsets[i], length);
    if (!delta) cells.set(data);
    else for (let row = 0; row < length; row++) cells[row] = data[row] - (row ? data[row - 1] : 0);
  });
  return buffer;
}

export const KINDS = ['battles', 'explosions_remote_violence', 'violence_against_civilians', 'protests', 'riots', 'strategic_developments'];
export const STATUSES = ['occurred', 'alleged', 'planned', 'denied'];
export const PRECISIONS = ['day', 'week', 'month', 'year', 'unknown'];
const SUBS = [
  ['armed_clash', 0],
  ['government_regains_territory', 0],
  ['air_drone_strike', 1],
  ['shelling_artillery_missile', 1],
  ['remote_explosive_landmine_ied', 1],
  ['attack', 2],
  ['abduction_forced_disappearance', 2],
  ['peaceful_protest', 3],
  ['mob_violence', 4],
  ['disrupted_weapons_use', 5],
  ['agreement', 5],
];
const COUNTRIES = ['SY', 'IQ', 'UA', 'SD', 'LY', 'CD', 'YE', 'ML', 'NG', 'MM', 'AF', 'PK', 'SO', 'ET'];
const CENTERS = [[37, 35], [44, 33.5], [35, 49], [30, 15], [14, 31], [28, -1], [45, 15], [-3, 15], [8, 10], [96, 20], [67, 34], [70, 31], [45, 4], [39, 10]];

/** So many invented incidents in as many spots as a large store has, the same at every call. */
export function invented(count, seed = 7) {
  let state = seed >>> 0;
  const random = () => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0), state / 4294967296);
  const few = (n) => Math.min(n - 1, Math.floor(n * random() ** 3));
  const spotCount = Math.max(1, Math.min(20_000, Math.ceil(count / 12)));
  const spots = { lon: [], lat: [], km: [], precision: [], name: [], kind: [], admin1: [], country: [] };
  for (let i = 0; i < spotCount; i++) {
    const at = i % COUNTRIES.length;
    const angle = random() * 2 * Math.PI;
    const far = 5 * Math.sqrt(random());
    const wide = random() < 0.08;
    spots.lon.push(Number((CENTERS[at][0] + far * Math.cos(angle)).toFixed(5)));
    spots.lat.push(Number((CENTERS[at][1] + far * Math.sin(angle) * 0.8).toFixed(5)));
    spots.km.push(wide ? 55 : Math.round(random() * 40) / 10);
    spots.precision.push(wide ? 3 : 1);
    spots.name.push(`Place ${i}`);
    spots.kind.push(wide ? 'admin1' : 'town');
    spots.admin1.push(`Province ${at}-${i % 12}`);
    spots.country.push(COUNTRIES[at]);
  }
  const undated = Math.floor(count * 0.01);
  const dated = count - undated;
  const days = Int32Array.from({ length: dated }, () => -9000 + Math.floor(29_000 * Math.sqrt(random()))).sort();
  const column = (type, make) => {
    const data = new { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, i32: Int32Array }[type](count);
    for (let row = 0; row < count; row++) data[row] = make(row);
    return { type, data };
  };
  const precision = column('u8', (row) => (row >= dated ? 4 : random() < 0.9 ? 0 : 1 + Math.floor(random() * 3)));
  const actors = Array.from({ length: Math.min(400, count) }, (_, i) => `Group ${i}`);
  const sources = Array.from({ length: 60 }, (_, i) => `Outlet ${i}`);
  const lists = (most, names) => {
    const from = new Uint32Array(count + 1);
    const ids = [];
    for (let row = 0; row < count; row++) {
      const own = new Set();
      for (let i = 0; i < most; i++) if (i === 0 || random() < 0.5) own.add(few(names.length));
      ids.push(...own);
      from[row + 1] = ids.length;
    }
    return [from, Uint16Array.from(ids)];
  };
  const [actorsFrom, actorIds] = lists(2, actors);
  const [sourcesFrom, sourceIds] = lists(2, sources);
  const low = () => (random() < 0.6 ? 65_535 : Math.floor(60 * random() ** 4));
  const killed = column('u16', low);
  const wounded = column('u16', low);
  const more = ({ data }) => ({ type: 'u16', data: data.map((value) => (value < 65_000 && random() < 0.2 ? value + 5 : value)) });
  const numbers = column('u32', (row) => row + 1);
  return {
    count,
    dated,
    values: { kinds: SUBS.map(([code]) => code), event_types: SUBS.map(([, type]) => type), event_type_names: KINDS, statuses: STATUSES, day_precisions: PRECISIONS, spots, actors, sources },
    columns: {
      number: { ...numbers, delta: true },
      day: { ...column('i32', (row) => (row < dated ? days[row] : 2_147_483_647)), delta: true },
      span: column('u16', (row) => [0, 6, 29, 364, 0][precision.data[row]]),
      day_precision: precision,
      kind: column('u8', () => few(SUBS.length)),
      status: column('u8', () => few(4)),
      flags: column('u8', () => (random() < 0.04 ? 1 : 0)),
      spot: column('u32', () => (random() < 0.02 ? 0 : 1 + Math.floor(spotCount * random() ** 2))),
      killed_low: killed,
      killed_high: more(killed),
      wounded_low: wounded,
      wounded_high: more(wounded),
      confidence: column('u8', () => 40 + Math.floor(60 * random())),
      place_confidence: column('u8', () => 50 + Math.floor(50 * random())),
      reports: column('u16', () => 1 + few(20)),
      actors_from: { type: 'u32', data: actorsFrom, delta: true },
      actors: { type: 'u16', data: actorIds },
      sources_from: { type: 'u32', data: sourcesFrom, delta: true },
      sources: { type: 'u16', data: sourceIds },
    },
  };
}

/** What the API tells of one invented incident. */
export function featureAt({ values, columns }, row) {
  const at = (name) => columns[name].data[row];
  const spot = at('spot') - 1;
  const day = at('day');
  const iso = (number) => new Date(number * 86_400_000).toISOString().slice(0, 10);
  const untold = (name) => (at(name) === 65_535 ? null : at(name));
  const place = (name) => (spot < 0 ? null : values.spots[name][spot]);
  const names = (name) => Array.from(columns[name].data.slice(at(`${name}_from`), columns[`${name}_from`].data[row + 1]), (id) => values[name][id]);
  const dated = day < 2_147_483_647;
  return {
    type: 'Feature',
    id: `i${at('number')}`,
    geometry: spot < 0 ? null : { type: 'Point', coordinates: [place('lon'), place('lat')] },
    properties: {
      number: at('number'),
      title: `Incident ${at('number')}`,
      event_type: KINDS[values.event_types[at('kind')]],
      sub_event_type: values.kinds[at('kind')],
      status: STATUSES[at('status')],
      salience: at('flags') & 1 ? 'background' : 'main',
      date_start: dated ? iso(day) : null,
      date_end: dated ? iso(day + at('span')) : null,
      date_precision: PRECISIONS[at('day_precision')],
      timeline_date: dated ? iso(day) : null,
      place_name: place('name'),
      place_kind: place('kind'),
      admin1: place('admin1'),
      country: place('country'),
      geo_precision: place('precision'),
      uncertainty_km: place('km'),
      place_confidence: at('place_confidence') / 100,
      confidence: at('confidence') / 100,
      actors: names('actors'),
      attribution: ['a resident'],
      sources: names('sources'),
      fatalities_low: untold('killed_low'),
      fatalities_high: untold('killed_high'),
      injuries_low: untold('wounded_low'),
      injuries_high: untold('wounded_high'),
      report_count: at('reports'),
      first_reported: dated ? iso(day + at('span') + 1) : null,
    },
  };
}

/** Features of the API packed by column; what only features tell is left out. */
export function packed(features) {
  const iso = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / 86_400_000);
  const index = (list, value) => {
    if (!list.includes(value)) list.push(value);
    return list.indexOf(value);
  };
  const rows = features
    .map((feature, i) => ({ number: i + 1, ...feature.properties, at: feature.geometry?.coordinates, day: feature.properties.timeline_date ? iso(feature.properties.timeline_date) : 2_147_483_647 }))
    .sort((a, b) => a.day - b.day || a.number - b.number);
  const spots = { lon: [], lat: [], km: [], precision: [], name: [], kind: [], admin1: [], country: [] };
  const values = { kinds: [], event_types: [], event_type_names: KINDS, statuses: STATUSES, day_precisions: PRECISIONS, spots, actors: [], sources: [] };
  const keys = [];
  const of = (type, make) => ({ type, data: rows.map(make) });
  const lists = (name) => {
    const ids = [];
    const from = [0];
    for (const row of rows) {
      ids.push(...row[name].map((each) => index(values[name], each)));
      from.push(ids.length);
    }
    return { [`${name}_from`]: { type: 'u32', data: from, delta: true }, [name]: { type: 'u16', data: ids } };
  };
  const spotOf = (row) => {
    if (!row.at) return 0;
    const before = keys.length;
    const at = index(keys, JSON.stringify([row.at, row.place_name]));
    if (keys.length > before) {
      spots.lon.push(row.at[0]);
      spots.lat.push(row.at[1]);
      spots.km.push(row.uncertainty_km);
      spots.precision.push(row.geo_precision);
      spots.name.push(row.place_name);
      spots.kind.push(row.place_kind);
      spots.admin1.push(row.admin1);
      spots.country.push(row.country);
    }
    return at + 1;
  };
  const untold = (value) => value ?? 65_535;
  const columns = {
    number: of('u32', (row) => row.number),
    day: { ...of('i32', (row) => row.day), delta: true },
    span: of('u16', (row) => (row.date_start ? iso(row.date_end) - iso(row.date_start) : 0)),
    day_precision: of('u8', (row) => PRECISIONS.indexOf(row.date_precision)),
    kind: of('u8', (row) => {
      const at = index(values.kinds, row.sub_event_type);
      values.event_types[at] = KINDS.indexOf(row.event_type);
      return at;
    }),
    status: of('u8', (row) => STATUSES.indexOf(row.status)),
    flags: of('u8', (row) => (row.salience === 'background' ? 1 : 0) | (row.date_start ? 0 : 4)),
    spot: of('u32', spotOf),
    killed_low: of('u16', (row) => untold(row.fatalities_low)),
    killed_high: of('u16', (row) => untold(row.fatalities_high)),
    wounded_low: of('u16', (row) => untold(row.injuries_low)),
    wounded_high: of('u16', (row) => untold(row.injuries_high)),
    confidence: of('u8', (row) => Math.round(row.confidence * 100)),
    place_confidence: of('u8', (row) => (row.place_confidence === null ? 255 : Math.round(row.place_confidence * 100))),
    reports: of('u16', (row) => row.report_count),
    ...lists('actors'),
    ...lists('sources'),
  };
  return pack({ count: rows.length, dated: rows.filter(({ day }) => day < 2_147_483_647).length, values, columns });
}
