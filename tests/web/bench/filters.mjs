// How long filters, counts and the histogram take over many incidents, in Node:  node tests/web/bench/filters.mjs [count]
// The reference of the same run is one plain pass over as many numbers.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { invented, pack } from '../support/packed.mjs';

const web = fileURLToPath(new URL('../../../web/', import.meta.url));
const { build } = await import(pathToFileURL(createRequire(`${web}package.json`).resolve('vite')).href);
const count = Number(process.argv[2] ?? 1_000_000);
const outDir = mkdtempSync(join(tmpdir(), 'dateline-bench-'));
try {
  await build({
    root: web,
    configFile: false,
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, ssr: true, target: 'es2022', rollupOptions: { input: fileURLToPath(new URL('engine.ts', import.meta.url)), output: { entryFileNames: 'engine.mjs' } } },
  });
  const { decodeColumns, Filter, Sorter, histogram, DEFAULT_STATE, FACETS } = await import(pathToFileURL(join(outDir, 'engine.mjs')).href);
  const buffer = pack(invented(count));
  const median = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];
  const timed = (run, times = 21) => {
    run();
    run();
    const taken = Array.from({ length: times }, () => {
      const start = performance.now();
      run();
      return performance.now() - start;
    });
    return { median: median(taken), best: Math.min(...taken) };
  };
  const columns = decodeColumns(buffer);
  const filter = new Filter(columns);
  const { extent } = filter.time;
  const middle = Math.round(extent.from + 0.7 * (extent.to - extent.from));
  const month = (n) => ({ from: middle + 30 * n, to: middle + 30 * n + 365 });
  // Each group of filters is set, and each run changes one that is not the days, so that nothing is kept from the run before.
  let turn = 0;
  const filtered = () => ({ ...DEFAULT_STATE, window: { from: extent.from, to: extent.to }, hiddenKinds: ['riots'], hiddenStatuses: ['denied'], leastConfidence: 41 + (turn++ % 2), leastToll: 0, countries: ['SY', 'IQ', 'UA', 'SD', 'LY', 'CD', 'YE'], query: '' });
  const counts = () => {
    for (const facet of FACETS) filter.countValues(facet);
    filter.countLeast('toll', [0, 1, 5, 10, 25, 50, 100]);
    filter.countLeast('confidence', [0, 50, 70, 80, 90]);
  };
  const plain = timed(() => {
    const { toll, confidence } = columns;
    let sum = 0;
    for (let row = 0; row < count; row++) if (confidence[row] > 50) sum += toll[row];
    return sum;
  });
  const rows = [
    ['one plain pass', plain],
    ['read the columns', timed(() => decodeColumns(buffer), 5)],
    ['all filters, histogram and every count, a filter changed', timed(() => { filter.select(filtered()); histogram(filter, extent, 200); counts(); })],
    ['the same with no filter set', timed(() => { filter.select({ ...DEFAULT_STATE, leastConfidence: turn++ % 2 }); histogram(filter, extent, 200); counts(); })],
    ['a step of time: filters and the legend’s counts', timed(() => filter.select({ ...DEFAULT_STATE, window: month(turn++ % 12) }))],
    ['a search of two words', timed(() => filter.select({ ...DEFAULT_STATE, query: `group ${turn++ % 2}` }), 7)],
    ['the list by days', timed(() => new Sorter(columns).sorted(filter.select(DEFAULT_STATE).shown, 'newest'), 7)],
  ];
  console.log(`${count.toLocaleString('en')} incidents, ${(buffer.byteLength / count).toFixed(1)} bytes each before compression`);
  for (const [name, { median: ms, best }] of rows) console.log(`${name.padEnd(58)} median ${ms.toFixed(2).padStart(8)} ms  best ${best.toFixed(2).padStart(8)} ms  ${(best / plain.best).toFixed(1).padStart(7)} × the plain pass`);
} finally {
  rmSync(outDir, { recursive: true, force: true });
}
