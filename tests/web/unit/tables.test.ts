import { expect, test } from 'vitest';
import { LANGUAGES } from '@/model/state';
import { en } from '@/i18n/en';

type Table = Readonly<Record<string, string | readonly string[]>>;
const tables = import.meta.glob<Record<string, Table>>('../../../web/src/i18n/??.ts', { eager: true });
const tableOf = (language: string): Table => Object.entries(tables).find(([path]) => path.endsWith(`/${language}.ts`))![1][language]!;
const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
const formsOf = (entry: string | readonly string[] | undefined): readonly string[] => (typeof entry === 'string' ? [entry] : (entry ?? []));
/** How many forms of plurals are written: those of whole numbers below a million. */
const formsIn = (language: string): number => {
  const rules = new Intl.PluralRules(language);
  return new Set([...Array.from({ length: 1000 }, (_, n) => rules.select(n)), rules.select(1.5)].filter((form) => form !== 'zero')).size;
};

test('there is a table for every language, and none besides', () => {
  expect(Object.keys(tables).map((path) => path.slice(-5, -3)).sort()).toEqual([...LANGUAGES].sort());
});

test.each([...LANGUAGES])('%s says everything, with every value filled in and every form of plural', (language) => {
  const table = tableOf(language);
  expect(Object.keys(table).sort()).toEqual(Object.keys(en).sort());
  for (const [key, original] of Object.entries(en)) {
    const forms = formsOf(table[key]);
    for (const form of forms) expect(form.trim(), key).not.toBe('');
    if (typeof original === 'string') expect(placeholders(forms.join(' ')), key).toEqual(placeholders(original));
    else {
      expect(forms, key).toHaveLength(formsIn(language));
      // Arabic says one and two without a figure.
      for (const form of forms.slice(language === 'ar' ? 2 : 0)) expect(placeholders(form), key).toEqual(['{n}']);
    }
  }
});

test.each(LANGUAGES.filter((language) => language !== 'en'))('%s is translated', (language) => {
  const table = tableOf(language);
  const same = Object.entries(en).filter(([key, text]) => typeof text === 'string' && table[key] === text);
  // Names, and words that two languages share.
  expect(same.length).toBeLessThan(16);
});
