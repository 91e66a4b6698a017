import { useSignal } from '@preact/signals';
import { extent, playing, selection, state, update } from '../../app/store';
import { formatNumber, language, t } from '../../i18n';
import { formatRange, type Window } from '../../model/days';
import { type PlayMode, PLAY_MODES, type Speed, SPEEDS } from '../../model/state';
import { Icon } from '../icons';
import { beginComparing, endComparing } from '../shading';
import { LEAST_DAYS, zoom } from './moves';
import { Plot } from './Plot';
import { bins, chosen, days } from './scale';

export function TimelineView() {
  const { undated } = state.value;
  const now = chosen.value;
  const unit = bins.value.unit;
  const readout = useSignal<string | null>(null);
  return (
    <section class="timeline" aria-label={t('timeline')}>
      <div class="timeline-head">
        <Playback />
        <p class="window" aria-live="off">
          {now ? (
            <>
              <strong>{formatRange(now.from, now.to, language.value)}</strong>
              <button type="button" class="icon-button small" onClick={() => update({ window: null })} aria-label={t('clearWindow')} title={t('clearWindow')}>
                <Icon name="close" />
              </button>
            </>
          ) : (
            <strong>{undated ? t('undated') : t('allDays')}</strong>
          )}
          <span class="readout">{readout.value ?? t(`per_${unit}`)}</span>
        </p>
        <button
          type="button"
          class="chip"
          aria-pressed={undated}
          title={t('undatedHint')}
          onClick={() => update({ undated: !undated })}
        >
          {t('undatedChip')} <span class="number">{formatNumber(selection.value.undatedCount)}</span>
        </button>
        <button
          type="button"
          class="button compare"
          aria-pressed={state.value.compared !== null}
          title={t('compareHint')}
          onClick={() => (state.peek().compared ? endComparing() : extent.value && beginComparing(extent.value))}
        >
          {t('compare')}
        </button>
        <div class="zoom">
          <button type="button" class="icon-button" onClick={() => zoom(1.8)} aria-label={t('zoomOut')} title={t('zoomOut')} disabled={!state.value.reach}>
            <Icon name="minus" />
          </button>
          <button type="button" class="icon-button" onClick={() => zoom(1 / 1.8)} aria-label={t('zoomIn')} title={t('zoomIn')} disabled={days() <= LEAST_DAYS}>
            <Icon name="plus" />
          </button>
          <button
            type="button"
            class="button"
            onClick={() => update({ reach: now && !sameWindow(now, state.value.reach) ? now : null })}
            title={now && !sameWindow(now, state.value.reach) ? t('zoomTo') : t('zoomAll')}
            disabled={!now && !state.value.reach}
          >
            {now && !sameWindow(now, state.value.reach) ? <Icon name="fit" /> : t('zoomAll')}
            {now && !sameWindow(now, state.value.reach) && <span class="hidden">{t('zoomTo')}</span>}
          </button>
        </div>
      </div>
      <Plot onRead={(text) => (readout.value = text)} />
    </section>
  );
}

const sameWindow = (a: Window, b: Window | null): boolean => b !== null && a.from === b.from && a.to === b.to;

function Playback() {
  const { playMode, speed } = state.value;
  return (
    <div class="playback">
      <button
        type="button"
        class="icon-button play"
        onClick={() => (playing.value = !playing.value)}
        aria-label={playing.value ? t('pause') : t('play')}
        title={playing.value ? t('pause') : t('play')}
      >
        <Icon name={playing.value ? 'pause' : 'play'} />
      </button>
      <label>
        <span class="hidden">{t('playMode')}</span>
        <select value={playMode} onChange={(event) => update({ playMode: event.currentTarget.value as PlayMode })}>
          {PLAY_MODES.map((mode) => (
            <option key={mode} value={mode}>
              {t(`play_${mode}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span class="hidden">{t('speed')}</span>
        <select value={speed} onChange={(event) => update({ speed: Number(event.currentTarget.value) as Speed })}>
          {SPEEDS.map((each) => (
            <option key={each} value={each}>
              {each}×
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
