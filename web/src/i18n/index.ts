import { computed, signal } from '@preact/signals';
import { state } from '../app/store';
import type { Language } from '../model/state';
import { en, type Key, type Strings } from './en';

// Other languages come when they are chosen, so that they do not weigh on the first load.
const LOADERS: Record<Exclude<Language, 'en'>, () => Promise<Strings>> = {
  ar: () => import('./ar').then((module) => module.ar),
  es: () => import('./es').then((module) => module.es),
  fr: () => import('./fr').then((module) => module.fr),
  ru: () => import('./ru').then((module) => module.ru),
  tr: () => import('./tr').then((module) => module.tr),
  uk: () => import('./uk').then((module) => module.uk),
};

export const LANGUAGE_NAMES: Record<Language, string> = {
  en: 'English',
  ar: 'العربية',
  es: 'Español',
  fr: 'Français',
  ru: 'Русский',
  tr: 'Türkçe',
  uk: 'Українська',
};

const loaded = signal<{ readonly language: Language; readonly strings: Strings }>({ language: 'en', strings: en });

/** The language that the page is shown in: the chosen one as soon as its words are there. */
export const language = computed(() => loaded.value.language);
export const direction = computed<'ltr' | 'rtl'>(() => (language.value === 'ar' ? 'rtl' : 'ltr'));

export async function useLanguage(chosen: Language): Promise<void> {
  const strings = chosen === 'en' ? en : await LOADERS[chosen]();
  if (state.peek().language === chosen) loaded.value = { language: chosen, strings };
}

export type Values = Readonly<Record<string, string | number>>;

/** The words for a key, with `{name}` filled in; with a number `n`, the form of its plural. */
export function t(key: Key, values: Values = {}): string {
  const { strings, language: now } = loaded.value;
  const entry: string | readonly string[] = strings[key];
  let text: string;
  if (typeof entry === 'string') text = entry;
  else {
    const n = Number(values['n'] ?? 0);
    const rules = new Intl.PluralRules(now);
    const forms = PLURALS[now];
    text = entry[forms.indexOf(rules.select(n))] ?? entry[entry.length - 1] ?? '';
  }
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === 'number' ? formatNumber(value) : value;
  });
}

/** The order of the forms in a list, per language; a form that is not here takes the last one. */
export const PLURALS: Record<Language, readonly Intl.LDMLPluralRule[]> = {
  en: ['one', 'other'],
  ar: ['one', 'two', 'few', 'many', 'other'],
  es: ['one', 'other'],
  fr: ['one', 'other'],
  ru: ['one', 'few', 'many', 'other'],
  tr: ['one', 'other'],
  uk: ['one', 'few', 'many', 'other'],
};

export const formatNumber = (value: number): string => new Intl.NumberFormat(language.value, { maximumFractionDigits: 1 }).format(value);
/** A likelihood: never 100%, however close, because nothing here is certain. */
export const formatPercent = (value: number): string => new Intl.NumberFormat(language.value, { style: 'percent' }).format(Math.min(value, 0.99));

/** The words for a code of the API: its translation where there is one, else the code made readable. */
export function tCode(prefix: 'kind' | 'status' | 'sub' | 'time' | 'precision' | 'geo', code: string): string {
  const key = `${prefix}_${code}`;
  return key in en ? t(key as Key) : code.replaceAll('_', ' ');
}

/** The name of a country by its two-letter code, in the page's language. */
export function countryName(code: string | null): string | null {
  if (!code || !/^[A-Z]{2}$/.test(code)) return code;
  try {
    return new Intl.DisplayNames([language.value], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}
