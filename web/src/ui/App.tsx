import { effect, signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { useEffect } from 'preact/hooks';
import { news, showNews, watchChanges } from '../app/live';
import { onReviewKey } from '../app/keys';
import { addressOf } from '../app/share';
import { standalone } from '../app/standalone';
import { announce, announcement, embedded, load, loading, playing, reset, selectedIncident, selection, state, syncAddress, update, watchQuery, watchSelected } from '../app/store';
import { watchPlayback } from '../app/play';
import { direction, language, t, useLanguage } from '../i18n';
import type { Tab } from '../model/state';
import { Card, closeCard, step } from './Card';
import { cycleTheme, Header } from './Header';
import { Help, helpOpen } from './Help';
import { Icon } from './icons';
import { Legend } from './Legend';
import { List } from './List';
import { MapPane } from './MapPane';
import { darkNow, wide } from './media';
import { nudge } from './timeline/moves';
import { TimelineView } from './timeline/TimelineView';
import { Share, shareOpen } from './Share';
import { TryIt } from './TryIt';

type Sheet = 'low' | 'half' | 'full';
/** How far the panel is drawn up over the map on a narrow screen. */
const sheet = signal<Sheet>('half');

export function App() {
  useEffect(begin, []);
  const { tab, selected } = state.value;
  if (embedded) return <Embedded />;
  const narrowCard = !wide.value && selected !== null && tab !== 'review';
  const locked = loading.value.phase === 'failed' && loading.value.status === 401 && !standalone;
  const shownTab: Tab = !tabsNow().includes(tab) ? 'list' : tab;
  return (
    <div class={`app sheet-${sheet.value}`}>
      <Header />
      <main class="main">
        <MapPane />
        <News />
        <section class="panel" aria-label={t('panel')}>
          {!wide.value && <Grip />}
          <Tabs shown={shownTab} />
          <div class="panel-body" id="panel-body" role="tabpanel" aria-labelledby={`tab-${shownTab}`}>
            {locked ? (
              <LaterSignIn />
            ) : narrowCard ? (
              <Card incident={selectedIncident.value} />
            ) : shownTab === 'try' ? (
              <TryIt />
            ) : shownTab === 'review' ? (
              <LaterReview />
            ) : shownTab === 'timeline' ? (
              <TimelineView />
            ) : shownTab === 'filters' ? (
              <Legend />
            ) : (
              <List />
            )}
          </div>
        </section>
        {wide.value && selected !== null && (
          <aside class="card-pane" aria-label={t('card')}>
            <Card incident={selectedIncident.value} />
          </aside>
        )}
        {wide.value && <TimelineView />}
      </main>
      <Help />
      <Share />
      <div class="hidden" role="status" aria-live="polite">
        {announcement.value}
      </div>
    </div>
  );
}

const ReviewNow = signal<FunctionComponent | null>(null);

/** The review comes when it is opened: most readers never do. */
function LaterReview() {
  useEffect(() => {
    if (!standalone && !ReviewNow.peek()) void import('./review/Review').then((module) => (ReviewNow.value = module.default));
  }, []);
  const Review = ReviewNow.value;
  return Review ? <Review /> : <p class="nothing" role="status">{t('loading')}</p>;
}

const SignInNow = signal<FunctionComponent | null>(null);

/** Where the server shows nothing without a key, it is asked for in the place of the list. */
function LaterSignIn() {
  useEffect(() => {
    if (!standalone && !SignInNow.peek()) void import('./review/SignIn').then((module) => (SignInNow.value = module.SignIn));
  }, []);
  const SignIn = SignInNow.value;
  return SignIn ? <SignIn /> : <p class="nothing" role="status">{t('loading')}</p>;
}

/** Says that something is new, and shows it when asked to. */
function News() {
  const n = news.value;
  if (n === 0) return null;
  return (
    <div class="news">
      <button type="button" class="button" onClick={() => void showNews().catch(() => announce(t('failed')))}>
        <Icon name="live" />
        {t('news', { n })}
        <strong>{t('newsShow')}</strong>
      </button>
    </div>
  );
}

/** What another page shows in a frame. */
function Embedded() {
  return (
    <div class="app embed">
      <main class="main">
        <h1 class="hidden">{t('map')}</h1>
        <MapPane />
        <a class="button whole" href={addressOf(state.value)} target="_blank" rel="noopener">
          <Icon name="external" flip />
          {t('openFull')}
        </a>
        <TimelineView />
      </main>
    </div>
  );
}

const TAB_ICONS = { list: 'list', timeline: 'timeline', filters: 'filters', try: 'edit', review: 'review' } as const;

const tabsNow = (): readonly Tab[] => {
  const own: readonly Tab[] = wide.value ? ['list'] : ['list', 'timeline', 'filters'];
  return standalone ? own : [...own, 'try', 'review'];
};

function Tabs({ shown }: { shown: Tab }) {
  const tabs = tabsNow();
  const choose = (tab: Tab) => {
    update(wide.peek() ? { tab } : { tab, selected: null });
    if (sheet.peek() === 'low') sheet.value = 'half';
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const forward = direction.peek() === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const back = direction.peek() === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
    const by = event.key === forward ? 1 : event.key === back ? -1 : 0;
    if (!by) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(shown) + by + tabs.length) % tabs.length]!;
    choose(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab}
          type="button"
          id={`tab-${tab}`}
          role="tab"
          aria-selected={tab === shown}
          aria-controls="panel-body"
          tabIndex={tab === shown ? 0 : -1}
          onClick={() => choose(tab)}
        >
          <Icon name={TAB_ICONS[tab]} />
          <span>{t(`tab_${tab}`)}</span>
        </button>
      ))}
    </div>
  );
}

