import type { Page } from '@playwright/test';
import { expect, hashOf, open, settled, shownCount, test } from '../support/test';

const CARD = '[aria-labelledby="card-title"]';
const insight = (page: Page) => page.locator('.insight');
const table = async (page: Page, name: string): Promise<string[][]> =>
  page.locator(name).locator('tbody tr').evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent!.trim())));
const whole = (text: string): number => Number(text.replace('−', '-').replace(/[^\d-]/g, ''));

test('incidents by column are the same as feature by feature, and are told in full when they are chosen', async ({ page }) => {
  await open(page, '/packed/');
  await expect(page.locator('.count strong')).toHaveText('73 incidents');
  const counts = await page.locator('.legend fieldset').first().locator('.number').allInnerTexts();
  expect(counts.map(Number).reduce((sum, count) => sum + count, 0)).toBe(73);
  await expect(page.locator('.chip', { hasText: 'Undated' })).toContainText('1');
  // Words of a report that no column tells are found by the server.
  await page.getByRole('searchbox').fill('bakery');
  await expect(page.locator('.count strong')).toHaveText('1 incident');
  await page.locator('.row').first().click();
  await expect(page.locator(CARD).locator('.report-text')).toContainText('Gunmen attacked a bakery');
  // A number gives way to the id that lasts.
  await expect.poll(() => hashOf(page).get('id')).toBe('hostile');
  await page.goto('/packed/#id=market-strike&lang=fr');
  await page.reload();
  await expect(page.locator(CARD).locator('mark.m-trigger').first()).toHaveText('bombed');
  await expect(page.locator('.row').first()).toContainText(' : ');
});

test('thousands of incidents are filtered, pointed at, chosen and stepped through by the day', async ({ page }) => {
  const { features } = (await (await page.request.get('/n20000/api/collections/incidents/items?numbers=5000,5001,5002,5003')).json()) as { features: { geometry: { coordinates: [number, number] } | null }[] };
  const [lon, lat] = features.find(({ geometry }) => geometry)!.geometry!.coordinates;
  await open(page, '/n20000/', `map=11/${lat}/${lon}`);
  await expect(page.locator('.count strong')).toHaveText('20,000 incidents');
  const box = (await page.locator('.map').boundingBox())!;
  await expect(async () => {
    await page.mouse.move(box.x + box.width / 2 - 60, box.y + box.height / 2 - 60);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 3 });
    await expect(page.locator('.tooltip')).toContainText(/Place|here/, { timeout: 1500 });
  }).toPass();
  await page.getByRole('checkbox', { name: /^Battles/ }).uncheck();
  await expect.poll(() => shownCount(page)).toBeLessThan(12_000);
  await page.locator('.row').first().click();
  await expect(page.locator(CARD)).toContainText('a resident');
  await expect.poll(() => hashOf(page).get('id')).toMatch(/^i\d+$/);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Play' }).press('Enter');
  await expect.poll(() => hashOf(page).get('days')).not.toBeNull();
  const first = hashOf(page).get('days');
  await expect.poll(() => hashOf(page).get('days')).not.toBe(first);
  await page.getByRole('button', { name: 'Pause' }).press('Enter');
  expect(hashOf(page).get('days')! < '1970').toBe(true);
});

test('areas are shaded by number, with a scale and the same as a table', async ({ page }) => {
  await open(page, '/packed/', 'when=undated');
  await page.goto('/packed/#shade=country');
  await expect(insight(page).locator('.key li').first()).toBeVisible();
  await insight(page).getByText('As a table').click();
  const rows = await table(page, '.area-table');
  await page.locator('.legend').getByText('Country', { exact: true }).click();
  const ukraine = whole(await page.locator('.choice', { hasText: 'Ukraine' }).locator('.number').innerText());
  expect(rows.find(([name]) => name === 'Ukraine')).toEqual(['Ukraine', String(ukraine)]);
  await insight(page).getByLabel('Areas').selectOption('province');
  await expect.poll(async () => (await table(page, '.area-table')).some(([name]) => name!.startsWith('Idlib'))).toBe(true);
  await expect.poll(() => hashOf(page).get('shade')).toBe('province');
  await page.getByRole('button', { name: 'Shade areas by number' }).click();
  await expect(insight(page)).toHaveCount(0);
});

