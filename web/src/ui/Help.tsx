import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n';
import type { Key } from '../i18n/en';
import { Icon } from './icons';

export const helpOpen = signal(false);

const KEYS: readonly (readonly [string, Key])[] = [
  ['/', 'key_search'],
  ['J  K', 'key_next'],
  ['Space', 'key_play'],
  ['[  ]', 'key_window'],
  ['R', 'key_reset'],
  ['T', 'key_theme'],
  ['Esc', 'key_close'],
  ['?', 'key_help'],
];

export function Help() {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = helpOpen.value;
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      class="help"
      aria-labelledby="help-title"
      onClose={() => (helpOpen.value = false)}
      onClick={(event) => event.target === event.currentTarget && (helpOpen.value = false)}
    >
      {open && (
        <div class="help-body">
          <div class="card-bar">
            <h2 id="help-title">{t('readingTitle')}</h2>
            <span class="grow" />
            <button type="button" class="icon-button" onClick={() => (helpOpen.value = false)} aria-label={t('close')}>
              <Icon name="close" />
            </button>
          </div>
          <ul>
            {(['reading_color', 'reading_planned', 'reading_circle', 'reading_timeline'] as const).map((key) => (
              <li key={key}>{t(key)}</li>
            ))}
            <li>{t('borders')}</li>
          </ul>
          <h2>{t('shortcuts')}</h2>
          <dl class="keys">
            {KEYS.map(([keys, what]) => (
              <div key={what}>
                <dt dir="ltr">
                  {keys.split('  ').map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{t(what)}</dd>
              </div>
            ))}
          </dl>
          <p class="note">{t('mapHelp')}</p>
          <p class="note">{t('timelineHelp')}</p>
        </div>
      )}
    </dialog>
  );
}
