import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { findPlaces, loadCandidates, type PlaceChoice } from '../../app/history';
import type { Subject } from '../../app/review';
import { formatNumber, t } from '../../i18n';
import { aboutPlace, placeText } from '../describe';
import { mapView } from '../MapPane';
import { parseCoordinates, type Put } from './draft';

/** The candidates of the incident last asked about, so that keys choose among them. */
export function useCandidates(subject: Subject): readonly PlaceChoice[] | null {
  const found = useSignal<readonly PlaceChoice[] | null>(null);
  useEffect(() => {
    const control = new AbortController();
    found.value = null;
    loadCandidates(subject.incident.id, control.signal).then(
      (choices) => (found.value = choices),
      () => undefined,
    );
    return () => control.abort();
  }, [subject.incident.id]);
  return found.value;
}

/** Where it happened: one of the candidates, a place by its name, a point on the map, or unknown. */
export function PlaceField({ subject, candidates, put, onPut }: { subject: Subject; candidates: readonly PlaceChoice[] | null; put: Put; onPut: (put: Put) => void }) {
  const query = useSignal('');
  const found = useSignal<readonly PlaceChoice[] | null>(null);
  const coordinates = useSignal('');
  const chosen = put.as === 'place' ? put.place.id : put.as === 'kept' ? subject.placeId : null;

  useEffect(() => {
    const text = query.value.trim();
    found.value = null;
    if (text.length < 2) return;
    const control = new AbortController();
    const timer = setTimeout(() => {
      findPlaces(text, control.signal).then(
        (places) => (found.value = places),
        () => undefined,
      );
    }, 200);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [query.value]);

  usePin(put, onPut);
  useEffect(() => {
    if (put.as === 'pin') coordinates.value = `${put.lat.toFixed(5)}, ${put.lon.toFixed(5)}`;
  }, [put]);

  const { lon, lat } = subject.incident;
  const beginPin = () => {
    const middle = mapView.peek()?.center;
    onPut({ as: 'pin', lon: lon ?? middle?.[0] ?? 0, lat: lat ?? middle?.[1] ?? 0 });
  };
  return (
    <fieldset class="field">
      <legend>{t('where')}</legend>
      <Choices choices={candidates ?? []} chosen={chosen} onChoose={(place) => onPut({ as: 'place', place })} numbered label={t('candidates')} />
      {candidates?.length === 0 && <p class="note">{t('noCandidates')}</p>}
      <label for="place-name">{t('placeByName')}</label>
      <input id="place-name" type="search" dir="auto" autocomplete="off" maxLength={200} value={query.value} onInput={(event) => (query.value = event.currentTarget.value)} />
      {found.value && (found.value.length ? <Choices choices={found.value} chosen={chosen} onChoose={(place) => onPut({ as: 'place', place })} label={t('placeByName')} /> : <p class="note">{t('noChoice')}</p>)}
      <label for="place-at">{t('placeAt')}</label>
      <input
        id="place-at"
        dir="ltr"
        autocomplete="off"
        placeholder="35.8644, 36.8058"
        value={coordinates.value}
        onInput={(event) => {
          coordinates.value = event.currentTarget.value;
          const at = parseCoordinates(event.currentTarget.value);
          if (at) onPut({ as: 'pin', ...at });
        }}
      />
      <div class="actions">
        <button type="button" class="chip" aria-pressed={put.as === 'pin'} onClick={() => (put.as === 'pin' ? onPut({ as: 'kept' }) : beginPin())}>
          {t('placeOnMap')}
        </button>
        <button type="button" class="chip" aria-pressed={put.as === 'unknown'} onClick={() => onPut({ as: put.as === 'unknown' ? 'kept' : 'unknown' })}>
          {t('placeUnknown')}
        </button>
      </div>
      {put.as === 'pin' && <p class="note">{t('placePinHint')}</p>}
    </fieldset>
  );
}

/** Keeps the pin on the map where the form says, and the form where the pin is dragged to. */
function usePin(put: Put, onPut: (put: Put) => void): void {
  const view = mapView.value;
  const at = put.as === 'pin' ? put : null;
  useEffect(() => {
    view?.pin(at && [at.lon, at.lat], (lon, lat) => onPut({ as: 'pin', lon, lat }));
  }, [view, at?.lon, at?.lat]);
  useEffect(() => () => view?.pin(null), [view]);
}

function Choices({ choices, chosen, onChoose, numbered = false, label }: { choices: readonly PlaceChoice[]; chosen: string | null; onChoose: (place: PlaceChoice) => void; numbered?: boolean; label: string }) {
  if (choices.length === 0) return null;
  return (
    <ul class="choices" aria-label={label}>
      {choices.slice(0, 9).map((place, i) => (
        <li key={place.id}>
          <button type="button" aria-pressed={place.id === chosen} onClick={() => onChoose(place)}>
            {numbered && <kbd aria-hidden="true">{formatNumber(i + 1)}</kbd>}
            <span class="choice-text">
              <span dir="auto">{placeText(place)}</span>
              <small dir="ltr" lang="en">
                {aboutPlace(place, 3)}
              </small>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