test('two periods are compared kind by kind and place by place, by mouse and keyboard, and the address keeps it', async ({ page }) => {
  await open(page, '/packed/', 'days=2018-01-01..2018-12-31');
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect.poll(() => hashOf(page).get('vs')).toBe('2017-01-01..2017-12-31');
  const rows = await table(page, '.periods');
  const [, chosen, other, difference] = rows.at(-1)!.map(whole);
  expect(chosen).toBe(await shownCount(page));
  expect(difference).toBe(chosen! - other!);
  for (const column of [1, 2, 3]) expect(rows.slice(0, -1).reduce((sum, row) => sum + whole(row[column]!), 0)).toBe(whole(rows.at(-1)![column]!));
  await insight(page).getByText('As a table').click();
  for (const [, a, b, change] of await table(page, '.area-table')) expect(whole(change!)).toBe(whole(a!) - whole(b!));
  const handle = page.getByRole('slider', { name: 'Compared with: First day' });
  await handle.focus();
  await page.keyboard.press('PageDown');
  await expect.poll(() => hashOf(page).get('vs')).not.toBe('2017-01-01..2017-12-31');
  await insight(page).getByLabel('Compared with: Last day').fill('2017-06-30');
  await expect.poll(() => hashOf(page).get('vs')).toMatch(/\.\.2017-06-30$/);
  await settled(page);
  const before = await table(page, '.periods');
  await page.reload();
  await expect(insight(page)).toBeVisible();
  expect(await table(page, '.periods')).toEqual(before);
  await page.getByRole('button', { name: 'Stop comparing' }).click();
  await expect.poll(() => hashOf(page).get('vs')).toBeNull();
});

test('incidents are kept to a part of the map, drawn or typed, and distances are measured', async ({ page }) => {
  await open(page, '/packed/', 'map=6/35.5/37');
  await expect(page.locator('.count strong')).toHaveText('73 incidents');
  await page.getByRole('button', { name: 'Part of the map, measuring' }).click();
  const tools = page.getByRole('region', { name: 'Part of the map, measuring' });
  await tools.getByLabel('West, south, east, north, in degrees').fill('36.2, 33, 36.5, 34');
  await tools.getByRole('button', { name: 'Inside these' }).click();
  await expect.poll(() => shownCount(page)).toBeLessThan(20);
  for (const where of await page.locator('.row-where').allInnerTexts()) expect(where).toContain('Damascus');
  await expect.poll(() => hashOf(page).get('area')).toBe('b36.2,33,36.5,34');
  await tools.getByLabel('Place', { exact: true }).fill('Saraqib');
  await tools.getByLabel('Radius in kilometers').fill('30');
  await tools.getByRole('button', { name: 'Around it' }).click();
  await expect.poll(() => hashOf(page).get('area')).toMatch(/^c36\.806,35\.864,30$/);
  await tools.getByLabel('Place', { exact: true }).fill('Nowhere at all');
  await tools.getByRole('button', { name: 'Around it' }).click();
  await expect(tools.getByRole('alert')).toBeVisible();
  await tools.getByRole('button', { name: 'All of the map' }).click();
  await expect(page.locator('.count strong')).toHaveText('73 incidents');

  const box = (await page.locator('.map').boundingBox())!;
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  await tools.getByRole('button', { name: 'Distance' }).click();
  await expect(tools.getByRole('button', { name: 'Distance' })).toHaveAttribute('aria-pressed', 'true');
  await expect(async () => {
    await page.mouse.click(...at(0.72, 0.3));
    await page.mouse.move(...at(0.8, 0.5), { steps: 4 });
    await expect(tools.locator('.measured')).toContainText('km', { timeout: 1500 });
  }).toPass();
  await tools.getByRole('button', { name: 'Distance' }).click();
  await tools.getByRole('button', { name: 'Rectangle' }).click();
  await expect(async () => {
    await page.mouse.click(...at(0.7, 0.2));
    await page.mouse.move(...at(0.95, 0.8), { steps: 4 });
    await page.mouse.click(...at(0.95, 0.8));
    await expect.poll(() => hashOf(page).get('area'), { timeout: 3000 }).toMatch(/^b/);
  }).toPass();
  await page.getByRole('button', { name: 'Part of the map, measuring' }).click();
  await page.locator('.list-head').getByRole('button', { name: 'Reset' }).click();
  await expect.poll(() => hashOf(page).get('area')).toBeNull();
});

test('a basemap by setting takes the place of the own one, and what cannot be had leaves it', async ({ page }) => {
  const middle = () =>
    page.locator('.map canvas.maplibregl-canvas').evaluate((element: HTMLCanvasElement) => {
      const copy = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
      const context = copy.getContext('2d')!;
      context.drawImage(element, (element.width * 3) / 4, element.height / 2, 1, 1, 0, 0, 1, 1);
      return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
    });
  for (const store of ['tiled', 'styled']) {
    await open(page, `/${store}/`, 'map=5/0/-150&theme=light');
    await expect.poll(middle).toEqual([0x12, 0x34, 0x56]);
    await expect(page.locator('.attribution')).toContainText('Own tiles');
  }
  await open(page, '/astray/', 'map=5/0/-150&theme=light');
  await expect.poll(middle).toEqual([0xd5, 0xe3, 0xec]);
});
