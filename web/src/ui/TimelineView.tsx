import { computed, signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { extent, playing, selectedIncident, selection, state, update } from '../app/store';
import { formatNumber, language, t } from '../i18n';
import { KIND_COLORS, KINDS } from '../model/codebook';
import { type Day, formatDay, formatRange, type Window } from '../model/days';
import { binOf, edgesOf, floorTo, histogram, nextAfter, type Unit, unitFor } from '../model/histogram';
import { type PlayMode, PLAY_MODES, type Speed, SPEEDS } from '../model/state';
import { Icon } from './icons';
import { darkNow } from './media';

const TOLD_HEIGHT = 0.72;
const AXIS = 20;
const LEAST_DAYS = 7;

const width = signal(800);
const height = signal(120);
/** The days that the timeline shows. */
const reach = computed<Window>(() => state.value.reach ?? extent.value ?? { from: 0, to: 364 });
const anyDay = computed(() => selection.value.anyDay);
const bins = computed(() => histogram(anyDay.value, reach.value, Math.max(12, Math.min(240, Math.floor(width.value / 6)))));
const chosen = computed(() => (state.value.undated ? null : state.value.window));

const days = () => reach.value.to - reach.value.from + 1;
const xOf = (day: Day): number => ((day - reach.value.from) / days()) * width.value;
const dayAt = (x: number): Day =>
  Math.max(reach.value.from, Math.min(reach.value.to, reach.value.from + Math.floor((x / Math.max(1, width.value)) * days())));

export function TimelineView() {
  const { undated } = state.value;
  const now = chosen.value;
  const unit = bins.value.unit;
  const readout = useSignal<string | null>(null);
  return (
    <section class="timeline" aria-label={t('timeline')}>
      <div class="timeline-head">
        <Playback />
        <p class="window" aria-live="off">
          {now ? (
            <>
              <strong>{formatRange(now.from, now.to, language.value)}</strong>
              <button type="button" class="icon-button small" onClick={() => update({ window: null })} aria-label={t('clearWindow')} title={t('clearWindow')}>
                <Icon name="close" />
              </button>
            </>
          ) : (
            <strong>{undated ? t('undated') : t('allDays')}</strong>
          )}
          <span class="readout">{readout.value ?? t(`per_${unit}`)}</span>
        </p>
        <button
          type="button"
          class="chip"
          aria-pressed={undated}
          title={t('undatedHint')}
          onClick={() => update({ undated: !undated })}
        >
          {t('undatedChip')} <span class="number">{formatNumber(selection.value.undatedCount)}</span>
        </button>
        <div class="zoom">
          <button type="button" class="icon-button" onClick={() => zoom(1.8)} aria-label={t('zoomOut')} title={t('zoomOut')} disabled={!state.value.reach}>
            <Icon name="minus" />
          </button>
          <button type="button" class="icon-button" onClick={() => zoom(1 / 1.8)} aria-label={t('zoomIn')} title={t('zoomIn')} disabled={days() <= LEAST_DAYS}>
            <Icon name="plus" />
          </button>
          <button
            type="button"
            class="button"
            onClick={() => update({ reach: now && !sameWindow(now, state.value.reach) ? now : null })}
            title={now && !sameWindow(now, state.value.reach) ? t('zoomTo') : t('zoomAll')}
            disabled={!now && !state.value.reach}
          >
            {now && !sameWindow(now, state.value.reach) ? <Icon name="fit" /> : t('zoomAll')}
            {now && !sameWindow(now, state.value.reach) && <span class="hidden">{t('zoomTo')}</span>}
          </button>
        </div>
      </div>
      <Plot onRead={(text) => (readout.value = text)} />
    </section>
  );
}

const sameWindow = (a: Window, b: Window | null): boolean => b !== null && a.from === b.from && a.to === b.to;

/** Shows fewer or more days around the middle of what is chosen, or around a given share of the width. */
function zoom(factor: number, share?: number): void {
  const all = extent.peek();
  if (!all) return;
  const { from, to } = reach.peek();
  const now = chosen.peek();
  const middle = share !== undefined ? from + share * (to - from) : now ? (now.from + now.to) / 2 : (from + to) / 2;
  const length = Math.max(LEAST_DAYS, (to - from + 1) * factor);
  const at = share ?? 0.5;
  const next = { from: Math.round(middle - at * length), to: Math.round(middle + (1 - at) * length) };
  setReach(next);
}

function setReach({ from, to }: Window): void {
  const all = extent.peek();
  if (!all) return;
  const length = to - from;
  if (length >= all.to - all.from) update({ reach: null });
  else {
    const start = Math.max(all.from, Math.min(all.to - length, from));
    update({ reach: { from: start, to: start + length } });
  }
}

function Playback() {
  const { playMode, speed } = state.value;
  return (
    <div class="playback">
      <button
        type="button"
        class="icon-button play"
        onClick={() => (playing.value = !playing.value)}
        aria-label={playing.value ? t('pause') : t('play')}
        title={playing.value ? t('pause') : t('play')}
      >
        <Icon name={playing.value ? 'pause' : 'play'} />
      </button>
      <label>
        <span class="hidden">{t('playMode')}</span>
        <select value={playMode} onChange={(event) => update({ playMode: event.currentTarget.value as PlayMode })}>
          {PLAY_MODES.map((mode) => (
            <option key={mode} value={mode}>
              {t(`play_${mode}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span class="hidden">{t('speed')}</span>
        <select value={speed} onChange={(event) => update({ speed: Number(event.currentTarget.value) as Speed })}>
          {SPEEDS.map((each) => (
            <option key={each} value={each}>
              {each}×
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

type Drag = { readonly kind: 'new' | 'from' | 'to' | 'move'; readonly origin: Day; readonly start: Window; moved: boolean };

function Plot({ onRead }: { onRead: (text: string | null) => void }) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const drag = useRef<Drag | null>(null);

  useEffect(() => {
    const element = box.current!;
    const observer = new ResizeObserver(() => {
      width.value = Math.max(1, element.clientWidth);
      height.value = Math.max(40, element.clientHeight);
    });
    observer.observe(element);
    // The wheel must not scroll the page as well, which only a listener that is not passive can say.
    const wheel = (event: WheelEvent) => {
      if (!event.deltaY && !event.deltaX) return;
      event.preventDefault();
      const share = (event.clientX - element.getBoundingClientRect().left) / width.peek();
      if (Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey) {
        const by = Math.round(((event.deltaX || event.deltaY) / width.peek()) * days());
        setReach({ from: reach.peek().from + by, to: reach.peek().to + by });
      } else zoom(event.deltaY > 0 ? 1.25 : 0.8, share);
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => {
      observer.disconnect();
      element.removeEventListener('wheel', wheel);
    };
  }, []);

  const now = chosen.value;
  const shown = now ?? reach.value;
  useEffect(() => {
    if (canvas.current) paint(canvas.current, getComputedStyle(canvas.current));
  }, [bins.value, now, width.value, height.value, darkNow.value, language.value, selectedIncident.value]);

  const xIn = (event: PointerEvent) => event.clientX - box.current!.getBoundingClientRect().left;
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    const x = xIn(event);
    const handle = (event.target as HTMLElement).dataset['handle'] as Drag['kind'] | undefined;
    const inside = now !== null && x >= xOf(now.from) && x <= xOf(now.to + 1);
    const origin = dayAt(x);
    drag.current = { kind: handle ?? (inside ? 'move' : 'new'), origin, start: shown, moved: false };
    box.current!.setPointerCapture(event.pointerId);
    playing.value = false;
  };
  const move = (event: PointerEvent) => {
    const x = xIn(event);
    const day = dayAt(x);
    const current = drag.current;
    if (!current) {
      onRead(readAt(day));
      return;
    }
    if (!current.moved && Math.abs(day - current.origin) * (width.value / days()) < 3 && current.kind !== 'from' && current.kind !== 'to') return;
    current.moved = true;
    const { start, origin, kind } = current;
    if (kind === 'new') update({ undated: false, window: { from: Math.min(origin, day), to: Math.max(origin, day) } });
    else if (kind === 'from') update({ undated: false, window: { from: Math.min(day, start.to), to: start.to } });
    else if (kind === 'to') update({ undated: false, window: { from: start.from, to: Math.max(day, start.from) } });
    else shift(start, day - origin);
  };
  const up = (event: PointerEvent) => {
    const current = drag.current;
    drag.current = null;
    if (!current || current.moved) return;
    // A click without dragging takes the bar under it; inside the chosen days it lets them go.
    if (current.kind === 'move') update({ window: null });
    else if (current.kind === 'new') {
      const day = dayAt(xIn(event));
      const { edges } = bins.value;
      const bin = binOf(edges, day);
      update({ undated: false, window: { from: edges[bin]!, to: edges[bin + 1]! - 1 } });
    }
  };

  return (
    <div
      ref={box}
      class={now ? 'plot chosen' : 'plot'}
      dir="ltr"
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={() => (drag.current = null)}
      onPointerLeave={() => onRead(null)}
      onDblClick={() => update({ window: null })}
    >
      <canvas ref={canvas} aria-hidden="true" />
      <div
        class="brush"
        role="slider"
        tabIndex={0}
        aria-label={t('windowMove')}
        aria-valuemin={extent.value?.from ?? 0}
        aria-valuemax={extent.value?.to ?? 0}
        aria-valuenow={shown.from}
        aria-valuetext={formatRange(shown.from, shown.to, language.value)}
        onKeyDown={(event) => onKeys(event, 'move')}
        style={{ left: `${clamp(xOf(shown.from))}px`, width: `${Math.max(2, clamp(xOf(shown.to + 1)) - clamp(xOf(shown.from)))}px` }}
      />
      {(['from', 'to'] as const).map((end) => (
        <div
          key={end}
          class={`handle ${end}`}
          data-handle={end}
          role="slider"
          tabIndex={0}
          aria-label={end === 'from' ? t('windowStart') : t('windowEnd')}
          aria-valuemin={extent.value?.from ?? 0}
          aria-valuemax={extent.value?.to ?? 0}
          aria-valuenow={shown[end]}
          aria-valuetext={formatDay(shown[end], language.value, 'weekday')}
          onKeyDown={(event) => onKeys(event, end)}
          style={{ left: `${clamp(xOf(end === 'from' ? shown.from : shown.to + 1))}px` }}
        />
      ))}
    </div>
  );
}

const clamp = (x: number): number => Math.max(0, Math.min(width.value, x));

/** Moves a window by days, keeping its length and keeping it on the timeline. */
function shift(window: Window, by: number): void {
  const all = extent.peek();
  if (!all) return;
  const kept = Math.max(all.from - window.from, Math.min(all.to - window.to, by));
  update({ undated: false, window: { from: window.from + kept, to: window.to + kept } });
}

/** Moves the chosen days one bar earlier or later; with nothing chosen, chooses the first or last bar. */
export function nudge(by: 1 | -1): void {
  const now = chosen.peek();
  const { edges, unit } = bins.peek();
  if (!now) {
    const bin = by > 0 ? 0 : edges.length - 2;
    update({ undated: false, window: { from: edges[bin]!, to: edges[bin + 1]! - 1 } });
    return;
  }
  const length = Math.max(now.to - now.from + 1, 1);
  shift(now, by * Math.max(length >= stepOf(unit) ? stepOf(unit) : length, 1));
}

const stepOf = (unit: Unit): number => ({ day: 1, week: 7, month: 30, quarter: 91, year: 365, decade: 3652 })[unit];

function onKeys(event: KeyboardEvent, what: 'from' | 'to' | 'move'): void {
  const all = extent.peek();
  if (!all) return;
  const now = chosen.peek() ?? reach.peek();
  const small = event.shiftKey ? 1 : Math.max(1, Math.round(days() / 100));
  const steps: Record<string, number> = {
    ArrowRight: small,
    ArrowUp: small,
    ArrowLeft: -small,
    ArrowDown: -small,
    PageUp: 10 * small,
    PageDown: -10 * small,
    Home: -Infinity,
    End: Infinity,
  };
  const step = steps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  if (what === 'move') {
    if (chosen.peek()) shift(now, step);
  } else if (what === 'from') update({ undated: false, window: { from: Math.max(all.from, Math.min(now.to, now.from + step)), to: now.to } });
  else update({ undated: false, window: { from: now.from, to: Math.min(all.to, Math.max(now.from, now.to + step)) } });
}

/** What the bar over a day holds, in words. */
function readAt(day: Day): string {
  const { edges, told, planned, unit } = bins.peek();
  const bin = binOf(edges, day);
  const sum = KINDS.reduce((all, kind) => all + told[kind][bin]!, 0);
  const from = edges[bin]!;
  const name =
    unit === 'month' ? formatDay(from, language.peek(), 'month') : unit === 'year' ? formatDay(from, language.peek(), 'year') : formatRange(from, edges[bin + 1]! - 1, language.peek());
  const round = (n: number) => Math.round(n * 10) / 10;
  const plans = planned[bin]! > 0 ? `, ${t('plannedLane').toLowerCase()}: ${formatNumber(round(planned[bin]!))}` : '';
  return `${name}: ${t('binTold', { n: round(sum) })}${plans}`;
}

function paint(canvas: HTMLCanvasElement, style: CSSStyleDeclaration): void {
  const ratio = globalThis.devicePixelRatio || 1;
  const [w, h] = [width.value, height.value];
  canvas.width = Math.round(w * ratio);
  canvas.height = Math.round(h * ratio);
  canvas.style.width = `${w}px`;
  canvas.style.height = `${h}px`;
  const context = canvas.getContext('2d')!;
  context.scale(ratio, ratio);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const { edges, told, planned, highest, highestPlanned } = bins.value;
  if (!extent.value) return;
  const now = chosen.value;
  const body = h - AXIS;
  const base = Math.round(body * (highestPlanned > 0 ? TOLD_HEIGHT : 1));
  const tall = base - 8;
  const deep = body - base - 4;

  drawTicks(context, w, h, body, color('--faint'), color('--line'));

  if (now) {
    // Under the bars, so that it does not change their colors.
    const left = clamp(xOf(now.from));
    context.fillStyle = color('--accent-soft');
    context.fillRect(left, 0, Math.max(2, clamp(xOf(now.to + 1)) - left), body);
  }
  const inWindow = (i: number) => now === null || (edges[i]! <= now.to && edges[i + 1]! - 1 >= now.from);
  for (let i = 0; i < edges.length - 1; i++) {
    const left = xOf(edges[i]!);
    const wide = Math.max(1, xOf(edges[i + 1]!) - left - (w / edges.length > 3 ? 1 : 0));
    context.globalAlpha = inWindow(i) && !state.value.undated ? 1 : 0.28;
    let y = base;
    for (const kind of KINDS) {
      const value = told[kind][i]!;
      if (value <= 0) continue;
      const high = (value / highest) * tall;
      context.fillStyle = KIND_COLORS[kind];
      context.fillRect(left, y - high, wide, Math.max(high, 0.6));
      y -= high;
    }
    if (planned[i]! > 0) {
      const high = Math.max(4, (planned[i]! / highestPlanned) * deep);
      context.strokeStyle = color('--ink');
      context.lineWidth = 1.2;
      context.setLineDash([2.5, 2]);
      context.strokeRect(left + 0.6, base + 2.5, Math.max(2.5, wide - 1.2), high - 1.5);
      context.setLineDash([]);
    }
  }
  context.globalAlpha = 1;
  context.fillStyle = color('--line-strong');
  context.fillRect(0, base, w, 1);
  if (highestPlanned > 0) {
    context.font = '500 10px "Noto Sans", "Noto Sans Arabic", sans-serif';
    context.fillStyle = color('--faint');
    context.textBaseline = 'bottom';
    context.fillText(t('plannedLane'), 4, body - 1);
  }
  const selected = selectedIncident.value;
  if (selected?.stands != null && selected.stands >= reach.value.from && selected.stands <= reach.value.to) {
    const x = xOf(selected.stands + 0.5);
    context.fillStyle = color('--ink');
    context.fillRect(x - 1, 4, 2, body - 4);
    context.beginPath();
    context.moveTo(x - 5, 0);
    context.lineTo(x + 5, 0);
    context.lineTo(x, 7);
    context.fill();
  }
}

function drawTicks(context: CanvasRenderingContext2D, w: number, h: number, body: number, ink: string, line: string): void {
  const unit = tickUnit(reach.value, Math.max(2, Math.floor(w / 82)));
  const edges = edgesOf(reach.value, unit);
  const name = (day: Day) => {
    if (unit === 'decade' || unit === 'year') return formatDay(day, language.value, 'year');
    const style = unit === 'quarter' || unit === 'month' ? 'monthShort' : 'short';
    const text = formatDay(day, language.value, style);
    return floorTo(day, 'year') === day || day === edges[0] ? `${text} ${formatDay(day, language.value, 'year')}` : text;
  };
  context.font = '400 11px "Noto Sans", "Noto Sans Arabic", sans-serif';
  context.textBaseline = 'alphabetic';
  let free = -Infinity;
  // Years that do not all fit are labeled every second, fifth or tenth.
  const each = unit === 'year' || unit === 'decade' ? Math.ceil(edges.length / Math.max(1, w / 44)) : 1;
  edges.forEach((day, i) => {
    const x = Math.round(xOf(day)) + 0.5;
    if (x < -1 || x > w) return;
    context.fillStyle = line;
    context.fillRect(x, 0, 1, body + 4);
    const text = name(day);
    const wide = context.measureText(text).width;
    if (i % each || x < free || x + 4 + wide > w) return;
    context.fillStyle = ink;
    context.fillText(text, x + 4, h - 5);
    free = x + wide + 12;
  });
}

/** The finest unit of which at most so many ticks fit. */
function tickUnit(window: Window, most: number): Unit {
  const unit = unitFor(window, most);
  return unit === 'decade' && nextAfter(window.from, 'year') <= window.to && (window.to - window.from) / 365 < most * 4 ? 'year' : unit;
}
