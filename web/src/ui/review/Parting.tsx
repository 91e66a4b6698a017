import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { loadTellings, type Telling } from '../../app/api';
import { findAlike, type Subject } from '../../app/review';
import { t, tCode } from '../../i18n';
import { whenOf, whereOf } from '../describe';
import { Sign } from '../icons';

/** Chooses the accounts that tell another incident. */
export function Split({ subject, busy, onSplit }: { subject: Subject; busy: boolean; onSplit: (eventIds: readonly string[]) => void }) {
  const tellings = useSignal<readonly Telling[] | null>(null);
  const chosen = useSignal<readonly string[]>([]);
  useEffect(() => {
    const control = new AbortController();
    loadTellings(subject.incident.id, control.signal).then(
      (found) => (tellings.value = found),
      () => undefined,
    );
    return () => control.abort();
  }, [subject.incident.id]);
  if (!tellings.value) return <p role="status">{t('loadingReports')}</p>;
  const toggle = (id: string) => (chosen.value = chosen.peek().includes(id) ? chosen.peek().filter((other) => other !== id) : [...chosen.peek(), id]);
  return (
    <fieldset class="field">
      <legend>{t('splitWhich')}</legend>
      {tellings.value.map(({ id, quote }) => (
        <label key={id} class="check account">
          <input type="checkbox" checked={chosen.value.includes(id)} onChange={() => toggle(id)} />
          <span dir="auto">{quote}</span>
        </label>
      ))}
      <button type="button" class="button primary" disabled={busy || chosen.value.length === 0 || chosen.value.length >= tellings.value.length} onClick={() => onSplit(chosen.peek())}>
        {t('splitNow')}
      </button>
    </fieldset>
  );
}

/** Chooses the incident that is the same, of those near it in place and day. */
export function Merge({ subject, busy, onMerge }: { subject: Subject; busy: boolean; onMerge: (other: Subject) => void }) {
  const alike = useSignal<readonly Subject[] | null>(null);
  const chosen = useSignal<string | null>(null);
  useEffect(() => {
    const control = new AbortController();
    findAlike(subject, control.signal).then(
      (found) => (alike.value = found),
      () => undefined,
    );
    return () => control.abort();
  }, [subject.incident.id]);
  if (!alike.value) return <p role="status">{t('loading')}</p>;
  const other = alike.value.find(({ incident }) => incident.id === chosen.value);
  return (
    <fieldset class="field">
      <legend>{t('mergeWhich')}</legend>
      {alike.value.length === 0 && <p class="note">{t('mergeNone')}</p>}
      {alike.value.map(({ incident }) => (
        <label key={incident.id} class="check account">
          <input type="radio" name="same" checked={chosen.value === incident.id} onChange={() => (chosen.value = incident.id)} />
          <span>
            <Sign kind={incident.kind} status={incident.status} /> <bdi>{tCode('sub', incident.subKind)}</bdi>
            <br />
            <small dir="auto">
              {whereOf(incident)} · {whenOf(incident)}
            </small>
          </span>
        </label>
      ))}
      <button type="button" class="button primary" disabled={busy || !other} onClick={() => other && onMerge(other)}>
        {t('mergeNow')}
      </button>
    </fieldset>
  );
}
