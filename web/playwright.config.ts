import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';

const tests = fileURLToPath(new URL('../tests/web', import.meta.url));
/** The first of two ports; another one lets two checkouts be tested at once. */
const port = Number(process.env['DATELINE_E2E_PORT'] ?? 47123);
const mock = `http://127.0.0.1:${port}`;
/** A running Dateline to test instead of starting one. */
const given = process.env['DATELINE_E2E_URL'];
const real = given ?? `http://127.0.0.1:${port + 1}`;

/** Chromium of the system with WebGL in software, and without the connections that it makes for itself. */
const launchOptions = {
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: [
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
    '--no-sandbox',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
  ],
};

const servers = [{ command: `node ${tests}/support/mock.mjs ${port}`, url: `${mock}/full/`, reuseExistingServer: false, timeout: 60_000 }];
const dateline = { command: `node ${tests}/support/server.mjs ${port + 1}`, url: `${real}/api`, reuseExistingServer: false, timeout: 600_000 };

export default defineConfig({
  testDir: `${tests}/e2e`,
  outputDir: 'test-results',
  // The page's own tests and those of the product at once: what changes the product's store goes one after the other.
  workers: 2,
  timeout: 240_000,
  // A machine shared with others may stall once; what fails twice has failed.
  retries: process.env['CI'] === 'true' ? 1 : 0,
  expect: { timeout: 45_000 },
  reporter: [['list']],
  webServer: given ? servers : [...servers, dateline],
  use: {
    launchOptions,
    actionTimeout: 30_000,
    reducedMotion: 'reduce',
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    // A film of every test would cost more than the tests: each frame is read back from the software's graphics card.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'page', testMatch: /page\..*\.ts$/, workers: 1, use: { baseURL: mock } },
    { name: 'product', testMatch: /product\..*\.ts$/, workers: 1, use: { baseURL: real } },
    // Screenshots for the documents, made from the example reports: `npm run snapshots`, not part of the tests.
    { name: 'snapshots', workers: 1, testDir: `${tests}/snapshots`, testMatch: /.*\.snapshot\.ts$/, use: { baseURL: real } },
  ],
});
