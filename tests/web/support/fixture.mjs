// A small invented world for the page's own tests: reports in our words of things that never happened, in real towns.
const DAY = 86_400_000;
const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const dayOf = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / DAY);

/** Spans of words in a text, in code points, as the API counts. */
export function spanOf(text, words, from = 0) {
  const at = text.indexOf(words, from);
  if (at < 0) throw new Error(`“${words}” is not in “${text}”`);
  const start = [...text.slice(0, at)].length;
  return [start, start + [...words].length];
}

const PLACES = {
  Saraqib: [36.8058, 35.8644, 'Idlib', 'SY', 'town', 3],
  Idlib: [36.6339, 35.9306, 'Idlib', 'SY', 'city', 5],
  'Idlib province': [36.7, 35.8, 'Idlib', 'SY', 'admin1', 55],
  Aleppo: [37.1612, 36.2012, 'Aleppo', 'SY', 'city', 12],
  Latakia: [35.7918, 35.5317, 'Latakia', 'SY', 'city', 8],
  Qamishli: [41.2313, 37.0522, 'Al-Hasakah', 'SY', 'city', 7],
  Homs: [36.7137, 34.7268, 'Homs', 'SY', 'city', 9],
  Damascus: [36.2913, 33.5102, 'Damascus', 'SY', 'city', 14],
  'Deir ez-Zor': [40.1408, 35.3359, 'Deir ez-Zor', 'SY', 'city', 6],
  Mosul: [43.1189, 36.335, 'Nineveh', 'IQ', 'city', 14],
  Kharkiv: [36.2527, 49.9808, 'Kharkiv Oblast', 'UA', 'city', 16],
  Tripoli: [13.1875, 32.8874, 'Tripoli', 'LY', 'city', 15],
  Khartoum: [32.5324, 15.5518, 'Khartoum', 'SD', 'city', 18],
  Goma: [29.2228, -1.6792, 'North Kivu', 'CD', 'city', 7],
};
const KINDS = {
  armed_clash: ['battles', 'Armed clash'],
  air_drone_strike: ['explosions_remote_violence', 'Air/drone strike'],
  shelling_artillery_missile: ['explosions_remote_violence', 'Shelling/artillery/missile attack'],
  attack: ['violence_against_civilians', 'Attack'],
  peaceful_protest: ['protests', 'Peaceful protest'],
  mob_violence: ['riots', 'Mob violence'],
  disrupted_weapons_use: ['strategic_developments', 'Disrupted weapons use'],
  agreement: ['strategic_developments', 'Agreement'],
};
const WORDS = {
  armed_clash: 'fought',
  air_drone_strike: 'bombed',
  shelling_artillery_missile: 'shelled',
  attack: 'attacked',
  peaceful_protest: 'marched',
  mob_violence: 'rioted',
  disrupted_weapons_use: 'shot down',
  agreement: 'signed a truce',
};

const incidents = [];
const events = [];
const reports = new Map();

