import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { showNews } from '../app/live';
import { type Answer, ask, causeOf, fine, loadSession, session } from '../app/session';
import { announce } from '../app/store';
import { t } from '../i18n';
import { asNumber, asText, isObject } from '../model/incident';
import { Icon } from './icons';

interface Added {
  readonly what: string;
  readonly outcome: { readonly fresh: number; readonly known: number; readonly unread: number; readonly complete: boolean; readonly causes: readonly string[] } | { readonly failed: string };
}

const done = signal<readonly Added[]>([]);
const running = signal<string | null>(null);
const over = signal(false);
const CAUSES_SHOWN = 3;

/** Hands reports to the server one source after the other, and shows on the map what came of them. */
async function hand(sources: readonly { readonly what: string; readonly send: () => Promise<Answer> }[]): Promise<void> {
  if (running.peek() !== null) return;
  let any = false;
  for (const { what, send } of sources) {
    running.value = what;
    const answer = await send();
    const added: Added = { what, outcome: outcomeOf(answer) };
    any ||= 'fresh' in added.outcome && added.outcome.fresh > 0;
    done.value = [added, ...done.peek()].slice(0, 20);
    announce(`${what}: ${textOf(added)}`);
  }
  running.value = null;
  if (any) await showNews().catch(() => undefined);
}

function outcomeOf(answer: Answer): Added['outcome'] {
  if (!fine(answer) || !isObject(answer.body)) return { failed: answer.status === 0 ? t('failedOffline') : causeOf(answer) };
  const { body } = answer;
  const reports = Array.isArray(body['reports']) ? body['reports'].filter(isObject) : [];
  return {
    fresh: asNumber(body['new']) ?? 0,
    known: asNumber(body['known']) ?? 0,
    unread: asNumber(body['unreadable']) ?? 0,
    complete: body['complete'] !== false,
    causes: reports.flatMap((report) => asText(report['cause']) ?? []),
  };
}

function textOf({ outcome }: Added): string {
  if ('failed' in outcome) return t('decisionFailed', { detail: outcome.failed });
  const { fresh, known, unread } = outcome;
  return [t('addNew', { n: fresh }), known ? t('addKnown', { n: known }) : '', unread ? t('addUnread', { n: unread }) : ''].filter(Boolean).join(', ');
}

export const addText = (text: string, published: string | null): Promise<void> =>
  hand([{ what: `“${text.trim().slice(0, 40)}…”`, send: () => ask('reports', { method: 'POST', body: { text, ...(published && { published }) } }) }]);

const addFiles = (files: FileList | null): Promise<void> =>
  hand(
    Array.from(files ?? [], (file) => ({
      what: file.name,
      // As plain bytes: what a file holds is told by its content, and JSON would be taken for an order.
      send: () => ask(`reports?${new URLSearchParams({ name: file.name })}`, { method: 'POST', body: new Blob([file], { type: 'application/octet-stream' }) }),
    })),
  );

/** Files that are dropped, or an address, into the store and onto the map. */
export function AddReports() {
  const chooser = useRef<HTMLInputElement>(null);
  const address = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (session.peek() === null) void loadSession();
  }, []);
  const busy = running.value !== null;
  const fetchIt = (event: Event) => {
    event.preventDefault();
    const url = address.current?.value.trim();
    if (url) void hand([{ what: url, send: () => ask('reports', { method: 'POST', body: { url } }) }]);
  };
  const mayAdd = session.value?.editor ?? false;
  return (
    <section class="add">
      <h2>{t('addTitle')}</h2>
      {session.value && !mayAdd && <p class="note">{t('mayNotEdit')}</p>}
      {mayAdd && (
        <>
          <div
            class={over.value ? 'drop over' : 'drop'}
            onDragOver={(event) => {
              event.preventDefault();
              over.value = true;
            }}
            onDragLeave={() => (over.value = false)}
            onDrop={(event) => {
              event.preventDefault();
              over.value = false;
              void addFiles(event.dataTransfer?.files ?? null);
            }}
          >
            <p>{t('addNote')}</p>
            <button type="button" class="button" disabled={busy} onClick={() => chooser.current?.click()}>
              {t('addFiles')}
            </button>
            <input ref={chooser} type="file" multiple hidden aria-label={t('addFiles')} onChange={(event) => void addFiles(event.currentTarget.files)} />
          </div>
          <form onSubmit={fetchIt}>
            <label for="add-address">{t('addAddress')}</label>
            <input ref={address} id="add-address" type="url" dir="ltr" placeholder="https://" maxLength={2000} />
            <div class="actions">
              <button type="submit" class="button" disabled={busy}>
                {t('addFetch')}
              </button>
            </div>
          </form>
        </>
      )}
      {running.value !== null && <p role="status">{t('addRunning', { what: running.value })}</p>}
      <ul class="added">
        {done.value.map((added, i) => (
          <li key={i} class={'failed' in added.outcome ? 'failed' : ''}>
            <Icon name={'failed' in added.outcome ? 'close' : 'check'} />
            <div>
              <bdi>{added.what}</bdi>
              <p>{textOf(added)}</p>
              {'causes' in added.outcome &&
                added.outcome.causes.slice(0, CAUSES_SHOWN).map((cause, n) => (
                  <p key={n} class="note" lang="en" dir="ltr">
                    {cause}
                  </p>
                ))}
              {'complete' in added.outcome && !added.outcome.complete && <p class="note">{t('addMore')}</p>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
