import { useEffect, useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import '../../styles/review.css';
import {
  asked,
  askOnly,
  canUndo,
  counts,
  current,
  entries,
  type Entry,
  go,
  loadQueue,
  matched,
  position,
  queue,
  QUESTIONS,
  type Subject,
  undo,
} from '../../app/review';
import { onReviewKey } from '../../app/keys';
import { loadSession, session } from '../../app/session';
import { announce, state, update } from '../../app/store';
import { formatNumber, formatPercent, t, tCode } from '../../i18n';
import { tollOf, whenOf, whereOf } from '../describe';
import { Icon, Sign } from '../icons';
import { wide } from '../media';
import { Sources } from '../Sources';
import { Editor, type EditorHandle } from './Editor';
import { SignedIn, SignIn } from './SignIn';

/** What people should look at, one question after the other. */
export default function Review() {
  useEffect(() => {
    if (session.peek() === null) void loadSession();
  }, []);
  const now = session.value;
  if (now === null) return <p class="nothing" role="status">{t('loading')}</p>;
  if (!now.editor) {
    return (
      <div class="review">
        <SignIn />
      </div>
    );
  }
  return <Questions />;
}

function Questions() {
  const editor = useRef<EditorHandle | null>(null);
  const failed = useSignal<string | null>(null);
  const entry = current.value;
  const body = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (queue.peek().phase === 'idle') void loadQueue();
  }, []);
  useEffect(() => {
    if (entry) {
      update({ selected: entry.subject.incident.id });
      announce(`${position.peek() + 1}: ${causeText(entry)}. ${entry.subject.incident.title}`);
    }
    body.current?.scrollTo({ top: 0 });
  }, [entry?.key]);

  const accept = () => {
    if (entry) void editor.current?.send({ action: 'accept', question: entry.kind, otherId: entry.other?.incident.id ?? null }, t('reason_accept'));
  };
  const merge = () => {
    if (entry?.other) void editor.current?.send({ action: 'merge', other: entry.other }, t('reason_merge'));
  };
  const takeBack = async () => {
    failed.value = null;
    const outcome = await undo();
    if (!outcome) return;
    if ('done' in outcome) announce(t('undone'));
    else failed.value = 'failed' in outcome ? outcome.failed : t('clashTitle');
  };
  useEffect(() => {
    onReviewKey.value = (key) => {
      const act: Record<string, () => void> = {
        n: () => go(1),
        j: () => go(1),
        p: () => go(-1),
        k: () => go(-1),
        a: accept,
        m: merge,
        u: () => void takeBack(),
        e: () => document.getElementById('place-name')?.focus(),
        s: () => document.querySelector<HTMLFormElement>('.review form.editor')?.requestSubmit(),
      };
      if (/^[1-9]$/.test(key)) return editor.current?.pick(Number(key) - 1) ?? false;
      const chosen = act[key];
      chosen?.();
      return chosen !== undefined;
    };
    return () => (onReviewKey.value = null);
  });

  const now = queue.value;
  return (
    <div class="review">
      <h2 class="hidden">{t('tab_review')}</h2>
      <div class="review-head">
        <div class="chips" role="group" aria-label={t('reviewKinds')}>
          {QUESTIONS.map((question) => (
            <button key={question} type="button" class="chip" aria-pressed={asked.value.has(question)} onClick={() => askOnly(question)}>
              {t(`ask_${question}`)} <span class="number">{formatNumber(counts.value[question])}</span>
            </button>
          ))}
        </div>
        <div class="review-move">
          <button type="button" class="icon-button" onClick={() => go(-1)} disabled={position.value <= 0} aria-label={t('previousQuestion')} title={`${t('previousQuestion')} (P)`}>
            <Icon name="left" flip />
          </button>
          <button type="button" class="icon-button" onClick={() => go(1)} disabled={position.value >= entries.value.length - 1} aria-label={t('nextQuestion')} title={`${t('nextQuestion')} (N)`}>
            <Icon name="right" flip />
          </button>
          <span class="number">{entry ? t('questionOf', { n: position.value + 1, all: matched.value }) : ''}</span>
          <span class="grow" />
          <button type="button" class="button" disabled={canUndo.value === null} onClick={() => void takeBack()} title={`${t('undo')} (U)`}>
            <Icon name="undo" flip />
            {t('undo')}
          </button>
        </div>
        <SignedIn />
        {failed.value !== null && (
          <p role="alert" class="status-note denied">
            {t('decisionFailed', { detail: failed.value })}
          </p>
        )}
      </div>
      <div ref={body} class="review-body">
        {now.phase === 'failed' ? (
          <div class="nothing" role="alert">
            <p>{t('reviewFailed', { detail: now.detail })}</p>
            <button type="button" class="button" onClick={() => void loadQueue()}>
              {t('retry')}
            </button>
          </div>
        ) : entry ? (
          <Asked entry={entry} accept={accept} merge={merge} handle={(handle) => (editor.current = handle)} />
        ) : now.phase === 'ready' ? (
          <div class="nothing">
            <h2>{t('reviewDone')}</h2>
            <p>{t('reviewDoneText')}</p>
          </div>
        ) : (
          <p class="nothing" role="status">
            {t('loading')}
          </p>
        )}
      </div>
    </div>
  );
}

function Asked({ entry, accept, merge, handle }: { entry: Entry; accept: () => void; merge: () => void; handle: (handle: EditorHandle | null) => void }) {
  const { subject, other } = entry;
  return (
    <section class="asked" aria-labelledby="asked-title">
      <p class={`cause cause-${entry.kind}`}>
        <strong>{causeText(entry)}</strong> <span class="number">{t('doubtful', { percent: formatPercent(entry.doubt) })}</span>
      </p>
      <Brief subject={subject} id="asked-title" />
      {other && <Brief subject={other} />}
      {entry.reasons.length > 0 && (
        <ul class="reasons" lang="en" dir="ltr">
          {entry.reasons.map((reason, i) => (
            <li key={i}>{reason}</li>
          ))}
        </ul>
      )}
      <div class="actions">
        <button type="button" class="button primary" onClick={accept}>
          <Icon name="check" />
          {t(entry.cause === 'maybe_same' ? 'keepApart' : entry.cause === 'maybe_two' ? 'keepTogether' : 'rightAsIs')} <kbd aria-hidden="true">A</kbd>
        </button>
        {other && (
          <button type="button" class="button" onClick={merge}>
            {t('mergeNow')} <kbd aria-hidden="true">M</kbd>
          </button>
        )}
      </div>
      {!wide.value && <Sources key={subject.incident.id} incident={subject.incident} />}
      <Editor subject={subject} handle={handle} />
    </section>
  );
}

function Brief({ subject: { incident }, id }: { subject: Subject; id?: string }) {
  const chosen = state.value.selected === incident.id;
  const toll = tollOf(incident);
  return (
    <button type="button" class="brief" aria-pressed={chosen} onClick={() => update({ selected: incident.id })} {...(id && { id })}>
      <Sign kind={incident.kind} status={incident.status} />
      <span>
        <span class="row-title">{tCode('sub', incident.subKind)}</span>
        <span class="row-where" dir="auto">
          {whereOf(incident)}
        </span>
        <span class="row-when">{[whenOf(incident), toll].filter(Boolean).join(' · ')}</span>
      </span>
    </button>
  );
}

const causeText = (entry: Entry): string => t(`cause_${entry.cause}`);
