import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';

const tests = fileURLToPath(new URL('../tests/web', import.meta.url));
const mock = 'http://127.0.0.1:47123';
/** A running Dateline to test instead of starting one. */
const given = process.env['DATELINE_E2E_URL'];
const real = given ?? 'http://127.0.0.1:47124';

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

const servers = [{ command: `node ${tests}/support/mock.mjs 47123`, url: `${mock}/full/`, reuseExistingServer: false, timeout: 20_000 }];
const dateline = { command: `node ${tests}/support/server.mjs 47124`, url: `${real}/api`, reuseExistingServer: false, timeout: 600_000 };

export default defineConfig({
  testDir: `${tests}/e2e`,
  outputDir: 'test-results',
  // Software WebGL is slow, and two pages at once are slower than one after the other.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  webServer: given ? servers : [...servers, dateline],
  use: {
    launchOptions,
    actionTimeout: 15_000,
    reducedMotion: 'reduce',
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'page', testMatch: /page\..*\.ts$/, use: { baseURL: mock } },
    { name: 'product', testMatch: /product\..*\.ts$/, use: { baseURL: real } },
    // Screenshots for the documents, made from the example reports: `npm run snapshots`, not part of the tests.
    { name: 'snapshots', testDir: `${tests}/snapshots`, testMatch: /.*\.snapshot\.ts$/, use: { baseURL: real } },
  ],
});
