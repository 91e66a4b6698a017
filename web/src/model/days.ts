/** A day as the number of days since 1970-01-01 (negative before it), in the proleptic Gregorian calendar; no time zones anywhere. */
export type Day = number;

/** Inclusive on both ends. */
export interface Window {
  readonly from: Day;
  readonly to: Day;
}

const MS = 86_400_000;
const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The day that a string such as `2015-09-30` names; null for anything else, and for days that no calendar has. */
export function parseDay(text: unknown): Day | null {
  if (typeof text !== 'string') return null;
  const match = ISO_DAY.exec(text.slice(0, 10));
  if (!match) return null;
  const day = dayOf(Number(match[1]), Number(match[2]), Number(match[3]));
  return isoDay(day) === text.slice(0, 10) ? day : null;
}

export function dayOf(year: number, month: number, date: number): Day {
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  const moment = new Date(0);
  moment.setUTCFullYear(year, month - 1, date);
  return Math.round(moment.getTime() / MS);
}

export const isoDay = (day: Day): string => new Date(day * MS).toISOString().slice(0, 10);

export const yearOf = (day: Day): number => new Date(day * MS).getUTCFullYear();
export const monthOf = (day: Day): number => new Date(day * MS).getUTCMonth() + 1;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(`${language}-u-ca-gregory`, { timeZone: 'UTC', ...options });
    formats.set(key, made);
  }
  return made;
}

export type DayStyle = 'day' | 'weekday' | 'short' | 'month' | 'monthShort' | 'year';

const STYLES: Record<DayStyle, Intl.DateTimeFormatOptions> = {
  day: { day: 'numeric', month: 'short', year: 'numeric' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  short: { day: 'numeric', month: 'short' },
  month: { month: 'long', year: 'numeric' },
  monthShort: { month: 'short' },
  year: { year: 'numeric' },
};

export const formatDay = (day: Day, language: string, style: DayStyle = 'day'): string =>
  format(language, STYLES[style]).format(new Date(day * MS));

export const formatRange = (from: Day, to: Day, language: string): string =>
  from === to ? formatDay(from, language) : format(language, STYLES.day).formatRange(new Date(from * MS), new Date(to * MS));

export const overlaps = (from: Day, to: Day, window: Window): boolean => from <= window.to && to >= window.from;
