import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { drawn, expect, hashOf, open, settled, shownCount, test } from '../support/test';

const FULL = '/full/';
const CARD = '[aria-labelledby="card-title"]';

test('opens with all incidents of all pages on list, legend and timeline', async ({ page }) => {
  await open(page, FULL);
  await expect(page.locator('.count strong')).toHaveText('73 incidents');
  const counts = await page.locator('.legend fieldset').first().locator('.number').allInnerTexts();
  expect(counts.map(Number).reduce((sum, count) => sum + count, 0)).toBe(73);
  await expect(page.locator('.chip', { hasText: 'Undated' })).toContainText('Undated 1');
  await expect(page.locator('.row')).not.toHaveCount(73);
  await expect(page.getByText('GeoNames, CC BY 4.0')).toBeVisible();
});

test('choosing days on the timeline narrows the list, moves, and is let go', async ({ page }) => {
  await open(page, FULL);
  const box = (await page.locator('.plot').boundingBox())!;
  const at = (share: number) => [box.x + share * box.width, box.y + box.height / 3] as const;
  await page.mouse.move(...at(0.3));
  await page.mouse.down();
  await page.mouse.move(...at(0.5), { steps: 5 });
  await page.mouse.up();
  await settled(page);
  expect(hashOf(page).get('days')).toMatch(/^201\d-\d\d-\d\d\.\.201\d-\d\d-\d\d$/);
  const first = hashOf(page).get('days')!;
  const some = await shownCount(page);
  expect(some).toBeGreaterThan(0);
  expect(some).toBeLessThan(73);
  await page.mouse.move(...at(0.4));
  await page.mouse.down();
  await page.mouse.move(...at(0.6), { steps: 5 });
  await page.mouse.up();
  await settled(page);
  expect(hashOf(page).get('days')).not.toBe(first);
  const length = (days: string) => days.split('..').map((day) => Date.parse(day)).reduce((a, b) => b - a);
  expect(length(hashOf(page).get('days')!)).toBe(length(first));
  await page.getByRole('button', { name: 'Show all days' }).click();
  await expect(page.locator('.count strong')).toHaveText('73 incidents');
});

