import type { APIRequestContext, Page } from '@playwright/test';
import { sound, soundInEveryLook } from '../support/axe';
import { expect, hashOf, open, settled, shownCount, test } from '../support/test';

interface Feature {
  readonly id: string;
  readonly geometry: { readonly coordinates: [number, number] } | null;
  readonly properties: Record<string, unknown>;
}
interface Entry {
  readonly kind: string;
  readonly cause: string;
  readonly incident: Feature;
  readonly other: Feature | null;
}

const queueOf = async (request: APIRequestContext, kind: string): Promise<Entry[]> =>
  ((await (await request.get(`/api/review?kind=${kind}&limit=200`)).json()) as { entries: Entry[] }).entries;
const incidentOf = async (request: APIRequestContext, id: string): Promise<Feature> => (await (await request.get(`/api/collections/incidents/items/${id}`)).json()) as Feature;
const revisionsOf = async (request: APIRequestContext, id: string) =>
  ((await (await request.get(`/api/incidents/${id}/revisions`)).json()) as { revisions: { by: string; reason: string }[] }).revisions;

/** Opens the queue of one kind of question. */
async function openQueue(page: Page, kind: 'Place' | 'Day' | 'Kind' | 'Same?'): Promise<void> {
  await open(page, '/', 'tab=review');
  await expect(page.locator('.asked')).toBeVisible();
  const button = page.getByRole('button', { name: new RegExp(`^${kind.replace('?', '\\?')} \\d`) });
  const all = Number((await button.innerText()).replace(/.*?(\d+)\s*$/s, '$1'));
  await button.click();
  // The queue of everything stands until this one is there.
  await expect.poll(() => left(page)).toBe(all);
  await expect(page.locator('.asked')).toBeVisible();
}
const left = async (page: Page): Promise<number> => Number((await page.locator('.review-move .number').innerText()).split('of')[1]);

test('questions are gone through, found right and taken back by keys alone', async ({ page, request }) => {
  await openQueue(page, 'Place');
  const all = await left(page);
  expect(all).toBe((await queueOf(request, 'place')).length);
  const [first] = await queueOf(request, 'place');
  await expect.poll(() => hashOf(page).get('id')).toBe(first!.incident.id);
  await page.locator('.review-body').click({ position: { x: 4, y: 4 } });
  await page.keyboard.press('n');
  await expect(page.locator('.review-move .number')).toHaveText(`2 of ${all}`);
  await page.keyboard.press('p');
  await expect(page.locator('.review-move .number')).toHaveText(`1 of ${all}`);
  await expect.poll(() => hashOf(page).get('id')).toBe(first!.incident.id);
  await page.keyboard.press('a');
  await expect(page.locator('.review-move .number')).toHaveText(`1 of ${all - 1}`);
  expect((await queueOf(request, 'place')).map(({ incident }) => incident.id)).not.toContain(first!.incident.id);
  await page.keyboard.press('u');
  await expect(page.locator('.review-move .number')).toHaveText(`1 of ${all}`);
  expect((await queueOf(request, 'place'))[0]!.incident.id).toBe(first!.incident.id);
});

test('a place is found by name and set with a reason; undo brings back what the machine found', async ({ page, request }) => {
  await openQueue(page, 'Place');
  const { incident } = (await queueOf(request, 'place'))[0]!;
  await page.getByLabel('Your name').fill('Ana');
  await page.getByLabel('Another place, by its name').fill('Palmyra, Syria');
  await page.getByRole('list', { name: 'Another place, by its name' }).getByRole('button').first().click();
  await expect(page.getByLabel('Reason', { exact: true })).toHaveValue(/^The report means /);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect.poll(async () => (await incidentOf(request, incident.id)).properties['country']).toBe('SY');
  const last = (await revisionsOf(request, incident.id)).at(-1)!;
  expect([last.by, last.reason]).toEqual(['Ana', expect.stringMatching(/^The report means /)]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await incidentOf(request, incident.id)).properties['place_id']).toBe(incident.properties['place_id']);
  const back = await incidentOf(request, incident.id);
  expect(back.properties['place_confidence']).toBe(incident.properties['place_confidence']);
});

