import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../i18n';
import { countCodePoints, type Marking, type Role, segments } from '../model/spans';

/** Of several roles on the same words, the first of these colors them. */
const PRIORITY: readonly Role[] = ['place', 'date', 'said_on', 'trigger', 'status', 'toll', 'attribution', 'actor', 'toponym'];
/** Longer texts are cut to their evidence and so many code points around it, until the reader asks for all. */
const AROUND = 1500;
/** Even then, more than this is not put into the page at once. */
const MOST = 60_000;

/** A text with the words marked that gave an event its values. Everything in it is text, never markup. */
export function Marked({ text, markings, language }: { text: string; markings: readonly Marking[]; language?: string | null }) {
  const [whole, setWhole] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const length = countCodePoints(text);
  const first = Math.min(length, ...markings.map(({ span }) => span[0]));
  const last = Math.max(0, ...markings.map(({ span }) => span[1]));
  const from = whole ? 0 : Math.max(0, (markings.length ? first : 0) - AROUND);
  const to = whole ? Math.min(length, MOST) : Math.min(length, Math.min(markings.length ? last : 0, from + 4 * AROUND) + AROUND);
  const cut = from > 0 || to < length;
  const roles = PRIORITY.filter((role) => markings.some((marking) => marking.role === role));

  useEffect(() => {
    const element = box.current;
    const mark = element?.querySelector<HTMLElement>('.sentence, mark');
    if (element && mark) element.scrollTop = Math.max(0, mark.offsetTop - element.offsetTop - 12);
  }, [text, whole]);

  return (
    <>
      {roles.length > 0 && (
        <ul class="mark-legend" aria-label={t('marks')}>
          {roles.map((role) => (
            <li key={role} class={`m-${role}`}>
              {t(`mark_${role}` as 'mark_place')}
            </li>
          ))}
        </ul>
      )}
      <div ref={box} class="report-text" dir="auto" tabIndex={0} role="group" aria-label={t('marks')} {...(language && { lang: language })}>
        {from > 0 && '… '}
        {segments(text, markings, from, to).map((segment, i) => {
          const inSentence = segment.roles.includes('sentence');
          const role = PRIORITY.find((each) => segment.roles.includes(each));
          if (!role) return inSentence ? <span key={i} class="sentence">{segment.text}</span> : segment.text;
          return (
            <mark
              key={i}
              class={`m-${role}${inSentence ? ' in-sentence' : ''}`}
              data-roles={segment.roles.join(' ')}
              title={segment.roles.filter((each) => each !== 'sentence').map((each) => t(`mark_${each}` as 'mark_place')).join(', ')}
            >
              {segment.text}
            </mark>
          );
        })}
        {to < length && ' …'}
      </div>
      {(cut || whole) && (
        <button type="button" class="link" onClick={() => setWhole(!whole)}>
          {whole ? t('lessText') : t('wholeText')}
        </button>
      )}
      {whole && length > MOST && <p class="note">{t('tryLongText')}</p>}
    </>
  );
}
