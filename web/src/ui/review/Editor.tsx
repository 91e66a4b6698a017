import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { PlaceChoice } from '../../app/history';
import { type Clash, decide, type Decision, type Outcome, type Subject } from '../../app/review';
import { ownName, rememberName, session } from '../../app/session';
import { announce } from '../../app/store';
import { t, tCode } from '../../i18n';
import { KINDS, PRECISIONS, STATUSES, SUBS } from '../../model/codebook';
import { placeText } from '../describe';
import { Icon } from '../icons';
import { ClashNote } from './ClashNote';
import { changesOf, type Draft, draftOf, type Fault, type Put } from './draft';
import { Merge, Split } from './Parting';
import { PlaceField, useCandidates } from './PlaceField';

/** What is being done to the incident. */
type Doing = 'correct' | 'split' | 'merge';

export interface EditorHandle {
  pick(candidate: number): boolean;
  send(decision: Decision, reason: string): Promise<boolean>;
}

/** All that a person may change about an incident, with a reason. */
export function Editor({ subject, handle, onDone }: { subject: Subject; handle?: (handle: EditorHandle | null) => void; onDone?: (made: readonly Subject[]) => void }) {
  const draft = useSignal<Draft>(draftOf(subject));
  const doing = useSignal<Doing>('correct');
  const reason = useSignal<string | null>(null);
  const busy = useSignal(false);
  const trouble = useSignal<{ readonly clash: Clash } | { readonly failed: string } | null>(null);
  /** What a conflict showed to be the case now. */
  const newer = useSignal<Subject | null>(null);
  const now = newer.value ?? subject;
  const candidates = useCandidates(subject);

  useEffect(() => {
    draft.value = draftOf(subject);
    doing.value = 'correct';
    reason.value = null;
    trouble.value = null;
    newer.value = null;
  }, [subject.incident.id, subject.revision]);

  const { values, fault } = changesOf(now, draft.value);
  const changed = Object.keys(values);
  const suggested = suggestionFor(changed, draft.value.put);
  const set = (patch: Partial<Draft>) => (draft.value = { ...draft.peek(), ...patch });

  const send = async (decision: Decision, why: string): Promise<boolean> => {
    if (busy.peek()) return false;
    busy.value = true;
    trouble.value = null;
    const outcome: Outcome = await decide(newer.peek() ?? subject, decision, why);
    busy.value = false;
    if ('done' in outcome) {
      announce(t(`done_${decision.action}`));
      onDone?.(outcome.done);
      return true;
    }
    trouble.value = outcome;
    announce('clash' in outcome ? t('clashTitle') : t('decisionFailed', { detail: outcome.failed }));
    return false;
  };
  const why = (otherwise: string) => (reason.peek() ?? '').trim() || otherwise;
  const save = (event?: Event) => {
    event?.preventDefault();
    if (changed.length && !fault) void send({ action: 'correct', values }, why(suggested));
  };

  useEffect(() => {
    handle?.({
      pick: (i) => {
        const place = candidates?.[i];
        if (!place) return false;
        set({ put: { as: 'place', place } });
        announce(placeText(place));
        return true;
      },
      send: (decision, otherwise) => send(decision, why(otherwise)),
    });
    return () => handle?.(null);
  }, [candidates, subject]);

  return (
    <form
      class="editor"
      onSubmit={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save(event);
      }}
    >
      {trouble.value && 'clash' in trouble.value && (
        <ClashNote
          clash={trouble.value.clash}
          mine={values}
          onKeep={() => {
            const found = trouble.peek();
            if (found && 'clash' in found) newer.value = found.clash.subject;
            trouble.value = null;
          }}
          onTake={() => {
            const found = trouble.peek();
            if (found && 'clash' in found && found.clash.subject) {
              newer.value = found.clash.subject;
              draft.value = draftOf(found.clash.subject);
            }
            trouble.value = null;
          }}
        />
      )}
      {trouble.value && 'failed' in trouble.value && (
        <p role="alert" class="status-note denied">
          {t('decisionFailed', { detail: trouble.value.failed })}
        </p>
      )}
      {doing.value === 'correct' && <Fields subject={now} draft={draft.value} candidates={candidates} fault={fault} set={set} />}
      {doing.value === 'split' && <Split subject={now} busy={busy.value} onSplit={(eventIds) => void send({ action: 'split', eventIds }, why(t('reason_split')))} />}
      {doing.value === 'merge' && <Merge subject={now} busy={busy.value} onMerge={(other) => void send({ action: 'merge', other }, why(t('reason_merge')))} />}
      <Reason value={reason.value} suggested={doing.value === 'correct' ? suggested : t(`reason_${doing.value}`)} onInput={(text) => (reason.value = text)} />
      <div class="actions">
        {doing.value === 'correct' ? (
          <button type="submit" class="button primary" disabled={busy.value || changed.length === 0 || fault !== null}>
            <Icon name="check" />
            {t('saveChanges')}
          </button>
        ) : (
          <button type="button" class="button" onClick={() => (doing.value = 'correct')}>
            {t('backToFields')}
          </button>
        )}
        {doing.value === 'correct' && (
          <>
            {now.eventIds.length > 1 && (
              <button type="button" class="button" onClick={() => (doing.value = 'split')}>
                {t('split')}
              </button>
            )}
            <button type="button" class="button" onClick={() => (doing.value = 'merge')}>
              {t('merge')}
            </button>
            <button type="button" class="button" disabled={busy.value} onClick={() => void send({ action: 'reject' }, why(t('reason_reject')))}>
              {t('reject')}
            </button>
            <button type="button" class="button" disabled={busy.value} onClick={() => void send({ action: 'restore' }, why(t('reason_restore')))}>
              {t('restore')}
            </button>
          </>
        )}
      </div>
    </form>
  );
}