test('the pin is dragged on the map, and its coordinates are saved', async ({ page, request }) => {
  const { incident } = (await queueOf(request, 'place')).find((entry) => entry.incident.geometry)!;
  await open(page, '/', `id=${incident.id}`);
  await page.getByText('Correct this incident').click();
  await page.getByRole('button', { name: 'Pin on the map' }).click();
  const pin = page.locator('.drag-pin');
  await expect(pin).toBeVisible();
  const field = page.getByLabel('Coordinates: latitude, longitude');
  const before = await field.inputValue();
  const box = (await pin.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 - 60, box.y + box.height / 2 + 30, { steps: 6 });
  await page.mouse.up();
  await expect(field).not.toHaveValue(before);
  const [lat, lon] = (await field.inputValue()).split(', ').map(Number);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect.poll(async () => (await incidentOf(request, incident.id)).geometry?.coordinates[0]).toBeCloseTo(lon!, 4);
  expect((await incidentOf(request, incident.id)).geometry!.coordinates[1]).toBeCloseTo(lat!, 4);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await incidentOf(request, incident.id)).properties['place_id']).toBe(incident.properties['place_id']);
});

test('who was slower is shown what happened, and chooses', async ({ page, request }) => {
  const { incident } = (await queueOf(request, 'place'))[1]!;
  await open(page, '/', `id=${incident.id}`);
  await page.getByText('Correct this incident').click();
  const status = page.getByLabel('Is it certain?');
  await expect(status).toHaveValue(String(incident.properties['status']));
  const decision = { who: 'Bo', reason: 'Read it on paper.', status: 'denied', expected_revision: (await incidentOf(request, incident.id)).properties['revision'] };
  expect((await request.post(`/api/incidents/${incident.id}/revisions`, { data: decision })).ok()).toBe(true);
  await status.selectOption('alleged');
  await page.getByRole('button', { name: 'Save changes' }).click();
  const note = page.getByRole('alert');
  await expect(note).toContainText('Somebody else changed this incident meanwhile.');
  await expect(note).toContainText('Bo: Read it on paper.');
  await page.getByRole('button', { name: 'Keep my values and try again' }).click();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect.poll(async () => (await incidentOf(request, incident.id)).properties['status']).toBe('alleged');
  await page.locator('.fold summary', { hasText: 'History of changes' }).click();
  await expect(page.locator('.history')).toContainText('Read it on paper.');
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect.poll(async () => (await incidentOf(request, incident.id)).properties['status']).toBe(incident.properties['status']);
});

test('an incident is split into its accounts and made one again', async ({ page, request }) => {
  const { features } = (await (await request.get('/api/collections/incidents/items?limit=1000')).json()) as { features: Feature[] };
  const several = features.find(({ properties }) => (properties['event_ids'] as string[]).length === 2)!;
  await open(page, '/', `id=${several.id}`);
  const before = await shownCount(page);
  await page.getByText('Correct this incident').click();
  await page.getByRole('button', { name: 'Split…' }).click();
  await page.getByRole('group', { name: 'Which accounts tell another incident?' }).getByRole('checkbox').last().check();
  await page.getByRole('button', { name: 'Split them off' }).click();
  await expect.poll(() => shownCount(page)).toBe(before + 1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => shownCount(page)).toBe(before);
  await page.getByRole('button', { name: 'Reject' }).click();
  await expect.poll(() => shownCount(page)).toBe(before - 1);
  const last = (await revisionsOf(request, several.id)).length;
  const restored = await request.post(`/api/incidents/${several.id}/revisions`, { data: { action: 'restore', who: 'Bo', reason: 'A mistake.', expected_revision: await lastRevision(request, several.id) } });
  expect(restored.ok(), await restored.text()).toBe(true);
  expect(last).toBeGreaterThan(0);
});

const lastRevision = async (request: APIRequestContext, id: string): Promise<number> => ((await (await request.get(`/api/incidents/${id}/revisions`)).json()) as { revision: number }).revision;

test('what is new is announced, and shown only when asked for, without moving the map', async ({ page, request }) => {
  await open(page, '/', 'map=5/35/38');
  const before = await shownCount(page);
  await settled(page);
  const text = `Shelling struck a market in Homs, Syria, on 12 March 2019 and killed nine people, medics said. Number ${Date.now()}.`;
  expect((await request.post('/api/reports', { data: { text, published: '2019-03-13', source: 'A test' } })).ok()).toBe(true);
  const news = page.locator('.news button');
  await expect(news).toContainText('Show');
  expect(await shownCount(page)).toBe(before);
  await news.click();
  await expect.poll(() => shownCount(page)).toBeGreaterThan(before);
  await expect(news).toHaveCount(0);
  expect(hashOf(page).get('map')).toBe('5/35/38');
});

