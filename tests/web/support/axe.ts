import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Fails where the page, as it is now, keeps somebody out. */
export async function sound(page: Page, state: string): Promise<void> {
  // The page has no frames: it is looked at where it is, without a second page for the verdict; no rule needs the style sheets fetched again.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'], preload: false }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`), state).toEqual([]);
}

/** Light and dark, read from the left and from the right. */
const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) => (['en', 'ar'] as const).map((language) => ({ colorScheme, language })));

/** Goes to states of the page in every look, each without loading it anew, and checks them all. */
export async function soundInEveryLook(page: Page, path: string, states: Record<string, readonly [hash: string, ready: string | ((page: Page) => Promise<void>)]>): Promise<void> {
  for (const { colorScheme, language } of LOOKS) {
    await page.emulateMedia({ colorScheme });
    for (const [name, [hash, ready]] of Object.entries(states)) {
      await page.goto(`${path}#${[hash, `lang=${language}`].filter(Boolean).join('&')}`);
      await expect(page.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr');
      await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
      if (typeof ready === 'string') await expect(page.locator(ready).first()).toBeVisible();
      else await ready(page);
      await sound(page, `${name}, ${colorScheme}, ${language}`);
    }
  }
}