const SHEETS: readonly Sheet[] = ['low', 'half', 'full'];

/** The edge by which the panel is pulled up and down; as buttons, too. */
function Grip() {
  const go = (by: 1 | -1) => (sheet.value = SHEETS[Math.max(0, Math.min(2, SHEETS.indexOf(sheet.value) + by))]!);
  let from: number | null = null;
  return (
    <div
      class="grip"
      onPointerDown={(event) => {
        from = event.clientY;
      }}
      onPointerUp={(event) => {
        if (from !== null && Math.abs(event.clientY - from) > 24) go(event.clientY < from ? 1 : -1);
        from = null;
      }}
    >
      <button type="button" class="icon-button small" onClick={() => go(-1)} disabled={sheet.value === 'low'} aria-label={t('sheetLess')}>
        <Icon name="down" />
      </button>
      <i />
      <button type="button" class="icon-button small" onClick={() => go(1)} disabled={sheet.value === 'full'} aria-label={t('sheetMore')}>
        <Icon name="up" />
      </button>
    </div>
  );
}

/** Starts what runs beside the views: loading, address, playback, keys. */
function begin(): () => void {
  syncAddress();
  watchQuery();
  watchSelected();
  watchPlayback();
  const unwatch = standalone || embedded ? () => undefined : watchChanges();
  void load();
  addEventListener('keydown', onKey);
  const stops = [
    effect(() => {
      const root = document.documentElement;
      root.dataset['theme'] = darkNow.value ? 'dark' : 'light';
      root.lang = language.value;
      root.dir = direction.value;
    }),
    effect(() => void useLanguage(state.value.language)),
    effect(() => {
      if (state.value.selected !== null && sheet.peek() === 'low') sheet.value = 'half';
    }),
    // Filters change what is shown without moving the focus: a screen reader is told, once things rest.
    effect(() => {
      const n = selection.value.shown.length;
      if (playing.peek()) return;
      const timer = setTimeout(() => announce(t('updated', { n })), 700);
      return () => clearTimeout(timer);
    }),
    effect(() => {
      const n = news.value;
      if (n === 0) return;
      const timer = setTimeout(() => announce(t('news', { n })), 1500);
      return () => clearTimeout(timer);
    }),
  ];
  return () => {
    unwatch();
    removeEventListener('keydown', onKey);
    for (const stop of stops) stop();
  };
}

function onKey(event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  const typing = target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]') !== null;
  if (event.key === 'Escape') {
    if (helpOpen.peek() || shareOpen.peek()) return;
    if (typing && target instanceof HTMLInputElement && target.value) return;
    if (state.peek().selected !== null) closeCard();
    return;
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey || helpOpen.peek() || shareOpen.peek()) return;
  if (state.peek().tab === 'review' && onReviewKey.peek()?.(event.key.toLowerCase())) {
    event.preventDefault();
    return;
  }
  const act: Record<string, () => void> = {
    '/': () => document.getElementById('search')?.focus(),
    j: () => step(1),
    k: () => step(-1),
    '[': () => nudge(-1),
    ']': () => nudge(1),
    r: reset,
    t: cycleTheme,
    '?': () => (helpOpen.value = true),
  };
  // Space presses what has the focus; only elsewhere does it play.
  if (event.key === ' ' && (target === document.body || target.closest('.map'))) act[' '] = () => (playing.value = !playing.peek());
  const chosen = act[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (chosen) {
    event.preventDefault();
    chosen();
  }
}