function Fields({ subject, draft, candidates, fault, set }: { subject: Subject; draft: Draft; candidates: readonly PlaceChoice[] | null; fault: Fault | null; set: (patch: Partial<Draft>) => void }) {
  const pair = (name: 'killed' | 'wounded', label: string) => (
    <div class="pair" role="group" aria-label={label}>
      <span>{label}</span>
      {([0, 1] as const).map((i) => (
        <input
          key={i}
          inputMode="numeric"
          pattern="\d*"
          maxLength={7}
          aria-label={`${label}: ${t(i ? 'atMost' : 'atLeastShort')}`}
          placeholder={t(i ? 'atMost' : 'atLeastShort')}
          value={draft[name][i]}
          onInput={(event) => set({ [name]: i ? [draft[name][0], event.currentTarget.value] : [event.currentTarget.value, draft[name][1]] })}
        />
      ))}
    </div>
  );
  return (
    <>
      <PlaceField subject={subject} candidates={candidates} put={draft.put} onPut={(put) => set({ put })} />
      <fieldset class="field">
        <legend>{t('when')}</legend>
        <div class="pair">
          <label>
            <span>{t('windowStart')}</span>
            <input type="date" value={draft.start} onInput={(event) => set({ start: event.currentTarget.value })} />
          </label>
          <label>
            <span>{t('windowEnd')}</span>
            <input type="date" value={draft.end} onInput={(event) => set({ end: event.currentTarget.value })} />
          </label>
        </div>
        <label>
          <span>{t('precisions')}</span>
          <select value={draft.precision} onChange={(event) => set({ precision: event.currentTarget.value })}>
            {PRECISIONS.map((precision) => (
              <option key={precision} value={precision}>
                {t(`precision_${precision}`)}
              </option>
            ))}
          </select>
        </label>
        {(draft.start || draft.end) && (
          <button type="button" class="link" onClick={() => set({ start: '', end: '', precision: 'unknown' })}>
            {t('dayUnknown')}
          </button>
        )}
        {fault === 'day' && <p role="alert">{t('fault_day')}</p>}
      </fieldset>
      <fieldset class="field">
        <legend>{t('kinds')}</legend>
        <label>
          <span>{t('subKinds')}</span>
          <select value={draft.subKind} onChange={(event) => set({ subKind: event.currentTarget.value })}>
            {KINDS.map((kind) => (
              <optgroup key={kind} label={tCode('kind', kind)}>
                {SUBS[kind].map((sub) => (
                  <option key={sub} value={sub}>
                    {tCode('sub', sub)}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
        <label>
          <span>{t('statuses')}</span>
          <select value={draft.status} onChange={(event) => set({ status: event.currentTarget.value })}>
            {STATUSES.map((status) => (
              <option key={status} value={status}>
                {t(`status_${status}`)}
              </option>
            ))}
          </select>
        </label>
      </fieldset>
      <fieldset class="field">
        <legend>{t('toll')}</legend>
        {pair('killed', t('fatalities'))}
        {pair('wounded', t('injuries'))}
        {fault === 'toll' && <p role="alert">{t('fault_toll')}</p>}
      </fieldset>
      <fieldset class="field">
        <legend>{t('who')}</legend>
        <label>
          <span>{t('actorsLines')}</span>
          <textarea rows={Math.min(5, Math.max(2, draft.actors.split('\n').length))} dir="auto" value={draft.actors} onInput={(event) => set({ actors: event.currentTarget.value })} />
        </label>
      </fieldset>
    </>
  );
}

function Reason({ value, suggested, onInput }: { value: string | null; suggested: string; onInput: (text: string) => void }) {
  return (
    <fieldset class="field">
      <legend>{t('reason')}</legend>
      <input id="review-reason" dir="auto" aria-label={t('reason')} maxLength={500} list="review-reasons" value={value ?? suggested} onInput={(event) => onInput(event.currentTarget.value)} />
      <datalist id="review-reasons">
        {(['reason_report', 'reason_other', 'reason_knowledge'] as const).map((key) => (
          <option key={key} value={t(key)} />
        ))}
      </datalist>
      {!session.value?.name && (
        <label>
          <span>{t('yourName')}</span>
          <input dir="auto" autocomplete="name" maxLength={100} value={ownName.value} onInput={(event) => rememberName(event.currentTarget.value)} />
        </label>
      )}
    </fieldset>
  );
}

/** A reason that fits what was changed; a person may write another. */
function suggestionFor(changed: readonly string[], put: Put): string {
  if (changed.includes('place_id')) return put.as === 'place' ? t('reason_place', { place: put.place.name }) : t('reason_unplaced');
  if (changed.includes('lon')) return t('reason_pin');
  if (changed.includes('date_start')) return t('reason_day');
  if (changed.includes('sub_event_type') || changed.includes('status')) return t('reason_type');
  if (changed.some((name) => name.startsWith('fatalities') || name.startsWith('injuries'))) return t('reason_toll');
  return t('reason_report');
}
