// Holds the page to its budget, in bytes as they travel (gzip): the shell is all script that runs before the map, the map chunk
// is all script that comes with the map; what is fetched when it is first used has budgets of its own.
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const folder = new URL('../dateline_web/static/', import.meta.url);
const html = readFileSync(new URL('index.html', folder), 'utf8');
const files = readdirSync(new URL('assets/', folder)).filter((name) => /\.m?js$/.test(name));
const size = (name) => gzipSync(readFileSync(new URL(`assets/${name}`, folder)), { level: 9 }).length;

const shell = files.filter((name) => html.includes(name));
const languages = files.filter((name) => /^(ar|es|fr|ru|tr|uk)-/.test(name));
const map = files.filter((name) => /^(view|extras|maplibre)/.test(name));
const later = files.filter((name) => !shell.includes(name) && !languages.includes(name) && !map.includes(name));
const budgets = [
  ['shell', shell, 60_000],
  ['map', map, 460_000],
  ...later.map((name) => [name.replace(/-.*/, ''), [name], 40_000]),
  // Only one is loaded at a time.
  ...languages.map((name) => [`language ${name.slice(0, 2)}`, [name], 8_000]),
];
let over = false;
for (const [name, list, most] of budgets) {
  const sum = list.reduce((all, file) => all + size(file), 0);
  over ||= sum > most;
  console.log(`${name.padEnd(18)} ${(sum / 1000).toFixed(1).padStart(6)} kB of ${most / 1000} kB  ${list.join(' ')}`);
}
if (shell.length === 0 || map.length === 0) throw new Error('no shell or no map found: build first');
process.exitCode = over ? 1 : 0;
