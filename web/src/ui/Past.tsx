import { useSignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { loadCandidates, loadRevisions, type PlaceChoice, type Revision } from '../app/history';
import { formatPercent, language, t, tCode } from '../i18n';
import type { Incident } from '../model/incident';
import { aboutPlace, placeText, rangeText, whenOf, whereOf } from './describe';

/** What the incident was before: who changed what, when and why. Asked for when it is unfolded. */
export function Past({ incident }: { incident: Incident }) {
  const found = useSignal<readonly Revision[] | 'loading' | 'failed' | null>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!open) return;
    const control = new AbortController();
    if (found.peek() === null) found.value = 'loading';
    loadRevisions(incident.id, control.signal).then(
      (revisions) => (found.value = revisions),
      () => {
        if (!control.signal.aborted) found.value = 'failed';
      },
    );
    return () => control.abort();
  }, [open, incident]);
  const now = found.value;
  return (
    <details class="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('history')}</summary>
      {now === 'loading' && <p role="status">{t('loading')}</p>}
      {now === 'failed' && <p role="alert">{t('historyFailed')}</p>}
      {Array.isArray(now) && (
        <ol class="history">
          {now.map((revision: Revision, i: number) => (
            <li key={i}>
              <p>
                <span class="number">{t('revision', { n: revision.revision })}</span> · {momentOf(revision.at)} · <bdi>{revision.byMachine || revision.by === null ? t('byMachine') : revision.by}</bdi>
              </p>
              <p class="faint" {...(revision.byMachine ? { lang: 'en', dir: 'ltr' as const } : { dir: 'auto' as const })}>
                {revision.reason}
              </p>
              <Changed before={now[i - 1]?.incident ?? null} after={revision.incident} first={i === 0} />
            </li>
          ))}
        </ol>
      )}
    </details>
  );
}

function Changed({ before, after, first }: { before: Incident | null; after: Incident | null; first: boolean }) {
  if (!after) return <p>{t('nowGone')}</p>;
  if (first || !before) return null;
  const lines = ASPECTS.flatMap(([key, tell]) => {
    const [old, fresh] = [tell(before), tell(after)];
    return old === fresh ? [] : [{ key, old, fresh }];
  });
  if (lines.length === 0) return null;
  return (
    <ul>
      {lines.map(({ key, old, fresh }) => (
        <li key={key}>
          {t(key)}: <del dir="auto">{old}</del> <ins dir="auto">{fresh}</ins>
        </li>
      ))}
    </ul>
  );
}

const toll = (range: readonly [number, number] | null): string => (range ? rangeText(range) : t('notTold'));
const ASPECTS = [
  ['where', whereOf],
  ['when', whenOf],
  ['kinds', (incident: Incident) => tCode('sub', incident.subKind)],
  ['statuses', (incident: Incident) => t(`status_${incident.status}`)],
  ['fatalities', (incident: Incident) => toll(incident.fatalities)],
  ['injuries', (incident: Incident) => toll(incident.injuries)],
  ['who', (incident: Incident) => incident.actors.join(', ') || t('actorsNone')],
  ['reportsTold', (incident: Incident) => String(incident.reportCount)],
] as const;

const momentOf = (at: string): string => {
  const moment = new Date(at);
  return Number.isNaN(moment.getTime()) ? '' : new Intl.DateTimeFormat(`${language.value}-u-ca-gregory`, { dateStyle: 'medium', timeStyle: 'short' }).format(moment);
};

/** Which places the words may mean besides the one where the incident stands. Asked for when it is unfolded. */
export function OtherPlaces({ incident }: { incident: Incident }) {
  const found = useSignal<readonly PlaceChoice[] | 'loading' | 'failed' | null>(null);
  const open = (event: Event) => {
    if (!(event.currentTarget as HTMLDetailsElement).open || found.peek() !== null) return;
    found.value = 'loading';
    loadCandidates(incident.id, AbortSignal.timeout(30_000)).then(
      (places) => (found.value = places.filter(({ chosen }) => !chosen)),
      () => (found.value = 'failed'),
    );
  };
  const now = found.value;
  return (
    <details class="fold" onToggle={open}>
      <summary>{t('otherPlaces')}</summary>
      {now === 'loading' && <p role="status">{t('loading')}</p>}
      {now === 'failed' && <p role="alert">{t('otherPlacesFailed')}</p>}
      {Array.isArray(now) && now.length === 0 && <p class="faint">{t('noOtherPlaces')}</p>}
      {Array.isArray(now) && now.length > 0 && (
        <ol class="others">
          {now.map((place: PlaceChoice) => (
            <li key={place.id}>
              <span dir="auto">{placeText(place)}</span>
              {place.likeness !== null && <span class="number">{formatPercent(place.likeness)}</span>}
              <small lang="en" dir="ltr">
                {aboutPlace(place)}
              </small>
            </li>
          ))}
        </ol>
      )}
    </details>
  );
}
