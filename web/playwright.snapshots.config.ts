import config from './playwright.config';

/** Screenshots for the documents, made from the example reports. */
export default {
  ...config,
  testDir: `${config.testDir}/../snapshots`,
  projects: [{ name: 'snapshots', testMatch: /.*\.snapshot\.ts$/, use: { baseURL: process.env['DATELINE_E2E_URL'] ?? 'http://127.0.0.1:47124' } }],
};
