import { signal } from '@preact/signals';
import { asText, isObject } from '../model/incident';

/** Who works at this page, and what the server lets them do. */
export interface Session {
  /** Who the server knows them as; null where it asks for no key. */
  readonly name: string | null;
  /** Whether corrections are taken. */
  readonly editor: boolean;
  /** Whether the server asks for keys. */
  readonly asksForKey: boolean;
}

/** Null until it is known. */
export const session = signal<Session | null>(null);

const base = new URL('api/', document.baseURI);

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** The revision that the answer is about, where it has one. */
  readonly revision: number | null;
}

/** Asks the server; a status of 0 says that it did not answer. What is refused is an answer, too. */
export async function ask(path: string, options: { method?: string; body?: unknown; revision?: number; signal?: AbortSignal } = {}): Promise<Answer> {
  const { method = 'GET', body, revision, signal: ended } = options;
  const isBlob = body instanceof Blob;
  const headers: Record<string, string> = {
    accept: 'application/json',
    ...(body !== undefined && !isBlob && { 'content-type': 'application/json' }),
    ...(revision !== undefined && { 'if-match': `"${revision}"` }),
  };
  try {
    const response = await fetch(new URL(path, base), {
      method,
      headers,
      credentials: 'same-origin',
      ...(body !== undefined && { body: isBlob ? body : JSON.stringify(body) }),
      ...(ended && { signal: ended }),
    });
    const tag = /^(?:W\/)?"(\d{1,15})"$/.exec(response.headers.get('etag') ?? '');
    return { status: response.status, body: await response.json().catch(() => null), revision: tag ? Number(tag[1]) : null };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    return { status: 0, body: null, revision: null };
  }
}

export const fine = ({ status }: Answer): boolean => status >= 200 && status < 300;

/** What the server says is wrong, in its words. */
export const causeOf = ({ body, status }: Answer): string => (isObject(body) ? (asText(body['detail']) ?? asText(body['title'])) : null) ?? String(status || '');

export async function loadSession(): Promise<void> {
  session.value = sessionOf(await ask('session'));
}

function sessionOf(answer: Answer): Session {
  // A server that knows no sessions says when a decision is sent whether it takes it.
  if (answer.status === 404) return { name: null, editor: true, asksForKey: false };
  const told = isObject(answer.body) ? answer.body : {};
  return { name: asText(told['name']), editor: fine(answer) && (told['scope'] === 'editor' || told['scope'] === 'admin'), asksForKey: told['asks_for_key'] === true };
}

/** Signs in by a key; what went wrong, or null. */
export async function signIn(key: string): Promise<string | null> {
  const answer = await ask('session', { method: 'POST', body: { key } });
  if (!fine(answer)) return causeOf(answer);
  session.value = sessionOf(answer);
  return null;
}

export async function signOut(): Promise<void> {
  await ask('session', { method: 'DELETE' });
  await loadSession();
}

const NAME = 'dateline.name';

/** The name under which decisions are remembered, where the server knows none. */
export const ownName = signal(remembered());

function remembered(): string {
  try {
    return localStorage.getItem(NAME) ?? '';
  } catch {
    return '';
  }
}

export function rememberName(name: string): void {
  ownName.value = name;
  try {
    localStorage.setItem(NAME, name);
  } catch {
    // Then it is asked again.
  }
}
