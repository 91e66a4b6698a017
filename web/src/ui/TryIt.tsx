import { signal } from '@preact/signals';
import { ApiError, geoparse, type Reading } from '../app/api';
import { announce, reading } from '../app/store';
import { countryName, formatPercent, t, tCode } from '../i18n';
import type { Marking } from '../model/spans';
import { AddReports, addText } from './AddReports';
import { whenOf, whereOf } from './describe';
import { Sign } from './icons';
import { fitReading } from './MapPane';
import { Marked } from './Marked';

const draft = signal('');
const published = signal('');
const read = signal<{ readonly text: string; readonly reading: Reading } | null>(null);
const phase = signal<'idle' | 'running' | { readonly failed: string }>('idle');
let running: AbortController | null = null;

async function run(event: Event): Promise<void> {
  event.preventDefault();
  const text = draft.value;
  if (text.trim() === '') return;
  running?.abort();
  running = new AbortController();
  phase.value = 'running';
  try {
    const answer = await geoparse(text, published.value || null, running.signal);
    read.value = { text, reading: answer };
    reading.value = answer;
    phase.value = 'idle';
    fitReading(answer);
    announce(`${t('tryPlaces', { n: answer.toponyms.length })}, ${t('tryEvents', { n: answer.events.length })}`);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return;
    phase.value = { failed: error instanceof ApiError && error.status > 0 ? error.message : t('failedOffline') };
  }
}

function clear(): void {
  running?.abort();
  read.value = null;
  reading.value = null;
  phase.value = 'idle';
  draft.value = '';
}

export function TryIt() {
  const state = phase.value;
  return (
    <div class="try">
      <form onSubmit={(event) => void run(event)}>
        <p class="note">{t('tryIntro')}</p>
        <label for="try-text">{t('tryText')}</label>
        <textarea
          id="try-text"
          {...(draft.value && { dir: 'auto' as const })}
          rows={read.value ? 4 : 9}
          placeholder={t('tryHint')}
          value={draft.value}
          onInput={(event) => (draft.value = event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
          }}
        />
        <label for="try-day">{t('tryPublished')}</label>
        <input id="try-day" type="date" value={published.value} onInput={(event) => (published.value = event.currentTarget.value)} />
        <div class="actions">
          <button type="submit" class="button primary" disabled={state === 'running' || draft.value.trim() === ''}>
            {state === 'running' ? t('tryRunning') : t('tryRun')}
          </button>
          {(read.value || draft.value) && (
            <button type="button" class="button" onClick={clear}>
              {t('tryClear')}
            </button>
          )}
        </div>
      </form>
      {typeof state === 'object' && <p role="alert" class="status-note denied">{t('tryFailed', { detail: state.failed })}</p>}
      {read.value && <Result text={read.value.text} reading={read.value.reading} />}
      {read.value && (
        <button type="button" class="button" onClick={() => void addText(read.value!.text, published.value || null)}>
          {t('addText')}
        </button>
      )}
      <AddReports />
    </div>
  );
}

function Result({ text, reading: found }: { text: string; reading: Reading }) {
  const markings: Marking[] = [
    ...found.toponyms.map(({ span }): Marking => ({ role: 'toponym', span })),
    ...found.events.flatMap((event) => event.markings.filter(({ role }) => role !== 'sentence')),
  ];
  return (
    <section class="try-result" aria-live="polite">
      <h2>{found.events.length ? t('tryEvents', { n: found.events.length }) : t('tryNoEvents')}</h2>
      <ul class="try-events">
        {found.events.map(({ incident }, i) => (
          <li key={i}>
            <Sign kind={incident.kind} status={incident.status} />
            <div>
              <p class="row-title">{tCode('sub', incident.subKind)}</p>
              <p class="row-where" dir="auto">{whereOf(incident)}</p>
              <p class="row-when">
                <span>{whenOf(incident)}</span>
                <span class="number" title={t('confidence', { percent: formatPercent(incident.confidence) })}>
                  {formatPercent(incident.confidence)}
                </span>
                {incident.status !== 'occurred' && <span class={`tag ${incident.status}`}>{t(`status_${incident.status}`)}</span>}
                {incident.background && <span class="tag">{t('backgroundShort')}</span>}
              </p>
            </div>
          </li>
        ))}
      </ul>
      <Marked text={text} markings={markings} />
      <h2>{found.toponyms.length ? t('tryPlaces', { n: found.toponyms.length }) : t('tryNoPlaces')}</h2>
      <ul class="try-places">
        {found.toponyms.map((toponym, i) => (
          <li key={i}>
            <span dir="auto">{toponym.text}</span>
            <span class="faint" dir="auto">
              {toponym.place ? [toponym.place.name, countryName(toponym.place.country)].filter(Boolean).join(', ') : t('tryUnplaced')}
            </span>
            {toponym.place && toponym.confidence !== null && <span class="number">{formatPercent(toponym.confidence)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
