import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import '../../styles/review.css';
import { signIn, signOut, session } from '../../app/session';
import { announce, load, loading } from '../../app/store';
import { t } from '../../i18n';

/** Asks editors for their key; the browser keeps it from then on where no script reads it. */
export function SignIn() {
  const field = useRef<HTMLInputElement>(null);
  const now = useSignal<'idle' | 'running' | { readonly failed: string }>('idle');
  const send = async (event: Event) => {
    event.preventDefault();
    const key = field.current?.value.trim() ?? '';
    if (!key) return;
    now.value = 'running';
    const failed = await signIn(key);
    if (failed === null) {
      announce(t('signedIn', { name: session.peek()?.name ?? '' }));
      // Without the key there was nothing to see.
      if (loading.peek().phase === 'failed') void load();
    } else field.current?.select();
    now.value = failed === null ? 'idle' : { failed };
  };
  const state = now.value;
  return (
    <form class="sign-in" onSubmit={(event) => void send(event)}>
      <h2>{t('signIn')}</h2>
      <p class="note">{t('signInNote')}</p>
      {session.value?.name && !session.value.editor && <p class="status-note">{t('readerOnly', { name: session.value.name })}</p>}
      <label for="sign-in-key">{t('signInKey')}</label>
      <input ref={field} id="sign-in-key" type="password" autocomplete="current-password" dir="ltr" maxLength={200} />
      {typeof state === 'object' && (
        <p role="alert" class="status-note denied">
          {t('signInFailed', { detail: state.failed })}
        </p>
      )}
      <div class="actions">
        <button type="submit" class="button primary" disabled={state === 'running'}>
          {t('signIn')}
        </button>
      </div>
    </form>
  );
}

export function SignedIn() {
  const now = session.value;
  if (!now?.name) return null;
  return (
    <p class="signed-in">
      <span>{t('signedIn', { name: now.name })}</span>
      <button type="button" class="link" onClick={() => void signOut()}>
        {t('signOut')}
      </button>
    </p>
  );
}
