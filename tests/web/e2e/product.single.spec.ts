import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import { soundInEveryLook } from '../support/axe';

const file = join(mkdtempSync(join(tmpdir(), 'dateline-single-')), 'map.html');

/** A page without a network, that fails its test when it asks for anything but itself, or throws. */
const test = base.extend({
  context: async ({ browser, contextOptions }, use) => {
    const context = await browser.newContext({ ...contextOptions, offline: true });
    await use(context);
    await context.close();
  },
  page: async ({ context }, use) => {
    const page = await context.newPage();
    const asked: string[] = [];
    const errors: string[] = [];
    page.on('request', (request) => {
      const url = request.url();
      if (!/^(blob|data):/.test(url) && !url.startsWith(`file://${file}`)) asked.push(url);
    });
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text().slice(0, 300));
    });
    await use(page);
    expect(asked, 'requests').toEqual([]);
    expect(errors, 'errors in the page').toEqual([]);
  },
});

test.beforeAll(({}, { config }) => {
  const root = join(config.rootDir, '../../..', '/');
  const local = `${root}.venv/bin/dateline`;
  const env = { ...process.env, DATELINE_DATA_DIR: process.env['DATELINE_E2E_DATA'] ?? `${root}.data/e2e` };
  const made = spawnSync(existsSync(local) ? local : 'dateline', ['export', '-o', file], { env, encoding: 'utf8' });
  expect(made.status, made.stderr).toBe(0);
});

async function openFile(page: Page, hash = ''): Promise<void> {
  await page.goto(`file://${file}${hash && `#${hash}`}`);
  await expect(page.locator('.row').first()).toBeVisible();
}

test('the map opens from disk with list, timeline, cards with marked quotes, and nothing of a server', async ({ page }) => {
  expect(statSync(file).size).toBeLessThan(2_500_000);
  await openFile(page);
  await expect(page.locator('.map canvas.maplibregl-canvas')).toBeVisible();
  await expect(page.locator('.map-note')).toHaveCount(0);
  const all = Number((await page.locator('.count strong').innerText()).replace(/\D/g, ''));
  expect(all).toBeGreaterThan(20);
  for (const name of ['Try a text', 'Review']) await expect(page.getByRole('tab', { name })).toHaveCount(0);
  await page.locator('.row').first().click();
  const card = page.locator('[aria-labelledby="card-title"]');
  await expect(card.getByRole('heading', { level: 2 })).toBeFocused();
  await expect(card.locator('.source mark.m-trigger').first()).toBeVisible();
  await expect(card.getByText(/Correct this incident|History of changes|Download GeoJSON/)).toHaveCount(0);
  await page.getByRole('checkbox', { name: /^Battles/ }).uncheck();
  await expect.poll(async () => Number((await page.locator('.count strong').innerText()).replace(/\D/g, ''))).toBeLessThan(all);
  await page.getByRole('slider', { name: 'First day' }).focus();
  await page.keyboard.press('PageUp');
  await expect.poll(() => page.url()).toContain('days=');
});

test('words of quotes are found, the data is saved, and the address restores the view', async ({ page }) => {
  await openFile(page);
  await page.locator('.row').first().click();
  const card = page.locator('[aria-labelledby="card-title"]');
  const word = (await card.locator('.source mark.m-trigger').first().innerText()).split(/\s+/)[0]!;
  await page.getByRole('searchbox').fill(word);
  await expect(page.locator('.row').first()).toBeVisible();
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByLabel('Embed in a page')).toHaveCount(0);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'GeoJSON' }).click();
  expect((await download).suggestedFilename()).toBe('dateline.geojson');
  await page.keyboard.press('Escape');
  await page.waitForTimeout(700);
  const heading = await card.getByRole('heading', { level: 2 }).innerText();
  await page.reload();
  await expect(page.getByRole('searchbox')).toHaveValue(word);
  await expect(card.getByRole('heading', { level: 2 })).toHaveText(heading);
});

test('the file has no barriers, light and dark, from the left and from the right', async ({ page }) => {
  test.slow();
  await openFile(page);
  await page.locator('.row').first().click();
  await expect.poll(() => page.url()).toContain('id=');
  const id = new URLSearchParams(new URL(page.url()).hash.slice(1)).get('id')!;
  await soundInEveryLook(page, `file://${file}`, { card: [`id=${encodeURIComponent(id)}`, '.source mark'] });
});
