import { signal } from '@preact/signals';
import { t } from '../i18n';
import type { Key } from '../i18n/en';
import { Dialog } from './Dialog';

export const helpOpen = signal(false);

const KEYS: readonly (readonly [string, Key])[] = [
  ['/', 'key_search'],
  ['J  K', 'key_next'],
  ['Space', 'key_play'],
  ['[  ]', 'key_window'],
  ['N  P  A  M  U  S', 'key_review'],
  ['1  9', 'key_candidate'],
  ['R', 'key_reset'],
  ['T', 'key_theme'],
  ['Esc', 'key_close'],
  ['?', 'key_help'],
];

export function Help() {
  return (
    <Dialog shown={helpOpen} id="help-title" title={t('readingTitle')} class="help">
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
    </Dialog>
  );
}
