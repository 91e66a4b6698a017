// Serves the built page and an invented store over the page's part of the API, under the content security policy that the real server sends.
//   node tests/web/support/mock.mjs [port]
// The first part of the path chooses a store: /full/, /empty/, /broken/ and /slow/.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fixture, spanOf } from './fixture.mjs';

const STATIC = fileURLToPath(new URL('../../../web/dateline_web/static/', import.meta.url));
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };
export const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";
const PAGE = 25;

function answer(store, path, query, body) {
  const incidents = store === 'empty' ? [] : fixture.incidents;
  if (store === 'broken') return [503, { title: 'Service Unavailable', detail: 'the store is locked' }];
  if (path === 'collections/incidents/items') {
    const words = (query.get('q') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const texts = (id) => fixture.events.filter((event) => event.properties.incident_id === id).map((event) => fixture.reports.get(event.properties.report_id).properties.text);
    const matched = incidents.filter((incident) => {
      const all = [incident.properties.title, ...texts(incident.id)].join(' ').toLowerCase();
      return words.every((word) => all.includes(word));
    });
    const offset = Number(query.get('offset') ?? 0);
    const limit = Math.min(Number(query.get('limit') ?? 10), PAGE);
    const features = matched.slice(offset, offset + limit);
    const links = offset + limit < matched.length ? [{ rel: 'next', href: `items?limit=${limit}&offset=${offset + limit}`, type: 'application/geo+json' }] : [];
    return [200, { type: 'FeatureCollection', numberMatched: matched.length, numberReturned: features.length, features, links }];
  }
  if (path.startsWith('collections/incidents/items/')) {
    const found = incidents.find(({ id }) => id === decodeURIComponent(path.split('/').at(-1)));
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
      if (store === 'slow') await new Promise((resolve) => setTimeout(resolve, 3000));
      const [status, body] = answer(store, path.slice(4), url.searchParams, Buffer.concat(chunks).toString());
      send(status, 'application/json', JSON.stringify(body));
      return;
    }
    const file = normalize(join(STATIC, path || 'index.html'));
    if (!file.startsWith(STATIC)) throw new Error('outside');
    send(200, TYPES[extname(file)] ?? 'application/octet-stream', await readFile(file));
  } catch {
    send(404, 'text/plain', 'not found');
  }
});

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.argv[2] ?? 47123);
  server.listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}/full/`));
}
