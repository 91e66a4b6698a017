import { effect } from '@preact/signals';
import { standalone } from '../app/standalone';
import { naming, words } from '../app/store';
import { formatDay, formatRange } from '../model/days';
import type { PlaceChoice } from '../app/history';
import type { Incident } from '../model/incident';
import { countryName, formatNumber, language, t, tCode } from '../i18n';

/** Kinds of places that things happen in, not at. */
const AREAS: ReadonlySet<string> = new Set(['country', 'admin1', 'admin2', 'sea', 'desert', 'region', 'continent']);

// What the columns do not tell, the page says in its own language.
effect(() => {
  void language.value;
  naming.value = (sub, place, placeKind) => {
    const what = tCode('sub', sub);
    if (place === null) return what;
    // Some places are told by others: "near Idlib", "20 km south of Idlib".
    if (placeKind === 'relative') return [what, place].join(language.peek() === 'en' ? ' ' : comma());
    return t(AREAS.has(placeKind ?? '') ? 'titleIn' : 'titleAt', { what, where: place });
  };
  words.value = { sub: (code) => tCode('sub', code), country: (code) => countryName(code) ?? code };
});

/** What an incident is called: in English as the server says it, else and without one by its kind and place in the page's language. */
export const titleOf = (incident: Incident): string => (language.value === 'en' && !standalone ? incident.title : naming.value(incident.subKind, incident.placeName, incident.placeKind));

/** What stands between the parts of a place or a list. */
const comma = (): string => (language.value === 'ar' ? '، ' : ', ');

/** When it happened, in a few words: as fine as it is known and no finer. */
export function whenOf(incident: Incident): string {
  const now = language.value;
  const { start, end, datePrecision } = incident;
  if (start === null) {
    if (incident.status === 'planned' && incident.stands !== null) return t('reportedOn', { day: formatDay(incident.stands, now) });
    return t('undated');
  }
  if (datePrecision === 'month') return formatDay(start, now, 'month');
  if (datePrecision === 'year' && end !== null && end - start < 366) return formatDay(start, now, 'year');
  const days = formatRange(start, end ?? start, now);
  return incident.timeOfDay ? [days, tCode('time', incident.timeOfDay)].join(comma()) : days;
}

export function whereOf(incident: Incident): string {
  const parts = [incident.placeName, incident.admin1, countryName(incident.country)].filter((part): part is string => !!part);
  const distinct = parts.filter((part, i) => parts.findIndex((other) => other.toLowerCase() === part.toLowerCase()) === i);
  return distinct.length ? distinct.join(comma()) : t('unlocated');
}

/** A place with what it lies in. */
export function placeText({ name, within, country }: PlaceChoice): string {
  const parts = [name, ...within, countryName(country)].filter((part): part is string => !!part);
  return parts.filter((part, i) => parts.findIndex((other) => other.toLowerCase() === part.toLowerCase()) === i).join(comma());
}

const DIVISIONS: Readonly<Record<string, string>> = { admin1: 'province', admin2: 'district' };

/** What tells a place from others of its name, in the words of the server: what it is, and why it may be meant. */
export const aboutPlace = ({ kind, reasons }: PlaceChoice, most = 9): string => [DIVISIONS[kind] ?? kind.replaceAll('_', ' '), ...reasons.slice(0, most)].filter(Boolean).join('; ');

export function rangeText([low, high]: readonly [number, number]): string {
  if (high === 0) return t('noneToll');
  return low === high ? formatNumber(low) : `${formatNumber(low)}–${formatNumber(high)}`;
}

/** The toll in a few words for a list; null when nobody is told killed or wounded. */
export function tollOf(incident: Incident): string | null {
  const parts: string[] = [];
  if (incident.fatalities && incident.fatalities[1] > 0) parts.push(`${t('fatalities')}: ${rangeText(incident.fatalities)}`);
  if (incident.injuries && incident.injuries[1] > 0) parts.push(`${t('injuries')}: ${rangeText(incident.injuries)}`);
  return parts.length ? parts.join(' · ') : null;
}
