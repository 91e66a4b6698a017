import { test as base, expect, type Page } from '@playwright/test';

export { expect };

/** A page that fails its test when it asks another host for anything, breaks its security policy, or throws. */
export const test = base.extend({
  page: async ({ page, baseURL }, use) => {
    const foreign: string[] = [];
    const errors: string[] = [];
    const own = new URL(baseURL!).origin;
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(own) && !url.startsWith('blob:') && !url.startsWith('data:')) foreign.push(url);
    });
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) errors.push(message.text());
    });
    await use(page);
    expect(foreign, 'requests to other hosts').toEqual([]);
    expect(errors, 'errors in the page').toEqual([]);
  },
});

/** Opens a state of the page and waits until incidents are listed and the map is drawn. */
export async function open(page: Page, path: string, hash = ''): Promise<void> {
  await page.goto(`${path}${hash && `#${hash}`}`);
  await drawn(page);
}

export async function drawn(page: Page): Promise<void> {
  await expect(page.locator('.map canvas.maplibregl-canvas')).toBeVisible();
  await expect(page.locator('.map-note')).toHaveCount(0);
}

/** The address follows the state at most four times a second. */
export const settled = (page: Page): Promise<void> => page.waitForTimeout(700);

export const hashOf = (page: Page): URLSearchParams => new URLSearchParams(new URL(page.url()).hash.slice(1));
export const shownCount = async (page: Page): Promise<number> => Number((await page.locator('.count strong').innerText()).replace(/\D/g, ''));
