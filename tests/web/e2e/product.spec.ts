import { expect, open, settled, shownCount, test } from '../support/test';

const CARD = '[aria-labelledby="card-title"]';

interface Feature {
  readonly id: string;
  readonly properties: Record<string, unknown>;
}

test('the map opens on the example reports, with everything that the API has', async ({ page, request }) => {
  const { numberMatched } = await (await request.get('/api/collections/incidents/items?limit=1')).json();
  expect(numberMatched).toBeGreaterThan(20);
  await open(page, '/');
  await expect.poll(() => shownCount(page)).toBe(numberMatched);
  await expect(page.locator('.row').first()).toBeVisible();
});

test('the words marked in the card are the evidence that the API tells, in every report of an incident', async ({ page, request }) => {
  const { features: incidents } = (await (await request.get('/api/collections/incidents/items?limit=1000')).json()) as { features: Feature[] };
  const told = [...incidents].sort((a, b) => Number(b.properties['report_count']) - Number(a.properties['report_count'])).slice(0, 3);
  for (const incident of told) {
    const { features: events } = (await (await request.get(`/api/collections/events/items?incident_id=${incident.id}&limit=100`)).json()) as { features: Feature[] };
    await open(page, '/', `id=${incident.id}`);
    await page.reload();
    const sources = page.locator(CARD).locator('.source');
    await expect(sources).toHaveCount(events.length);
    for (const [i, event] of events.entries()) {
      const report = (await (await request.get(`/api/collections/reports/items/${String(event.properties['report_id'])}`)).json()) as Feature;
      const text = [...String(report.properties['text'])];
      const evidence = event.properties['evidence'] as Record<string, [number, number] | null>;
      for (const role of ['trigger', 'place'] as const) {
        const span = evidence[role];
        if (!span) continue;
        const marked = await sources.nth(i).locator(`mark[data-roles~="${role}"]`).allInnerTexts();
        expect(marked.join('')).toBe(text.slice(...span).join('').replace(/\n/g, '\n'));
      }
    }
  }
});

test('a pasted text is read by the server', async ({ page }) => {
  await open(page, '/');
  await page.getByRole('tab', { name: 'Try a text' }).click();
  await page.getByLabel('Text of the report').fill('Warplanes bombed the town of Saraqib in Idlib province on 4 March 2019, killing six people, residents said.');
  await page.getByRole('button', { name: 'Read it' }).click();
  await expect(page.locator('.try-places')).toContainText('Saraqib');
  await expect(page.locator('.try-events li').first()).toContainText('2019');
  await expect(page.locator('.try-result mark').first()).toBeVisible();
});

test('search looks into the words of reports, and an incident downloads as GeoJSON', async ({ page, request }) => {
  const { features } = (await (await request.get('/api/collections/incidents/items?limit=1')).json()) as { features: Feature[] };
  await open(page, '/', `id=${features[0]!.id}`);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download GeoJSON' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.geojson$/);
  await page.getByRole('searchbox').fill('zqxzqx');
  await settled(page);
  await expect(page.locator('.nothing')).toBeVisible();
});

test('every format holds exactly what the filters show', async ({ page, request }) => {
  await open(page, '/', 'in=SY&toll=5');
  await expect.poll(() => shownCount(page)).toBeLessThan(60);
  const count = await shownCount(page);
  expect(count).toBeGreaterThan(2);
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  const fetched = async (name: string) => {
    const answer = await request.get((await dialog.getByRole('link', { name, exact: true }).getAttribute('href'))!);
    expect(answer.ok(), name).toBe(true);
    return answer;
  };
  expect((await (await fetched('GeoJSONL')).text()).trim().split('\n')).toHaveLength(count);
  expect((await (await fetched('KML')).text()).match(/<Placemark/g)).toHaveLength(count);
  expect((await (await fetched('Atom')).text()).match(/<entry>/g)).toHaveLength(count);
  for (const name of ['GeoParquet', 'FlatGeobuf', 'GeoPackage']) expect((await (await fetched(name)).body()).length).toBeGreaterThan(1000);
  const map = await fetched('Map in one file');
  expect(map.headers()['content-disposition']).toContain('.html"');
  expect((await map.body()).length).toBeGreaterThan(1_000_000);
});
