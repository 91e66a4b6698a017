import { signal } from '@preact/signals';
import type { ComponentChildren, FunctionComponent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { copyText } from '../app/share';
import { standalone } from '../app/standalone';
import { announce, at, listed, loading, selectedRow, selecting, state, update } from '../app/store';
import { formatNumber, formatPercent, language, t, tCode } from '../i18n';
import { formatDay } from '../model/days';
import type { Incident } from '../model/incident';
import { rangeText, titleOf, whenOf, whereOf } from './describe';
import { Icon, Sign } from './icons';
import { reveal } from './MapPane';
import { OtherPlaces, Past } from './Past';
import { Sources } from './Sources';

/** Goes to the incident before or after the chosen one in the order of the list. */
export function step(by: 1 | -1): void {
  const rows = listed.peek();
  if (rows.length === 0) return;
  const now = state.peek().selected === null ? -1 : rows.indexOf(selectedRow.peek());
  const row = rows[now < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.max(0, Math.min(rows.length - 1, now + by))];
  if (row !== undefined) {
    const next = at(row);
    update({ selected: next.id });
    announce(next.title);
  }
}

export function closeCard(): void {
  update({ selected: null });
  requestAnimationFrame(() => document.getElementById('list')?.focus({ preventScroll: true }));
}

export function Card({ incident: found }: { incident: Incident | null }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const last = useRef<Incident | null>(null);
  if (found) last.current = found;
  // While it is asked for anew, what was known of it stays, with what is being typed.
  const incident = found ?? (selecting.value && last.current?.id === state.value.selected ? last.current : null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [incident?.id]);
  if (!incident) {
    if (loading.value.phase !== 'ready' || selecting.value) return null;
    return (
      <article class="card" aria-label={t('card')}>
        <CardBar />
        <p class="nothing">{t('gone')}</p>
      </article>
    );
  }
  return (
    <article class={`card kind-${incident.kind}`} aria-labelledby="card-title">
      <CardBar>
        <Actions incident={incident} />
      </CardBar>
      <div class="card-body" tabIndex={-1}>
        <p class="card-kind">
          <Sign kind={incident.kind} status={incident.status} />
          <span>{tCode('sub', incident.subKind)}</span>
        </p>
        <h2 id="card-title" ref={heading} tabIndex={-1} dir="auto">
          {titleOf(incident)}
        </h2>
        {incident.status !== 'occurred' && (
          <p class={`status-note ${incident.status}`}>
            <strong>{t(`status_${incident.status}`)}.</strong> {t(`statusNote_${incident.status}`)}
          </p>
        )}
        {incident.background && <p class="status-note">{t('historyNote')}</p>}
        <Facts incident={incident} />
        <Sources key={incident.id} incident={incident} />
        {!standalone && (
          <>
            <OtherPlaces key={`places ${incident.id}`} incident={incident} />
            <Past key={`past ${incident.id}`} incident={incident} />
            {state.value.tab !== 'review' && <Correct key={`correct ${incident.id}`} incident={incident} />}
          </>
        )}
      </div>
    </article>
  );
}

const CorrectNow = signal<FunctionComponent<{ incident: Incident }> | null>(null);

/** The form by which editors correct an incident; it comes when it is unfolded. */
function Correct({ incident }: { incident: Incident }) {
  const [open, setOpen] = useState(false);
  const Form = CorrectNow.value;
  const toggle = (event: Event) => {
    setOpen((event.currentTarget as HTMLDetailsElement).open);
    if (!CorrectNow.peek()) void import('./review/CardEditor').then((module) => (CorrectNow.value = module.CardEditor));
  };
  return (
    <details class="fold" onToggle={toggle}>
      <summary>{t('correctThis')}</summary>
      {open && (Form ? <Form incident={incident} /> : <p role="status">{t('loading')}</p>)}
    </details>
  );
}

function CardBar({ children }: { children?: ComponentChildren }) {
  return (
    <div class="card-bar">
      <button type="button" class="icon-button" onClick={() => step(-1)} aria-label={t('previous')} title={`${t('previous')} (K)`}>
        <Icon name="left" flip />
      </button>
      <button type="button" class="icon-button" onClick={() => step(1)} aria-label={t('next')} title={`${t('next')} (J)`}>
        <Icon name="right" flip />
      </button>
      <span class="grow" />
      {children}
      <button type="button" class="icon-button" onClick={closeCard} aria-label={t('close')} title={t('close')}>
        <Icon name="close" />
      </button>
    </div>
  );
}

function Facts({ incident }: { incident: Incident }) {
  const now = language.value;
  const said = incident.saidOn === null ? null : t('saidOn', { day: formatDay(incident.saidOn, now) });
  return (
    <dl class="facts">
      <dt>{t('when')}</dt>
      <dd>
        {whenOf(incident)}
        <small>
          {incident.start !== null && t(`precision_${incident.datePrecision}`)}
          {incident.firstReported !== null && incident.start !== null && ` · ${t('firstReported', { day: formatDay(incident.firstReported, now) })}`}
        </small>
      </dd>
      <dt>{t('where')}</dt>
      <dd>
        <span dir="auto">{whereOf(incident)}</span>
        {incident.lon !== null && (
          <small>
            {[
              incident.geoPrecision !== null && incident.geoPrecision >= 1 && incident.geoPrecision <= 3 ? t(`geo_${incident.geoPrecision as 1 | 2 | 3}`) : null,
              incident.uncertaintyKm > 0 ? t('withinKm', { km: formatNumber(incident.uncertaintyKm < 10 ? incident.uncertaintyKm : Math.round(incident.uncertaintyKm)) }) : null,
              incident.placeConfidence === null ? null : t('sure', { percent: formatPercent(incident.placeConfidence) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </small>
        )}
      </dd>
      <dt>{t('who')}</dt>
      <dd>{incident.actors.length ? <Names names={incident.actors} /> : <span class="faint">{t('actorsNone')}</span>}</dd>
      <dt>{t('toll')}</dt>
      <dd>
        {incident.fatalities || incident.injuries ? (
          <span class="toll">
            <span>
              {t('fatalities')}: <strong>{incident.fatalities ? rangeText(incident.fatalities) : t('notTold').toLowerCase()}</strong>
            </span>
            <span>
              {t('injuries')}: <strong>{incident.injuries ? rangeText(incident.injuries) : t('notTold').toLowerCase()}</strong>
            </span>
          </span>
        ) : (
          <span class="faint">{t('notTold')}</span>
        )}
      </dd>
      <dt>{t('saysWho')}</dt>
      <dd>
        {incident.attribution.length ? <Names names={incident.attribution} /> : <Names names={incident.sources} />}
        <small>{[said, t('confidence', { percent: formatPercent(incident.confidence) })].filter(Boolean).join(' · ')}</small>
      </dd>
    </dl>
  );
}

const Names = ({ names }: { names: readonly string[] }) => (
  <ul class="names">
    {names.map((name, i) => (
      <li key={i}>
        <bdi>{name}</bdi>
      </li>
    ))}
  </ul>
);

function Actions({ incident }: { incident: Incident }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await copyText(location.href);
    announce(t('copied'));
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <>
      {incident.lon !== null && (
        <button type="button" class="icon-button" onClick={() => reveal(incident)} aria-label={t('showOnMap')} title={t('showOnMap')}>
          <Icon name="locate" />
        </button>
      )}
      <button type="button" class="icon-button" onClick={() => void copy()} aria-label={copied ? t('copied') : t('copyLink')} title={copied ? t('copied') : t('copyLink')}>
        <Icon name={copied ? 'check' : 'link'} />
      </button>
      {!standalone && (
        <a
          class="icon-button"
          aria-label={t('download')}
          title={t('download')}
          href={`api/collections/incidents/items/${encodeURIComponent(incident.id)}?f=json`}
          download={`${fileName(incident)}.geojson`}
        >
          <Icon name="download" />
        </a>
      )}
    </>
  );
}

const fileName = (incident: Incident): string =>
  incident.title
    .normalize('NFD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)
    .toLowerCase() || 'incident';
