// Serves the built page and an invented store over the page's part of the API, under the content security policy that the real server sends.
//   node tests/web/support/mock.mjs [port]
// The first part of the path chooses a store: /full/, /empty/ and /broken/ tell features alone, /slow/ never answers, /packed/ the same as /full/ by column,
// /n20000/ so many invented incidents by column.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { fixture, spanOf } from './fixture.mjs';
import { featureAt, invented, pack, packed } from './packed.mjs';

const STATIC = fileURLToPath(new URL('../../../web/dateline_web/static/', import.meta.url));
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };
export const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";
const PAGE = 25;
/** One pixel of #123456, which is drawn as a whole tile. */
const TILE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGMQMgkDAAD4AJ3MaiF4AAAAAElFTkSuQmCC', 'base64');

const numbered = fixture.incidents.map((feature, i) => ({ ...feature, properties: { ...feature.properties, number: i + 1 } }));
const made = new Map();

/** A store of so many invented incidents; null for a path that names none. */
function many(store) {
  const count = /^n(\d{1,7})$/.exec(store)?.[1];
  if (!count) return null;
  if (!made.has(store)) {
    const all = invented(Number(count));
    made.set(store, { all, bytes: gzipSync(new Uint8Array(pack(all)), { level: 6 }) });
  }
  return made.get(store);
}

/** The answer of `/api/incidents.bin`, compressed; null where there is none. */
function binary(store, query) {
  const found = many(store);
  if (found) return found.bytes;
  if (store !== 'packed') return null;
  const words = (query.get('q') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return gzipSync(new Uint8Array(packed(numbered.filter((incident) => matches(incident, words)))));
}

const textsOf = (id) => fixture.events.filter((event) => event.properties.incident_id === id).map((event) => fixture.reports.get(event.properties.report_id).properties.text);
const matches = (incident, words) => {
  const all = [incident.properties.title, ...textsOf(incident.id)].join(' ').toLowerCase();
  return words.every((word) => all.includes(word));
};

function answer(store, path, query, body) {
  const incidents = store === 'empty' ? [] : store === 'packed' ? numbered : fixture.incidents;
  const large = many(store);
  if (store === 'broken') return [503, { title: 'Service Unavailable', detail: 'the store is locked' }];
  if (path === 'collections/incidents/items') {
    const numbers = query.get('numbers')?.split(',').map(Number);
    if (large) return [200, { type: 'FeatureCollection', features: (numbers ?? [1]).map((number) => featureAt(large.all, number - 1)), links: [] }];
    if (numbers) return [200, { type: 'FeatureCollection', features: incidents.filter(({ properties }) => numbers.includes(properties.number)), links: [] }];
    const words = (query.get('q') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const matched = incidents.filter((incident) => matches(incident, words));
    const offset = Number(query.get('offset') ?? 0);
    const limit = Math.min(Number(query.get('limit') ?? 10), PAGE);
    const features = matched.slice(offset, offset + limit);
    const links = offset + limit < matched.length ? [{ rel: 'next', href: `items?limit=${limit}&offset=${offset + limit}`, type: 'application/geo+json' }] : [];
    return [200, { type: 'FeatureCollection', numberMatched: matched.length, numberReturned: features.length, features, links }];
  }
  if (path.startsWith('collections/incidents/items/')) {
    const id = decodeURIComponent(path.split('/').at(-1));
    const found = large ? featureAt(large.all, Number(id.slice(1)) - 1) : incidents.find((incident) => incident.id === id);
    return found ? [200, found] : [404, { detail: 'no such incident' }];
  }
  if (path === 'collections/events/items') {
    const features = fixture.events.filter((event) => event.properties.incident_id === query.get('incident_id'));
    return [200, { type: 'FeatureCollection', numberMatched: features.length, features, links: [] }];
  }
  if (path.startsWith('collections/reports/items/')) {
    const found = fixture.reports.get(decodeURIComponent(path.split('/').at(-1)));
    return found ? [200, found] : [404, { detail: 'no such report' }];
  }
  if (path === 'geoparse') {
    const { text } = JSON.parse(body);
    if (text.includes('\u0000')) return [422, { detail: 'this is not text' }];
    if (!text.includes('Saraqib')) return [200, { toponyms: [], events: [] }];
    const [start, end] = spanOf(text, 'Saraqib');
    const place = { id: 'test:Saraqib', name: 'Saraqib', lon: 36.8058, lat: 35.8644, country: 'SY' };
    const trigger = text.includes('bombed') ? spanOf(text, 'bombed') : [start, end];
    const event = { event_type: 'explosions_remote_violence', sub_event_type: 'air_drone_strike', status: 'occurred', salience: 'main', date_start: '2019-07-22', date_end: '2019-07-22', date_precision: 'day', lon: 36.8058, lat: 35.8644, place, uncertainty_km: 3, actors: [], attribution: [], confidence: 0.9, evidence: { sentence: [0, [...text].length], trigger, place: [start, end] } };
    return [200, { toponyms: [{ start, end, text: 'Saraqib', place, confidence: 0.94, candidates: [] }], events: [event] }];
  }
  return [404, { detail: 'no such resource' }];
}

export const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost');
  const [, store, ...rest] = url.pathname.split('/');
  const path = rest.join('/');
  const send = (status, type, content) => {
    response.writeHead(status, { 'content-type': type, 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff' });
    response.end(content);
  };
  try {
    if (path.startsWith('api/')) {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      if (store === 'slow') return;
      const bytes = path === 'api/incidents.bin' ? binary(store, url.searchParams) : null;
      if (bytes) {
        response.writeHead(200, { 'content-type': 'application/vnd.dateline.incidents', 'content-encoding': 'gzip', 'content-length': bytes.length });
        response.end(bytes);
        return;
      }
      const [status, body] = answer(store, path.slice(4), url.searchParams, Buffer.concat(chunks).toString());
      send(status, 'application/json', JSON.stringify(body));
      return;
    }
    if (path === 'search') {
      const found = url.searchParams.get('q') === 'Saraqib' ? [{ lat: '35.8644', lon: '36.8058', display_name: 'Saraqib' }] : [];
      send(200, 'application/json', JSON.stringify(found));
      return;
    }
    if (path.startsWith('tiles/')) {
      send(200, 'image/png', TILE);
      return;
    }
    if (path === 'style.json') {
      send(200, 'application/json', JSON.stringify({ version: 8, sources: {}, layers: [{ id: 'land', type: 'background', paint: { 'background-color': '#123456' } }] }));
      return;
    }
    const file = normalize(join(STATIC, path || 'index.html'));
    if (!file.startsWith(STATIC)) throw new Error('outside');
    const content = await readFile(file);
    // A basemap by setting, as the real server tells the page of it.
    const basemap = { tiled: 'tiles/{z}/{x}/{y}.png', styled: 'style.json', astray: 'nowhere.json' }[store];
    const told = basemap && !path ? content.toString().replace('<head>', `<head><meta name="dateline-basemap" content="${basemap}"><meta name="dateline-basemap-attribution" content="Own tiles">`) : content;
    send(200, TYPES[extname(file)] ?? 'application/octet-stream', told);
  } catch {
    send(404, 'text/plain', 'not found');
  }
});

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.argv[2] ?? 47123);
  server.listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}/full/`));
}