test('a click in the list opens the card, and the words in the reports are marked as the evidence says', async ({ page }) => {
  await open(page, FULL, 'q=31-39');
  await page.getByRole('searchbox').fill('market of Saraqib');
  await page.getByRole('option', { name: /Air\/drone strike at Saraqib/ }).first().click();
  const card = page.locator(CARD);
  await expect(card.getByRole('heading', { level: 2 })).toHaveText('Air/drone strike at Saraqib');
  await expect(card).toContainText('31–39');
  await expect(card.locator('.source')).toHaveCount(2);
  const [english, arabic] = [card.locator('.source').nth(0), card.locator('.source').nth(1)];
  await expect(english.locator('mark.m-place')).toHaveText('Saraqib');
  await expect(english.locator('mark.m-trigger')).toHaveText('bombed');
  await expect(english.locator('mark.m-date')).toHaveText('Monday, 22 July 2019');
  await expect(english.locator('mark.m-toll')).toHaveText('at least 31 people');
  await expect(english.locator('mark.m-attribution')).toHaveText('rescue workers said');
  await expect(arabic.locator('mark.m-place')).toHaveText('سراقب');
  await expect(arabic.locator('mark.m-trigger')).toHaveText('غارة جوية');
  expect(await arabic.locator('.report-text').evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
  await expect(english.getByRole('link')).toHaveAttribute('rel', /noopener/);
  await expect.poll(() => hashOf(page).get('id')).toBe('market-strike');
});

test('a plan, a claim and a denial are told as such', async ({ page }) => {
  await open(page, FULL, 'id=planned-attack');
  const card = page.locator(CARD);
  await expect(card).toContainText('nothing here says that it happened');
  await expect(card).toContainText('Reported on');
  await expect(card).toContainText('said on');
  await expect(card.locator('mark.m-status')).toHaveText('was planning');
  await page.goto(`${FULL}#id=denied-shelling`);
  await expect(page.locator(CARD)).toContainText('did not happen');
});

test('what reports say is text, never markup, and only web addresses are linked', async ({ page }) => {
  await open(page, FULL, 'id=hostile');
  const card = page.locator(CARD);
  await expect(card.getByRole('heading', { level: 2 })).toHaveText('<img src=x onerror="window.hacked=1"> & <b>Attack</b> at Mosul');
  await expect(card.locator('.report-text')).toContainText('<img src=x onerror="window.hacked=4">');
  await expect(card.locator('.source a')).toHaveCount(0);
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  await expect(page.locator('.app img, .app script')).toHaveCount(0);
});

test('the address restores days, filters, choice, map, theme and language', async ({ page, context }) => {
  await open(page, FULL);
  await page.getByRole('button', { name: 'Theme: As the system' }).click();
  await page.getByRole('button', { name: 'Theme: Light' }).click();
  await page.getByRole('checkbox', { name: /^Battles/ }).uncheck();
  await page.getByRole('slider', { name: 'First day' }).focus();
  await page.keyboard.press('PageUp');
  await page.getByLabel('Order').selectOption('toll');
  await page.locator('.map-tools').getByRole('button', { name: 'Zoom in' }).click();
  await page.locator('.row').first().click();
  await expect(page.locator(CARD)).toBeVisible();
  await expect.poll(() => hashOf(page).size).toBeGreaterThanOrEqual(6);
  await settled(page);
  const address = page.url();
  const before = await page.locator('.count').innerText();
  const other = await context.newPage();
  await other.goto(address);
  await drawn(other);
  await expect(other.locator('.count')).toHaveText(before.replace(/\s+/g, ' '));
  await expect(other.locator(CARD).getByRole('heading', { level: 2 })).toHaveText(await page.locator(CARD).getByRole('heading', { level: 2 }).innerText());
  await expect(other.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(other.getByRole('checkbox', { name: /^Battles/ })).not.toBeChecked();
  await expect(other.getByLabel('Order')).toHaveValue('toll');
  expect(other.url()).toBe(address);
});

test('everything goes by keyboard: skip, search, list, card, days, play, help', async ({ page }) => {
  await open(page, FULL);
  await expect(page.locator('.count strong')).toHaveText('73 incidents');
  await page.locator('body').focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: /Skip/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listbox')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const heading = page.locator(CARD).getByRole('heading', { level: 2 });
  await expect(heading).toBeFocused();
  const first = await heading.innerText();
  await page.keyboard.press('j');
  await expect(heading).not.toHaveText(first);
  await page.keyboard.press('Escape');
  await expect(page.locator(CARD)).toHaveCount(0);
  await expect(page.getByRole('listbox')).toBeFocused();
  await page.keyboard.press('/');
  await page.keyboard.type('khartoum');
  await expect.poll(() => shownCount(page)).toBeLessThan(20);
  await page.keyboard.press('Escape');
  await page.getByRole('listbox').focus();
  await page.keyboard.press('r');
  await expect(page.locator('.count strong')).toHaveText('73 incidents');
  await page.keyboard.press(']');
  await expect.poll(() => hashOf(page).get('days')).not.toBeNull();
  await page.getByRole('button', { name: 'Play' }).press('Enter');
  const days = hashOf(page).get('days');
  await expect.poll(() => hashOf(page).get('days')).not.toBe(days);
  await page.getByRole('button', { name: 'Pause' }).press('Enter');
  await page.getByRole('listbox').focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('the undated stand apart, and the legend filters by status', async ({ page }) => {
  await open(page, FULL);
  await page.getByRole('button', { name: /Undated/ }).click();
  await expect(page.locator('.count strong')).toHaveText('1 incident');
  await page.getByRole('button', { name: /Undated/ }).click();
  await page.getByRole('button', { name: 'Only Planned or threatened' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.count strong')).toHaveText('1 incident');
  await page.locator('.list-head').getByRole('button', { name: 'Reset' }).click();
  await expect(page.locator('.count strong')).toHaveText('73 incidents');
});

test('finer filters unfold in the legend, count, combine, are found by name, and live in the address', async ({ page }) => {
  await open(page, FULL);
  const legend = page.locator('.legend');
  const group = (name: string) => legend.getByRole('group', { name, exact: true });
  await legend.getByText('Country', { exact: true }).click();
  const sudan = group('Country').getByRole('checkbox', { name: /^Sudan/ });
  const beside = Number(await group('Country').locator('.choice', { hasText: 'Sudan' }).locator('.number').innerText());
  await sudan.check();
  await expect.poll(() => shownCount(page)).toBe(beside);
  await group('Country').getByRole('checkbox', { name: /^Ukraine/ }).check();
  await expect.poll(() => shownCount(page)).toBeGreaterThan(beside);
  await expect.poll(() => hashOf(page).getAll('in')).toEqual(['SD', 'UA']);
  await legend.locator('.list-head, .button', { hasText: 'Reset' }).click();
  await legend.getByText('Actor', { exact: true }).click();
  await expect(group('Actor')).toContainText('more: type to find them');
  await page.getByRole('searchbox', { name: 'Search here: Actor' }).fill('air force');
  await group('Actor').getByRole('checkbox', { name: /^the air force/ }).check();
  await expect(page.locator('.count strong')).toHaveText('1 incident');
  await legend.getByText('Killed or wounded', { exact: true }).click();
  await group('Killed or wounded').getByRole('radio', { name: /^100 or more/ }).check();
  await expect(page.locator('.count strong')).toHaveText('1 incident');
  await expect.poll(() => hashOf(page).toString()).toContain('toll=100');
  await page.reload();
  await expect(page.locator('.count strong')).toHaveText('1 incident');
});

test('every language is chosen by its own name and speaks of filters, numbers and days in its way', async ({ page }) => {
  await open(page, FULL);
  for (const [code, name, legend] of [
    ['ru', 'Русский', 'Обозначения и фильтры'],
    ['uk', 'Українська', 'Позначення та фільтри'],
    ['tr', 'Türkçe', 'Açıklama ve süzgeçler'],
    ['es', 'Español', 'Leyenda y filtros'],
    ['ar', 'العربية', 'المفتاح والمرشحات'],
  ] as const) {
    await page.locator('.pick select').selectOption({ label: name });
    await expect(page.locator('.legend-box > summary')).toContainText(legend);
    await expect(page.locator('html')).toHaveAttribute('lang', code);
    await expect(page.locator('.attribution')).toContainText('GeoNames');
  }
  await page.locator('.pick select').selectOption('uk');
  await expect(page.locator('.count strong')).toHaveText('73 події');
});

test('density takes the place of dots, stays when filters are reset, and is in the address', async ({ page }) => {
  await open(page, FULL, 'map=5/35/37&q=residents');
  await expect(page.locator('.count strong')).not.toHaveText('73 incidents');
  const canvas = page.locator('.map canvas.maplibregl-canvas');
  const colors = () =>
    canvas.evaluate((element: HTMLCanvasElement) => {
      const copy = Object.assign(document.createElement('canvas'), { width: 200, height: 120 });
      const context = copy.getContext('2d')!;
      context.drawImage(element, 0, 0, 200, 120);
      const { data } = context.getImageData(0, 0, 200, 120);
      let warm = 0;
      for (let i = 0; i < data.length; i += 4) if (data[i]! > 180 && data[i + 2]! < 140) warm++;
      return warm;
    });
  await settled(page);
  const before = await colors();
  const button = page.getByRole('button', { name: 'Density instead of dots' });
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(colors).toBeGreaterThan(before * 2);
  await page.locator('.list-head').getByRole('button', { name: 'Reset' }).click();
  await expect.poll(() => hashOf(page).get('heat')).toBe('1');
  await button.click();
  await expect.poll(() => hashOf(page).get('heat')).toBeNull();
});

async function saved(page: Page, press: () => Promise<void>): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await press();
  return readFile(await (await download).path());
}

test('a view leaves the page as a link, a frame, a picture and the data of exactly what is shown', async ({ page }) => {
  await open(page, FULL, 'hide=riots&in=UA');
  await expect(page.locator('.count strong')).toHaveText('3 incidents');
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await expect(dialog.getByLabel('Embed in a page')).toHaveValue(/^<iframe src="http:\/\/127[^"]*\/full\/\?embed=1#[^"]*&amp;in=UA/);
  const csv = (await saved(page, () => dialog.getByRole('button', { name: 'CSV' }).click())).toString().trim().split('\r\n');
  expect(csv).toHaveLength(4);
  expect(csv[0]).toMatch(/^id,lon,lat,title,event_type,/);
  const { features } = JSON.parse((await saved(page, () => dialog.getByRole('button', { name: 'GeoJSON' }).click())).toString()) as { features: { properties: Record<string, unknown> }[] };
  expect(features.map(({ properties }) => properties['country'])).toEqual(['UA', 'UA', 'UA']);
  await expect(dialog.getByRole('link', { name: 'KML' })).toHaveCount(0);
  const picture = await saved(page, () => dialog.getByRole('button', { name: /PNG/ }).click());
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  // Its height: map, timeline, legend and credits are all in it.
  expect(picture.readUInt32BE(20)).toBeGreaterThan((await page.locator('.map').boundingBox())!.height + (await page.locator('.plot').boundingBox())!.height + 60);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.locator('.list-head').getByRole('button', { name: 'Reset' }).click();
  await page.getByRole('button', { name: 'Share' }).click();
  // With no filter the server finds the same, and offers its own formats of it.
  await expect(dialog.getByRole('link', { name: 'KML' })).toHaveAttribute('href', /\/full\/api\/collections\/incidents\/items\?f=kml$/);
});

test('in a frame there are map and timeline alone, with a way to the whole page in the same state', async ({ page, context }) => {
  await open(page, `${FULL}?embed=1`, 'hide=riots&days=2018-01-01..2019-06-30');
  await expect(page.locator('.plot.chosen')).toBeVisible();
  await expect(page.locator('.header, .panel')).toHaveCount(0);
  const whole = context.waitForEvent('page');
  await page.getByRole('link', { name: 'Open the full page' }).click();
  const other = await whole;
  await expect(other.locator('.panel')).toBeVisible();
  expect(new URL(other.url()).search).toBe('');
  await expect(other.getByRole('checkbox', { name: /^Riots/ })).not.toBeChecked();
  expect(hashOf(other).get('days')).toBe('2018-01-01..2019-06-30');
  await page.setViewportSize({ width: 390, height: 600 });
  await page.goto(`${FULL}?embed=1#lang=ar`);
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('a dot on the map is pointed at and chosen', async ({ page }) => {
  await open(page, FULL, 'map=5/20/20&q=bakery');
  // The address may be changed by hand, too.
  await page.goto(`${FULL}#map=9/36.335/43.1189&q=bakery`);
  await expect(page.locator('.count strong')).toHaveText('1 incident');
  const box = (await page.locator('.map').boundingBox())!;
  await expect(async () => {
    await page.mouse.move(box.x + box.width / 2 - 40, box.y + box.height / 2);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await expect(page.locator('.tooltip')).toContainText('Mosul', { timeout: 1000 });
  }).toPass();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect.poll(() => hashOf(page).get('id')).toBe('hostile');
});

test('a pasted text shows its places and events, marked and on the map', async ({ page }) => {
  await open(page, FULL);
  await page.getByRole('tab', { name: 'Try a text' }).click();
  await page.getByLabel('Text of the report').fill('🕊️ Aircraft bombed Saraqib on Monday.');
  await page.getByLabel('Day of publication, if known').fill('2019-07-23');
  await page.getByRole('button', { name: 'Read it' }).click();
  const result = page.locator('.try-result');
  await expect(result.locator('mark.m-trigger')).toHaveText('bombed');
  await expect(result.locator('mark.m-place')).toHaveText('Saraqib');
  await expect(result).toContainText('Air or drone strike');
  await expect(result.locator('.try-places')).toContainText('94%');
  await page.getByLabel('Text of the report').fill('bad \u0000 text');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('this is not text');
});

test('an empty store says how to begin', async ({ page }) => {
  await page.goto('/empty/');
  await expect(page.getByText('dateline ingest FILE')).toBeVisible();
});

test('a server that fails is told of, and asked again', async ({ page }) => {
  await page.goto('/broken/');
  await expect(page.getByRole('alert')).toContainText('the store is locked');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  test('map, list, timeline, filters and card are all there', async ({ page }) => {
    await open(page, FULL);
    await expect(page.locator('.count strong')).toHaveText('73 incidents');
    for (const [tab, inside] of [['Timeline', '.plot'], ['Filters', '.legend'], ['Try a text', 'textarea'], ['Incidents', '.rows']] as const) {
      await page.getByRole('tab', { name: tab }).tap();
      await expect(page.locator(inside)).toBeVisible();
    }
    await page.locator('.row').first().tap();
    await expect(page.locator(CARD)).toBeVisible();
    await page.getByRole('button', { name: 'Make the panel larger' }).tap();
    await page.getByRole('button', { name: 'Close' }).tap();
    await expect(page.locator('.rows')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});
