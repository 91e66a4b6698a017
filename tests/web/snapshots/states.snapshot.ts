import type { Page } from '@playwright/test';
import { drawn, expect, test } from '../support/test';

/** From web/, where the command runs. */
const docs = '../docs/';

async function settle(page: Page): Promise<void> {
  await drawn(page);
  await expect(page.locator('.row, .plot, .legend, textarea').first()).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(3000);
}

interface Feature {
  readonly id: string;
  readonly geometry: { readonly coordinates: readonly [number, number] } | null;
  readonly properties: Record<string, unknown>;
}

/** The located incident with the most reports: what a card shows best. */
async function richest(page: Page): Promise<Feature> {
  const { features } = (await (await page.request.get('/api/collections/incidents/items?limit=1000')).json()) as { features: Feature[] };
  const rank = (feature: Feature) => Number(feature.properties['report_count']) * 10 + (feature.properties['country'] === 'SY' ? 5 : 0);
  return features.filter(({ geometry }) => geometry).sort((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1))[0]!;
}

test.describe('for the README', () => {
  test.use({ viewport: { width: 1440, height: 900 } });
  test('screenshot', async ({ page }) => {
    const { id, geometry } = await richest(page);
    // A little east of it, because the card covers that side.
    const [lon, lat] = geometry!.coordinates;
    await page.goto('about:blank');
    await page.goto(`/#theme=light&map=6.4/${lat - 0.4}/${lon + 0.6}&days=2017-01-01..2022-12-31&id=${id}`);
    await settle(page);
    await page.screenshot({ path: `${docs}screenshot.png` });
  });
});

for (const [name, width, height, theme] of [['phone', 390, 844, 'dark'], ['wide', 2560, 1440, 'dark']] as const) {
  test.describe(name, () => {
    test.use({ viewport: { width, height }, hasTouch: width < 860, isMobile: width < 860 });
    test(name, async ({ page }) => {
      await page.goto(`/#theme=${theme}`);
      await settle(page);
      await page.screenshot({ path: `${docs}screenshot-${name}.png` });
    });
  });
}