test('files and texts are handed in and appear on the map', async ({ page }) => {
  await open(page, '/', 'tab=try');
  const line = (n: number) => JSON.stringify({ text: `Gunmen attacked a checkpoint near Deir ez-Zor on ${n} May 2018 and killed ${n} soldiers, officials said.`, published: '2018-06-01', source: `Wire ${n}` });
  await page.locator('input[type=file]').setInputFiles({ name: 'news.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from(`${line(3)}\n${line(9)}\n{broken\n`) });
  await expect(page.locator('.added li')).toContainText('2 new reports');
  await expect(page.locator('.added li')).toContainText('1 could not be read');
  await page.getByLabel('Address of a page or feed').fill('http://127.0.0.1:9/feed.xml');
  await page.getByRole('button', { name: 'Fetch and add' }).click();
  await expect(page.locator('.added li').first()).toContainText('not a public address');
  await page.getByLabel('Text of the report').fill('Warplanes bombed the town of Saraqib in Idlib province on 4 March 2019, killing six people, residents said.');
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.getByRole('button', { name: 'Add this text to the map' }).click();
  await expect(page.locator('.added li').first()).toContainText('1 new report');
});

/** An incident whose place is doubtful, where the API knows other places that its words may mean, or knows none. */
async function unsure(request: APIRequestContext, several: boolean): Promise<{ incident: Feature; others: number }> {
  for (const { cause, incident } of await queueOf(request, 'place')) {
    if (cause !== 'unsure_place') continue;
    const { candidates, chosen } = (await (await request.get(`/api/incidents/${incident.id}/candidates`)).json()) as { candidates: { id: string }[]; chosen: string };
    const others = candidates.filter(({ id }) => id !== chosen).length;
    if (others > 0 === several) return { incident, others };
  }
  throw new Error(`no doubtful place with ${several ? 'other places' : 'one place alone'} in the queue`);
}

test('the card tells what else the place may be, and what it was before', async ({ page, request }) => {
  for (const several of [true, false]) {
    const { incident, others } = await unsure(request, several);
    await open(page, '/', `id=${incident.id}`);
    const fold = page.locator('.fold', { hasText: 'Other places it could be' });
    await fold.locator('summary').click();
    await expect(fold.locator('.others li')).toHaveCount(others);
    if (!several) await expect(fold).toContainText('no other place');
  }
  await page.locator('.fold summary', { hasText: 'History of changes' }).click();
  await expect(page.locator('.history li').first()).toContainText('Version 1');
});

test('who has no key is asked for one', async ({ page }) => {
  let key: string | null = null;
  await page.route('**/api/session', async (route) => {
    if (route.request().method() === 'POST') {
      key = (route.request().postDataJSON() as { key: string }).key;
      if (key !== 'right') return route.fulfill({ status: 401, json: { detail: 'there is no such key' } });
      return route.fulfill({ json: { asks_for_key: true, name: 'Ana', scope: 'editor', until: null } });
    }
    return route.fulfill({ json: { asks_for_key: true, name: null, scope: null, until: null } });
  });
  await open(page, '/', 'tab=review');
  await page.getByLabel('Key', { exact: true }).fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('there is no such key');
  await page.getByLabel('Key', { exact: true }).fill('right');
  await page.keyboard.press('Enter');
  await expect(page.locator('.asked')).toBeVisible();
  await expect(page.getByText('Signed in as Ana')).toBeVisible();
  await expect(page.getByLabel('Your name')).toHaveCount(0);
});

test('no barriers in review, corrections and adding reports, light and dark, from the left and from the right', async ({ page, request }) => {
  test.slow();
  const { incident } = (await queueOf(request, 'place')).find((entry) => entry.incident.geometry)!;
  await soundInEveryLook(page, '/', {
    'adding reports': ['tab=try', '.drop'],
    'the review': ['tab=review', '.choices li, .asked .note'],
    'a merge and the splitting of it': [
      'tab=review',
      async () => {
        await page.locator('.chips .chip').nth(3).click();
        await expect(page.locator('.asked, .review .nothing').first()).toBeVisible();
      },
    ],
    'correcting in the card, with history and other places': [
      `id=${incident.id}`,
      async () => {
        await expect(page.locator('.card .fold')).toHaveCount(3);
        for (const fold of await page.locator('.card .fold').all()) if ((await fold.getAttribute('open')) === null) await fold.locator('> summary').click();
        await expect(page.locator('.card form.editor')).toBeVisible();
        await expect(page.locator('.history li').first()).toBeVisible();
      },
    ],
  });
  await page.route('**/api/session', (route) => route.fulfill({ json: { asks_for_key: true, name: null, scope: null, until: null } }));
  await page.goto('/#tab=review');
  await page.reload();
  await soundInEveryLook(page, '/', { 'signing in': ['tab=review', '.sign-in'] });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  test('the review has everything in its sheet', async ({ page }) => {
    await page.goto('/#tab=review');
    await expect(page.locator('.asked')).toBeVisible();
    await expect(page.locator('.review .source').first()).toBeVisible();
    await sound(page, 'the review on a phone');
  });
});
