import { extent, selectedIncident, state } from '../../app/store';
import { formatNumber, language, t } from '../../i18n';
import { KIND_COLORS, KINDS } from '../../model/codebook';
import { type Day, formatDay, formatRange, type Window } from '../../model/days';
import { binOf, edgesOf, floorTo, nextAfter, type Unit, unitFor } from '../../model/histogram';
import { bins, chosen, clamp, compared, height, reach, width, xOf } from './scale';

const TOLD_HEIGHT = 0.72;
const AXIS = 20;

/** What the bar over a day holds, in words. */
export function readAt(day: Day): string {
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

export function paint(canvas: HTMLCanvasElement, style: CSSStyleDeclaration): void {
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
  const other = compared.value;
  if (other) {
    const left = clamp(xOf(other.from));
    const right = clamp(xOf(other.to + 1));
    context.save();
    context.beginPath();
    context.rect(left, 0, right - left, body);
    context.clip();
    context.strokeStyle = color('--line-strong');
    context.lineWidth = 1;
    context.beginPath();
    for (let x = left - body; x < right; x += 9) {
      context.moveTo(x, body);
      context.lineTo(x + body, 0);
    }
    context.stroke();
    context.restore();
  }
  const inWindow = (i: number) => (other !== null && edges[i]! <= other.to && edges[i + 1]! - 1 >= other.from) || now === null || (edges[i]! <= now.to && edges[i + 1]! - 1 >= now.from);
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