function add(id, { place, sub, date = null, end = null, precision = 'day', status = 'occurred', salience = 'main', killed = null, wounded = null, said = null, reported = null, text, spans, source = 'Valley Courier', url = 'https://courier.example/a', title, attribution = [], actors = [], more = [], language = 'en' }) {
  const [lon, lat, admin1, country, kind, km] = place ? PLACES[place] : [];
  const [event_type, label] = KINDS[sub];
  const tellings = [{ text, spans, source, url, title, language }, ...more];
  const day = date ? dayOf(date) : null;
  incidents.push({
    type: 'Feature',
    id,
    geometry: place ? { type: 'Point', coordinates: [lon, lat] } : null,
    properties: {
      title: title ?? (place ? `${label} at ${place}` : label),
      event_type,
      sub_event_type: sub,
      status,
      salience,
      said_on: said,
      date_start: date,
      date_end: end ?? date,
      date_precision: date ? precision : 'unknown',
      time_of_day: null,
      timeline_date: date ?? (status === 'planned' ? (reported ?? said) : null),
      place_name: place ?? null,
      place_id: place ? `test:${place}` : null,
      place_kind: kind ?? null,
      admin1: admin1 ?? null,
      admin2: null,
      country: country ?? null,
      geo_precision: place ? (kind === 'admin1' ? 3 : 1) : null,
      where_prec: place ? (kind === 'admin1' ? 4 : 1) : null,
      uncertainty_km: place ? km : null,
      place_confidence: place ? 0.93 : null,
      confidence: status === 'occurred' ? 0.9 : 0.7,
      actors,
      attribution,
      fatalities_low: killed?.[0] ?? null,
      fatalities_high: killed?.[1] ?? null,
      injuries_low: wounded?.[0] ?? null,
      injuries_high: wounded?.[1] ?? null,
      report_count: tellings.length,
      sources: [...new Set(tellings.map((telling) => telling.source))].sort(),
      first_reported: reported ?? (day === null ? null : iso(day + 1)),
      updated: '2024-01-01T00:00:00Z',
      revision: 1,
      event_ids: tellings.map((_, i) => `${id}-e${i}`),
    },
  });
  tellings.forEach((telling, i) => {
    const reportId = `${id}-r${i}`;
    reports.set(reportId, {
      type: 'Feature',
      id: reportId,
      geometry: null,
      properties: { text: telling.text, title: telling.title ?? `Report on ${place ?? 'an incident'}`, url: telling.url, source: telling.source, language: telling.language ?? 'en', published: reported ?? (day === null ? null : iso(day + 1)) },
    });
    const words = telling.spans;
    const sentence = words.sentence ?? telling.text;
    events.push({
      type: 'Feature',
      id: `${id}-e${i}`,
      geometry: place ? { type: 'Point', coordinates: [lon, lat] } : null,
      properties: {
        incident_id: id,
        report_id: reportId,
        status,
        quote: sentence,
        attribution,
        evidence: {
          sentence: spanOf(telling.text, sentence),
          trigger: spanOf(telling.text, words.trigger),
          place: words.place ? spanOf(telling.text, words.place) : null,
          date: words.date ? spanOf(telling.text, words.date) : null,
          said_on: words.said_on ? spanOf(telling.text, words.said_on) : null,
          attribution: words.attribution ? spanOf(telling.text, words.attribution) : null,
          actors: (words.actors ?? []).map((actor) => spanOf(telling.text, actor)),
          toll: (words.toll ?? []).map((toll) => spanOf(telling.text, toll)),
          status: words.status ? spanOf(telling.text, words.status) : null,
        },
      },
    });
  });
}

