import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { at as incidentOf, columns, fetchDetails, hovered, listed, load, loading, selectedRow, selection, state, total, update } from '../app/store';
import { t } from '../i18n';
import type { Rows as RowList } from '../model/runs';
import type { Incident } from '../model/incident';
import { isFiltered, type Sort, SORTS } from '../model/state';
import { tollOf, whenOf, whereOf } from './describe';
import { Sign } from './icons';
import { ResetButton } from './Legend';

/** Height of a row in pixels; the same in the style sheet. */
const ROW = 78;
const MORE = 6;

export function List() {
  const now = loading.value;
  if (now.phase === 'failed' && total.value === 0) return <Failed status={now.status} detail={now.detail} />;
  if (now.phase === 'loading' && total.value === 0) return <Skeleton />;
  if (total.value === 0) return <Empty />;
  const { sort, inView } = state.value;
  return (
    <div class="list-pane">
      <div class="list-head">
        <div class="list-line">
          <p class="count">
            <strong>{t('count', { n: listed.value.length })}</strong>
            {listed.value.length < total.value && <span> {t('countOf', { all: total.value })}</span>}
          </p>
          {isFiltered(state.value) && <ResetButton />}
        </div>
        <div class="list-line">
          <label class="sort">
            <span class="hidden">{t('sort')}</span>
            <select value={sort} onChange={(event) => update({ sort: event.currentTarget.value as Sort })}>
              {SORTS.map((each) => (
                <option key={each} value={each}>
                  {t(`sort_${each}`)}
                </option>
              ))}
            </select>
          </label>
          <label class="check">
            <input type="checkbox" checked={inView} onChange={() => update({ inView: !inView })} />
            {t('inView')}
          </label>
        </div>
      </div>
      {now.phase === 'failed' && <Failed status={now.status} detail={now.detail} />}
      {listed.value.length === 0 ? (
        <div class="nothing">
          <p>{t('noneMatch')}</p>
          <ResetButton />
        </div>
      ) : (
        <Rows rows={listed.value} />
      )}
    </div>
  );
}

function Rows({ rows }: { rows: RowList }) {
  const box = useRef<HTMLDivElement>(null);
  const top = useSignal(0);
  const height = useSignal(600);
  const active = useSignal(-1);
  const { selected } = state.value;
  const chosen = selected === null ? -1 : rows.indexOf(selectedRow.value);
  const at = Math.min(active.value >= 0 ? active.value : chosen, rows.length - 1);

  useEffect(() => {
    const element = box.current!;
    const observer = new ResizeObserver(() => (height.value = element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (chosen >= 0) {
      active.value = chosen;
      reveal(chosen);
    }
  }, [selected]);

  const reveal = (row: number) => {
    const element = box.current;
    if (!element) return;
    if (row * ROW < element.scrollTop) element.scrollTop = row * ROW;
    else if ((row + 1) * ROW > element.scrollTop + element.clientHeight) element.scrollTop = (row + 1) * ROW - element.clientHeight;
  };
  const move = (row: number) => {
    active.value = Math.max(0, Math.min(rows.length - 1, row));
    hovered.value = rows[active.value] === undefined ? null : incidentOf(rows[active.value]!).id;
    reveal(active.value);
  };
  const page = Math.max(1, Math.floor(height.value / ROW) - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: rows.length - 1 };
    const target = steps[event.key];
    if (target !== undefined) move(target);
    else if ((event.key === 'Enter' || event.key === ' ') && rows[at] !== undefined) update({ selected: incidentOf(rows[at]).id });
    else return;
    event.preventDefault();
  };

  const first = Math.max(0, Math.floor(top.value / ROW) - MORE);
  const last = Math.min(rows.length, Math.ceil((top.value + height.value) / ROW) + MORE);
  // The active row must exist for the reading order, wherever the list is scrolled to.
  const visible = Array.from(rows.subarray(first, last), (row, i) => [row, first + i] as const);
  useEffect(() => {
    // Once scrolling rests: what rows show beside what the columns tell, and ids that last.
    const control = new AbortController();
    const timer = setTimeout(() => void fetchDetails(visible.map(([row]) => row), control.signal).catch(() => undefined), 250);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [rows, first, last, columns.value]);
  if (at >= 0 && (at < first || at >= last)) visible.push([rows[at]!, at]);
  return (
    <div
      ref={box}
      id="list"
      class="rows"
      role="listbox"
      tabIndex={0}
      aria-label={t('tab_list')}
      {...(at >= 0 && { 'aria-activedescendant': `row-${at}` })}
      onScroll={(event) => (top.value = event.currentTarget.scrollTop)}
      onKeyDown={onKeyDown}
      onBlur={() => (hovered.value = null)}
    >
      <div class="spacer" role="presentation" style={{ height: `${rows.length * ROW}px` }}>
        {visible.map(([each, row]) => (
          <Row key={each} incident={incidentOf(each)} row={row} of={rows.length} active={row === at} chosen={row === chosen} />
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  incident: Incident;
  row: number;
  of: number;
  active: boolean;
  chosen: boolean;
}

function Row({ incident, row, of, active, chosen }: RowProps) {
  const toll = tollOf(incident);
  return (
    <div
      id={`row-${row}`}
      class={`row${active ? ' active' : ''}${chosen ? ' chosen' : ''}${hovered.value === incident.id ? ' pointed' : ''}`}
      role="option"
      aria-selected={chosen}
      aria-setsize={of}
      aria-posinset={row + 1}
      style={{ transform: `translateY(${row * ROW}px)` }}
      onClick={() => update({ selected: incident.id })}
      onPointerEnter={(event) => event.pointerType === 'mouse' && (hovered.value = incident.id)}
      onPointerLeave={() => (hovered.value = null)}
    >
      <Sign kind={incident.kind} status={incident.status} />
      <div class="row-text">
        <p class="row-title" dir="auto">
          {incident.title}
        </p>
        <p class="row-where" dir="auto">
          {whereOf(incident)}
        </p>
        <p class="row-when">
          <span>{whenOf(incident)}</span>
          {incident.status !== 'occurred' && <span class={`tag ${incident.status}`}>{t(`status_${incident.status}`)}</span>}
          {incident.background && <span class="tag">{t('backgroundShort')}</span>}
          {toll && <span class="row-toll">{toll}</span>}
        </p>
      </div>
    </div>
  );
}

function Skeleton() {
  return (
    <div class="skeleton" role="status">
      <span class="hidden">{t('loading')}</span>
      {Array.from({ length: 8 }, (_, i) => (
        <div key={i} class="bone" />
      ))}
    </div>
  );
}

function Failed({ status, detail }: { status: number; detail: string }) {
  return (
    <div class="nothing" role="alert">
      <p>
        <strong>{t('failed')}</strong>
      </p>
      <p>{status > 0 ? t('failedStatus', { status: String(status), detail }) : t('failedOffline')}</p>
      <button type="button" class="button" onClick={() => void load()}>
        {t('retry')}
      </button>
    </div>
  );
}

function Empty() {
  void selection.value;
  return (
    <div class="nothing">
      <h2>{t('emptyTitle')}</h2>
      <p>{t('emptyText')}</p>
      <pre tabIndex={0} dir="ltr">
        <code>dateline ingest FILE</code>
      </pre>
      <button type="button" class="button" onClick={() => update({ tab: 'try' })}>
        {t('emptyTry')}
      </button>
    </div>
  );
}
