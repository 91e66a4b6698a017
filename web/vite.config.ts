/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: './',
  resolve: {
    alias: {
      '@': here('./src'),
      // Tests live outside this folder, in tests/web, and still import from its node_modules.
      'fast-check': here('./node_modules/fast-check'),
    },
  },
  server: {
    fs: { allow: [here('..')] },
    proxy: { '/api': process.env['DATELINE_URL'] ?? 'http://127.0.0.1:8000' },
  },
  build: {
    outDir: 'dateline_web/static',
    emptyOutDir: true,
    target: 'es2022',
    // The page's content security policy allows nothing inline: every asset is a file, and no polyfill is injected.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
  worker: { format: 'es' },
  test: {
    root: here('..'),
    dir: here('../tests/web'),
    include: ['**/*.test.ts'],
    environment: 'node',
    // Other checks run beside them.
    testTimeout: 60_000,
  },
});
