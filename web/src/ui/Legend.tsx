import { announce, reset, selection, state, toggled, update } from '../app/store';
import { t } from '../i18n';
import { KIND_COLORS, KINDS, STATUSES } from '../model/codebook';
import { isFiltered } from '../model/state';
import { Choice } from './Choice';
import { Facets } from './Facets';
import { Sign } from './icons';

/** The legend, which is also the filter: every row is a checkbox with its count, and "only" keeps to it alone. */
export function Legend() {
  const { hiddenKinds, hiddenStatuses, background } = state.value;
  const { kindCounts, statusCounts, backgroundCount } = selection.value;
  return (
    <div class="legend">
      <fieldset>
        <legend>{t('kinds')}</legend>
        {KINDS.map((kind) => (
          <Choice
            key={kind}
            label={t(`kind_${kind}`)}
            count={kindCounts[kind]}
            checked={!hiddenKinds.includes(kind)}
            onToggle={() => update({ hiddenKinds: toggled(hiddenKinds, kind) })}
            onOnly={() => update({ hiddenKinds: KINDS.filter((other) => other !== kind) })}
          >
            <Sign kind={kind} status="occurred" />
          </Choice>
        ))}
      </fieldset>
      <fieldset>
        <legend>{t('statuses')}</legend>
        {STATUSES.map((status) => (
          <Choice
            key={status}
            label={t(`status_${status}`)}
            count={statusCounts[status]}
            checked={!hiddenStatuses.includes(status)}
            onToggle={() => update({ hiddenStatuses: toggled(hiddenStatuses, status) })}
            onOnly={() => update({ hiddenStatuses: STATUSES.filter((other) => other !== status) })}
          >
            <Sign status={status} />
          </Choice>
        ))}
        <Choice label={t('background')} count={backgroundCount} checked={background} onToggle={() => update({ background: !background })}>
          <Sign status="occurred" color="color-mix(in srgb, currentColor 35%, transparent)" />
        </Choice>
      </fieldset>
      <Facets />
      <p class="note">{t('size')}</p>
      {isFiltered(state.value) && <ResetButton />}
    </div>
  );
}

export function ResetButton() {
  return (
    <button
      type="button"
      class="button"
      onClick={() => {
        reset();
        announce(t('updated', { n: selection.peek().shown.length }));
      }}
      title={t('resetHint')}
    >
      {t('reset')}
    </button>
  );
}

/** The colors alone, in one line: shown where the legend itself is folded. */
export const Swatches = () => (
  <span class="swatches" aria-hidden="true">
    {KINDS.map((kind) => (
      <i key={kind} style={{ background: KIND_COLORS[kind] }} />
    ))}
  </span>
);
