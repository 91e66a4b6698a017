import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '../support/test';

const STATES: Record<string, readonly [path: string, hash: string, ready: string]> = {
  list: ['/full/', '', '.row'],
  card: ['/full/', 'id=market-strike', '.report-text mark'],
  planned: ['/full/', 'id=planned-attack', '.report-text mark'],
  filtered: ['/full/', 'days=2018-01-01..2018-12-31&hide=battles.riots&q=residents', '.row'],
  'nothing found': ['/full/', 'q=zzzzzz', '.nothing'],
  undated: ['/full/', 'when=undated', '.row'],
  'try it': ['/full/', 'tab=try', 'textarea'],
  shaded: ['/packed/', 'shade=province', '.key li'],
  compared: ['/packed/', 'days=2018-01-01..2018-12-31&vs=2017-01-01..2017-12-31&shade=country', '.periods'],
  'thousands of incidents': ['/n20000/', 'area=c36.806,35.864,300', '.row'],
  empty: ['/empty/', '', '.nothing'],
  broken: ['/broken/', '', '.nothing'],
  loading: ['/slow/', '', '.skeleton'],
};

for (const colorScheme of ['light', 'dark'] as const) {
  for (const language of ['en', 'ar'] as const) {
    test.describe(`${colorScheme}, ${language}`, () => {
      test.use({ colorScheme });
      for (const [name, [path, hash, ready]] of Object.entries(STATES)) {
        test(name, async ({ page }) => {
          await page.goto(`${path}#${[hash, `lang=${language}`].filter(Boolean).join('&')}`);
          await expect(page.locator(ready).first()).toBeVisible();
          await expect(page.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr');
          const { violations } = await new AxeBuilder({ page }).analyze();
          expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
        });
      }
    });
  }
}

for (const tab of ['list', 'timeline', 'filters', 'try']) {
  test.describe('on a phone', () => {
    test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    test(tab, async ({ page }) => {
      await page.goto(`/full/#tab=${tab}`);
      await expect(page.getByRole('tabpanel')).toBeVisible();
      await page.waitForTimeout(500);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
    });
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`unfolded filters, ${colorScheme}`, () => {
    test.use({ colorScheme });
    test('have names and contrast', async ({ page }) => {
      await page.goto('/full/#lang=ar&in=SY&toll=5');
      await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
      for (const summary of await page.locator('.facet > summary').all()) await summary.click();
      await expect(page.locator('.facet fieldset')).toHaveCount(7);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
    });
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test('the share dialog', async ({ page }) => {
      await page.goto('/full/#lang=ar&in=SY');
      await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
      await page.getByRole('button', { name: 'مشاركة' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
    });
    test('in a frame', async ({ page }) => {
      await page.goto('/full/?embed=1');
      await expect(page.locator('.plot')).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
    });
  });
}

test('the help dialog', async ({ page }) => {
  await page.goto('/full/');
  await page.getByRole('button', { name: /Keyboard shortcuts/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
});

for (const language of ['en', 'ar']) {
  test(`the tools for a part of the map, ${language}`, async ({ page }) => {
    await page.goto(`/packed/#lang=${language}`);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await page.locator('.map-tools button').last().click();
    await expect(page.locator('.area-tools')).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
  });
}