const ASTRAL = '𝔇𝔞𝔱𝔢 🕊️ — bulletin no. 7.\n\n';
add('market-strike', {
  place: 'Saraqib',
  sub: 'air_drone_strike',
  date: '2019-07-22',
  killed: [31, 39],
  wounded: [100, 110],
  attribution: ['rescue workers', 'Valley Courier'],
  actors: ['the air force'],
  text: `${ASTRAL}Warplanes bombed the market of Saraqib on Monday, 22 July 2019, and killed at least 31 people, rescue workers said. Shops along the main street burned into the evening.`,
  spans: {
    sentence: 'Warplanes bombed the market of Saraqib on Monday, 22 July 2019, and killed at least 31 people, rescue workers said.',
    trigger: 'bombed',
    place: 'Saraqib',
    date: 'Monday, 22 July 2019',
    attribution: 'rescue workers said',
    toll: ['at least 31 people'],
  },
  more: [
    {
      text: 'قُتل 39 مدنياً في غارة جوية على سوق مدينة سراقب يوم 22 تموز 2019، وفق ما ذكر مسعفون. واندلعت النيران في المتاجر.',
      spans: { sentence: 'قُتل 39 مدنياً في غارة جوية على سوق مدينة سراقب يوم 22 تموز 2019، وفق ما ذكر مسعفون.', trigger: 'غارة جوية', place: 'سراقب', date: '22 تموز 2019', toll: ['39 مدنياً'], attribution: 'مسعفون' },
      source: 'صدى الوادي',
      url: 'https://sada.example/2019/07/22',
      title: 'غارة على سوق سراقب',
      language: 'ar',
    },
  ],
});
add('planned-attack', {
  place: 'Latakia',
  sub: 'air_drone_strike',
  status: 'planned',
  said: '2019-11-04',
  reported: '2019-11-05',
  attribution: ['Coast Command', 'Harbour Wire'],
  actors: ['an armed group'],
  source: 'Harbour Wire',
  text: 'The Coast Command said on 4 November that an armed group was planning to strike the airfield near Latakia with drones.',
  spans: { trigger: 'strike', place: 'Latakia', said_on: '4 November', attribution: 'The Coast Command', status: 'was planning', actors: ['an armed group'] },
});
add('alleged-raid', {
  place: 'Qamishli',
  sub: 'armed_clash',
  status: 'alleged',
  date: '2019-10-12',
  killed: [4, 4],
  attribution: ['a rebel spokesman'],
  text: 'A rebel spokesman claimed that his men fought soldiers outside Qamishli on 12 October 2019 and killed four.',
  spans: { trigger: 'fought', place: 'Qamishli', date: '12 October 2019', attribution: 'A rebel spokesman', status: 'claimed', toll: ['four'] },
});
add('denied-shelling', {
  place: 'Homs',
  sub: 'shelling_artillery_missile',
  status: 'denied',
  date: '2018-03-04',
  text: 'The governor denied that anyone had shelled Homs on 4 March 2018.',
  spans: { trigger: 'shelled', place: 'Homs', date: '4 March 2018', status: 'denied' },
});
add('october-strikes', {
  place: 'Idlib province',
  sub: 'air_drone_strike',
  date: '2019-10-01',
  end: '2019-10-31',
  precision: 'month',
  text: 'Throughout October 2019 aircraft bombed villages in Idlib province.',
  spans: { trigger: 'bombed', place: 'Idlib province', date: 'October 2019' },
});
add('history', {
  place: 'Aleppo',
  sub: 'armed_clash',
  salience: 'background',
  date: '2016-01-01',
  end: '2016-12-31',
  precision: 'year',
  text: 'In 2016 the two sides fought over Aleppo for months.',
  spans: { trigger: 'fought', place: 'Aleppo', date: '2016' },
});
add('undated', {
  place: 'Deir ez-Zor',
  sub: 'disrupted_weapons_use',
  text: 'Guards shot down a drone over Deir ez-Zor, the bulletin says without naming a day.',
  spans: { trigger: 'shot down', place: 'Deir ez-Zor' },
});
add('nowhere', {
  sub: 'agreement',
  date: '2019-12-31',
  text: 'Both sides signed a truce on 31 December 2019 at a place that was not named.',
  spans: { trigger: 'signed a truce', date: '31 December 2019' },
});
add('hostile', {
  place: 'Mosul',
  sub: 'attack',
  date: '2017-02-11',
  title: '<img src=x onerror="window.hacked=1"> & <b>Attack</b> at Mosul',
  source: '<script>window.hacked=2</script>',
  url: 'javascript:window.hacked=3',
  text: '<img src=x onerror="window.hacked=4"> Gunmen attacked a bakery in Mosul on 11 February 2017. \u202Eevil\u202C',
  spans: { trigger: 'attacked', place: 'Mosul', date: '11 February 2017' },
});

// The rest is drawn from a small generator, the same at every start.
let seed = 42;
const random = () => ((seed = (seed * 1103515245 + 12345) % 2147483648), seed / 2147483648);
const pick = (list) => list[Math.floor(random() * list.length)];
const places = Object.keys(PLACES).filter((place) => place !== 'Idlib province');
const subs = Object.keys(KINDS);
for (let i = 0; i < 64; i++) {
  const place = i < 40 ? pick(places.slice(0, 8)) : pick(places);
  const sub = pick(subs);
  const date = iso(dayOf('2015-09-01') + Math.floor(random() * 1900));
  const killed = random() < 0.4 ? Math.floor(random() * 40) : null;
  const text = `Armed men ${WORDS[sub]} in ${place} on ${date}, residents said.`;
  add(`row-${String(i).padStart(2, '0')}`, {
    place,
    sub,
    date,
    killed: killed === null ? null : [killed, killed + (random() < 0.3 ? 5 : 0)],
    status: random() < 0.15 ? 'alleged' : 'occurred',
    attribution: ['residents'],
    actors: [`Brigade ${1 + (i % 14)}`],
    source: pick(['Valley Courier', 'Harbour Wire', 'Plain Post']),
    text,
    spans: { trigger: WORDS[sub], place, date, attribution: 'residents said' },
  });
}

export const fixture = { incidents, events, reports };
