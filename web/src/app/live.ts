import { computed, effect, signal } from '@preact/signals';
import { isObject } from '../model/incident';
import { ask } from './session';
import { columns, loading, refresh } from './store';

/** Incidents that came, changed or went since the page was loaded, and are not shown as they are now. */
export const unseen = signal<ReadonlySet<string>>(new Set());
export const news = computed(() => unseen.value.size);

const RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 300_000;
/** So long what was done at this page may come back as news of it. */
const ECHO_MS = 10_000;

let since: number | null = null;

/** Hears of changes for as long as somebody looks on; the view stays as it is until they ask for what is new. */
export function watchChanges(): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = RETRY_MS;
  let ended = false;
  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };
  const open = () => {
    close();
    if (ended || document.hidden || since === null) return;
    const stream = new EventSource(new URL(`api/changes/stream?since=${since}`, document.baseURI));
    source = stream;
    const hear = (event: Event) => {
      wait = RETRY_MS;
      const told = parsed((event as MessageEvent<string>).data);
      if (!told || told.sequence <= (since ?? 0)) return;
      since = told.sequence;
      if ((own.get(told.id) ?? 0) < Date.now()) unseen.value = new Set([...unseen.peek(), told.id]);
    };
    for (const kind of ['incident', 'incident_gone']) stream.addEventListener(kind, hear);
    stream.addEventListener('error', () => {
      // A short break is mended by the browser itself; what was refused is asked again later and later.
      if (stream.readyState !== EventSource.CLOSED || source !== stream) return;
      close();
      timer = setTimeout(open, wait);
      wait = Math.min(LONGEST_RETRY_MS, wait * 2);
    });
  };
  const onVisibility = () => (document.hidden ? close() : open());
  const start = async () => {
    // What is told before this moment is loaded by then, or told again.
    since ??= columns.peek().sequence;
    if (since === null) {
      const { body } = await ask('status');
      if (isObject(body) && typeof body['sequence'] === 'number') since ??= body['sequence'];
    }
    open();
  };
  const stop = effect(() => {
    if (loading.value.phase === 'ready') void start();
  });
  document.addEventListener('visibilitychange', onVisibility);
  return () => {
    ended = true;
    close();
    stop();
    document.removeEventListener('visibilitychange', onVisibility);
  };
}

function parsed(data: string): { id: string; sequence: number } | null {
  try {
    const told: unknown = JSON.parse(data);
    if (isObject(told) && typeof told['id'] === 'string' && typeof told['sequence'] === 'number') return { id: told['id'], sequence: told['sequence'] };
  } catch {
    // What is no JSON tells nothing.
  }
  return null;
}

const own = new Map<string, number>();

/** What is done at this page is shown at once; the stream tells it again, which is then nothing new. */
export function expectEcho(ids: Iterable<string>): void {
  const until = Date.now() + ECHO_MS;
  for (const id of ids) own.set(id, until);
}

let running: AbortController | null = null;

/** Shows everything as it is now. */
export async function showNews(): Promise<void> {
  running?.abort();
  const control = (running = new AbortController());
  const told = unseen.peek();
  await refresh(control.signal);
  if (control.signal.aborted) return;
  unseen.value = new Set([...unseen.peek()].filter((id) => !told.has(id)));
}
