import type { Page } from '@playwright/test';
import { sound, soundInEveryLook } from '../support/axe';
import { expect, test } from '../support/test';

type States = Parameters<typeof soundInEveryLook>[2];

/** Another state is gone to from an open dialog. */
const closed = async (page: Page) => {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
};
const unfolded = async (page: Page) => {
  const folds = page.locator('.facet');
  for (const fold of await folds.all()) if ((await fold.getAttribute('open')) === null) await fold.locator('summary').click();
  await expect(page.locator('.facet fieldset')).toHaveCount(await folds.count());
};

const STATES: readonly (readonly [path: string, states: States])[] = [
  ['/full/', {
    list: ['', '.row'],
    card: ['id=market-strike', '.source:nth-of-type(2) .report-text mark'],
    planned: ['id=planned-attack', '.status-note.planned'],
    filtered: ['days=2018-01-01..2018-12-31&hide=battles.riots&q=residents', '.plot.chosen'],
    'nothing found': ['q=zzzzzz', '.nothing'],
  }],
  ['/full/', {
    undated: ['when=undated', '.row'],
    'try it': ['tab=try', 'textarea'],
    'unfolded filters': ['in=SY&toll=5', unfolded],
  }],
  ['/full/?embed=1', { 'in a frame': ['', '.plot'] }],
  ['/packed/', {
    shaded: ['shade=province', '.key li'],
    compared: ['days=2018-01-01..2018-12-31&vs=2017-01-01..2017-12-31&shade=country', '.periods'],
  }],
  ['/n20000/', { 'thousands of incidents': ['area=c36.806,35.864,300', '.row'] }],
  ['/empty/', { empty: ['', '.nothing'] }],
  ['/broken/', { broken: ['', '.nothing'] }],
  ['/slow/', { loading: ['', '.skeleton'] }],
];

for (const [path, states] of STATES) {
  test(`no barriers, light and dark, from the left and from the right: ${Object.keys(states).join(', ')}`, async ({ page }) => {
    test.slow();
    await soundInEveryLook(page, path, states);
  });
}

test('no barriers in dialogs and tools, in every look', async ({ page }) => {
  test.slow();
  await page.goto('/packed/');
  await expect(page.locator('.row').first()).toBeVisible();
  const dialog = page.getByRole('dialog');
  await soundInEveryLook(page, '/packed/', {
    'the share dialog': [
      'in=SY',
      async () => {
        await closed(page);
        await page.locator('.header .icon-button').nth(1).click();
        await expect(dialog).toBeVisible();
      },
    ],
    'the help dialog': [
      '',
      async () => {
        await closed(page);
        await page.locator('.header .icon-button').last().click();
        await expect(dialog).toBeVisible();
      },
    ],
    'the tools for a part of the map': [
      '',
      async () => {
        await closed(page);
        if (!(await page.locator('.area-tools').isVisible())) await page.locator('.map-tools button').last().click();
        await expect(page.locator('.area-tools')).toBeVisible();
      },
    ],
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  test('no barriers in any tab', async ({ page }) => {
    for (const [tab, inside] of [['list', '.rows'], ['timeline', '.plot'], ['filters', '.legend'], ['try', 'textarea']] as const) {
      await page.goto(`/full/#tab=${tab}`);
      await expect(page.locator(inside)).toBeVisible();
      await sound(page, tab);
    }
  });
});
