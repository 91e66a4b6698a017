import { useEffect, useRef } from 'preact/hooks';
import { extent, playing, selectedIncident, update } from '../../app/store';
import { language, t } from '../../i18n';
import { type Day, formatDay, formatRange, type Window } from '../../model/days';
import { binOf } from '../../model/histogram';
import { darkNow } from '../media';
import { moveOther, onKeys, setReach, shift, zoom } from './moves';
import { paint, readAt } from './paint';
import { bins, chosen, clamp, compared, dayAt, days, height, reach, width, xOf } from './scale';

type Drag = { readonly kind: 'new' | 'from' | 'to' | 'move' | 'otherFrom' | 'otherTo'; readonly origin: Day; readonly start: Window; moved: boolean };

export function Plot({ onRead }: { onRead: (text: string | null) => void }) {
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
  const other = compared.value;
  useEffect(() => {
    if (canvas.current) paint(canvas.current, getComputedStyle(canvas.current));
  }, [bins.value, now, other, width.value, height.value, darkNow.value, language.value, selectedIncident.value]);

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
    if (!current.moved && Math.abs(day - current.origin) * (width.value / days()) < 3 && (current.kind === 'new' || current.kind === 'move')) return;
    current.moved = true;
    const { start, origin, kind } = current;
    if (kind === 'new') update({ undated: false, window: { from: Math.min(origin, day), to: Math.max(origin, day) } });
    else if (kind === 'from') update({ undated: false, window: { from: Math.min(day, start.to), to: start.to } });
    else if (kind === 'to') update({ undated: false, window: { from: start.from, to: Math.max(day, start.from) } });
    else if (kind === 'move') shift(start, day - origin);
    else if (other) moveOther(kind === 'otherFrom' ? 'from' : 'to', other, day);
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
      {other &&
        (['from', 'to'] as const).map((end) => (
          <div
            key={`other-${end}`}
            class={`handle other ${end}`}
            data-handle={end === 'from' ? 'otherFrom' : 'otherTo'}
            role="slider"
            tabIndex={0}
            aria-label={`${t('periodOther')}: ${end === 'from' ? t('windowStart') : t('windowEnd')}`}
            aria-valuemin={extent.value?.from ?? 0}
            aria-valuemax={extent.value?.to ?? 0}
            aria-valuenow={other[end]}
            aria-valuetext={formatDay(other[end], language.value, 'weekday')}
            onKeyDown={(event) => onKeys(event, end, other)}
            style={{ left: `${clamp(xOf(end === 'from' ? other.from : other.to + 1))}px` }}
          />
        ))}
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
