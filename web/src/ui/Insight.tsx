import { extent, state, update } from '../app/store';
import { formatNumber, language, t } from '../i18n';
import { KINDS } from '../model/codebook';
import { formatRange, isoDay, parseDay } from '../model/days';
import { SHADES, type Shade } from '../model/state';
import { Icon, Sign } from './icons';
import { wide } from './media';
import { type AreaCount, areaCounts, endComparing, kindsBeside, type Scale, scale } from './shading';

const MOST_AREAS = 200;

/** Numbers that the map shows as colors: how many in each area, and how two periods differ. Also as tables. */
export function Insight() {
  const { compared, shade } = state.value;
  if (!compared && shade === 'none') return null;
  return (
    <details class="insight" open={wide.value}>
      <summary>{t(compared ? 'comparison' : shade === 'province' ? 'shade_province' : 'shade_country')}</summary>
      <div class="insight-body">
        {compared && <Periods />}
        <label class="line">
          <span>{t('shadeBy')}</span>
          <select value={shade} onChange={(event) => update({ shade: event.currentTarget.value as Shade })}>
            {SHADES.map((each) => (
              <option key={each} value={each}>
                {t(`shade_${each}`)}
              </option>
            ))}
          </select>
        </label>
        {scale.value && <Key scale={scale.value} change={compared !== null} />}
        {areaCounts.value && <Areas rows={areaCounts.value} change={compared !== null} />}
      </div>
    </details>
  );
}

/** The colors with their numbers. */
function Key({ scale: { colors, breaks, most }, change }: { scale: Scale; change: boolean }) {
  const text = (least: number, next: number | undefined): string => {
    const last = (next ?? most + 1) - 1;
    return last > least ? `${formatNumber(least)}–${formatNumber(last)}` : formatNumber(least);
  };
  const steps = [1, ...breaks];
  const more = steps.map((least, i) => ({ color: colors[change ? 3 + i : i]!, text: (change ? '+' : '') + text(least, steps[i + 1]) }));
  const less = change ? steps.map((least, i) => ({ color: colors[2 - i]!, text: `−${text(least, steps[i + 1])}` })).reverse() : [];
  return (
    <ul class="key">
      {[...less, ...more].map((entry) => (
        <li key={entry.text}>
          <i style={{ background: entry.color }} />
          <span dir="ltr">{entry.text}</span>
        </li>
      ))}
    </ul>
  );
}

const signed = (value: number): string => (value > 0 ? `+${formatNumber(value)}` : value < 0 ? `−${formatNumber(-value)}` : '0');

function Areas({ rows, change }: { rows: readonly AreaCount[]; change: boolean }) {
  return (
    <details class="area-table">
      <summary>{t('asTable')}</summary>
      <div class="scroll" tabIndex={0} role="group" aria-label={t('asTable')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('shadeBy')}</th>
              <th scope="col">{t(change ? 'periodChosen' : 'tab_list')}</th>
              {change && <th scope="col">{t('periodOther')}</th>}
              {change && <th scope="col">{t('difference')}</th>}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST_AREAS).map(({ id, name, count, other }) => (
              <tr key={id}>
                <th scope="row" dir="auto">
                  {name}
                </th>
                <td>{formatNumber(count)}</td>
                {change && <td>{formatNumber(other)}</td>}
                {change && <td dir="ltr">{signed(count - other)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** Two periods side by side, kind by kind. */
function Periods() {
  const counts = kindsBeside.value;
  const { window, compared } = state.value;
  const days = window ?? extent.value;
  if (!counts || !compared || !days) return null;
  const sum = (list: readonly number[]) => list.reduce((all, each) => all + each, 0);
  const rows = [...KINDS.map((kind, i) => ({ kind, a: counts.chosen[i]!, b: counts.other[i]! })), { kind: null, a: sum(counts.chosen), b: sum(counts.other) }];
  const change = (end: 'from' | 'to', text: string) => {
    const day = parseDay(text);
    if (day === null) return;
    const next = { ...compared, [end]: day };
    update({ compared: next.from <= next.to ? next : { from: day, to: day } });
  };
  return (
    <>
      <div class="line">
        <span>{t('periodOther')}</span>
        <span class="days">
          {(['from', 'to'] as const).map((end) => (
            <input
              key={end}
              type="date"
              aria-label={`${t('periodOther')}: ${t(end === 'from' ? 'windowStart' : 'windowEnd')}`}
              value={isoDay(compared[end])}
              onChange={(event) => change(end, event.currentTarget.value)}
            />
          ))}
        </span>
      </div>
      <table class="periods">
        <thead>
          <tr>
            <th scope="col">{t('kinds')}</th>
            <th scope="col" title={formatRange(days.from, days.to, language.value)}>
              {t('periodChosen')}
            </th>
            <th scope="col" title={formatRange(compared.from, compared.to, language.value)}>
              {t('periodOther')}
            </th>
            <th scope="col">{t('difference')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ kind, a, b }) => (
            <tr key={kind ?? 'all'} class={kind ? '' : 'sum'}>
              <th scope="row">
                {kind ? (
                  <>
                    <Sign kind={kind} status="occurred" /> {t(`kind_${kind}`)}
                  </>
                ) : (
                  t('sum')
                )}
              </th>
              <td>{formatNumber(a)}</td>
              <td>{formatNumber(b)}</td>
              <td dir="ltr">{signed(a - b)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <button type="button" class="button" onClick={endComparing}>
        <Icon name="close" /> {t('compareStop')}
      </button>
    </>
  );
}
