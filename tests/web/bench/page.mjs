// How long the page takes in Chromium with software WebGL:  node tests/web/bench/page.mjs [for the map] [for steps of time]
// The map with so many incidents until it is drawn, and one step of time with so many more; the reference of the same run is one frame of the map alone.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { server } from '../support/mock.mjs';

const web = fileURLToPath(new URL('../../../web/', import.meta.url));
const { chromium } = createRequire(`${web}package.json`)('@playwright/test');
const [first = 100_000, second = 1_000_000] = process.argv.slice(2).map(Number);
const median = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];

await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const base = `http://127.0.0.1:${server.address().port}`;
// Made before anything is measured.
const sizes = {};
for (const count of [first, second]) sizes[count] = Number((await fetch(`${base}/n${count}/api/incidents.bin`, { method: 'GET' })).headers.get('content-length'));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--no-sandbox', '--no-first-run', '--disable-background-networking'] });

async function opened(count, hash = '') {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  await page.goto(`${base}/n${count}/${hash}`);
  await page.waitForFunction(() => performance.getEntriesByName('map-drawn').length > 0, null, { timeout: 300_000 });
  const ready = await page.evaluate(() => performance.getEntriesByName('map-drawn')[0].startTime);
  return { page, ready };
}

/** Presses a key so many times and tells how long each takes until its frame is drawn to the last pixel. */
const steps = (page, key, times) =>
  page.evaluate(
    async ({ key, times }) => {
      const canvas = document.querySelector('.map canvas.maplibregl-canvas');
      const gl = canvas.getContext('webgl2');
      const frame = () => new Promise(requestAnimationFrame);
      const pixel = new Uint8Array(4);
      const taken = [];
      for (let i = 0; i < times; i++) {
        // What rests after a step is drawn when nobody waits for it.
        await new Promise((resolve) => setTimeout(resolve, 1500));
        await frame();
        const start = performance.now();
        if (key) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
        await frame();
        await frame();
        gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
        taken.push(performance.now() - start);
      }
      return taken;
    },
    { key, times },
  );

const report = (name, ms, asked, note = '') => console.log(`${name.padEnd(56)} ${ms.toFixed(0).padStart(7)} ms  asked ${asked} ms  ${note}`);
try {
  const maps = [];
  for (let i = 0; i < 5; i++) {
    const { page, ready } = await opened(first);
    maps.push(ready);
    await page.close();
  }
  report(`map ready, ${first.toLocaleString('en')} incidents, median of ${maps.length}`, median(maps), 1500, `best ${Math.min(...maps).toFixed(0)}; ${(sizes[first] / first).toFixed(1)} bytes an incident compressed`);
  for (const [name, hash] of [['a tenth of the days', '#days=2000-01-01..2007-12-31'], ['all days up to one', '#days=1945-01-01..2015-12-31']]) {
    const { page } = await opened(second, hash);
    await page.locator('.plot').waitFor();
    const still = await steps(page, null, 5);
    const taken = await steps(page, ']', 15);
    report(`a step of time, ${second.toLocaleString('en')} incidents, ${name}`, median(taken), 250, `best ${Math.min(...taken).toFixed(0)}; ${(median(taken) / median(still)).toFixed(1)} × two frames at rest (${median(still).toFixed(0)} ms)`);
    await page.close();
  }
} finally {
  await browser.close();
  server.close();
  server.closeAllConnections();
}
