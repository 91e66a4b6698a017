import { announce, loading, state, update } from '../app/store';
import { LANGUAGE_NAMES, t } from '../i18n';
import { LANGUAGES, THEMES, type Language } from '../model/state';
import { helpOpen } from './Help';
import { Icon, Logo } from './icons';
import { shareOpen } from './Share';

const THEME_ICONS = { auto: 'auto', light: 'sun', dark: 'moon' } as const;

export function cycleTheme(): void {
  const now = state.peek().theme;
  const next = THEMES[(THEMES.indexOf(now) + 1) % THEMES.length]!;
  update({ theme: next });
  announce(`${t('theme')}: ${t(`theme_${next}`)}`);
}

export function Header() {
  const { theme, language } = state.value;
  return (
    <header class="header">
      <a class="skip" href="#panel-body" onClick={skip}>
        {t('skipToList')}
      </a>
      <h1 class="brand">
        <Logo />
        <span class="name">{t('appTitle')}</span>
      </h1>
      <Search />
      <Progress />
      <div class="tools">
        <label class="pick">
          <Icon name="globe" />
          <span class="hidden">{t('language')}</span>
          <select value={language} onChange={(event) => update({ language: event.currentTarget.value as Language })}>
            {LANGUAGES.map((code) => (
              <option key={code} value={code} lang={code}>
                {LANGUAGE_NAMES[code]}
              </option>
            ))}
          </select>
        </label>
        <button type="button" class="icon-button" onClick={cycleTheme} aria-label={`${t('theme')}: ${t(`theme_${theme}`)}`} title={`${t('theme')}: ${t(`theme_${theme}`)}`}>
          <Icon name={THEME_ICONS[theme]} />
        </button>
        <button type="button" class="icon-button" onClick={() => (shareOpen.value = true)} aria-label={t('share')} title={t('share')}>
          <Icon name="share" />
        </button>
        <button type="button" class="icon-button" onClick={() => (helpOpen.value = true)} aria-label={t('help')} title={t('help')}>
          <Icon name="help" />
        </button>
      </div>
    </header>
  );
}

function skip(event: Event): void {
  event.preventDefault();
  update({ tab: 'list', selected: null });
  requestAnimationFrame(() => document.getElementById('list')?.focus());
}

function Search() {
  const { query } = state.value;
  return (
    <form class="search" role="search" onSubmit={(event) => event.preventDefault()}>
      <Icon name="search" />
      <label class="hidden" for="search">
        {t('search')}
      </label>
      <input
        id="search"
        type="search"
        {...(query && { dir: 'auto' as const })}
        autocomplete="off"
        spellcheck={false}
        maxLength={200}
        placeholder={t('searchHint')}
        value={query}
        onInput={(event) => update({ query: event.currentTarget.value })}
      />
      {query !== '' && (
        <button type="button" class="icon-button small" onClick={() => update({ query: '' })} aria-label={t('clear')}>
          <Icon name="close" />
        </button>
      )}
    </form>
  );
}

function Progress() {
  const now = loading.value;
  if (now.phase !== 'loading' || now.total === null || now.total === 0) return null;
  return (
    <div class="progress">
      <progress max={now.total} value={now.count} aria-label={t('loading')} />
      <span>{t('loadingSome', { n: now.count, all: now.total })}</span>
    </div>
  );
}
