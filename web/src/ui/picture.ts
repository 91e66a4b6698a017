import { extent, selection, state } from '../app/store';
import { direction, language, t } from '../i18n';
import type { MapView } from '../map/view';
import { KIND_COLORS, KINDS, type Status, STATUSES } from '../model/codebook';
import { formatRange } from '../model/days';

const FONT = '"Noto Sans", "Noto Sans Arabic", sans-serif';
const LINE = 22;
const MARGIN = 16;

/** The map and the timeline as they are now, with what they show, the legend and who made the map, as one PNG. */
export async function pictureOf(view: MapView): Promise<Blob> {
  await Promise.race([view.idle(), new Promise((resolve) => setTimeout(resolve, 2000))]);
  const map = view.canvas;
  const plot = document.querySelector<HTMLCanvasElement>('.plot canvas');
  const ratio = map.width / Math.max(1, map.clientWidth);
  const width = map.clientWidth;
  const plotHeight = plot && plot.width > 0 ? (plot.height / plot.width) * (width - 2 * MARGIN) : 0;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d')!;
  const write = (style: string) => (context.font = `${style} ${FONT}`);
  write('400 13px');
  const { hiddenKinds, hiddenStatuses } = state.peek();
  const entries: readonly { readonly color?: string; readonly status: Status; readonly text: string }[] = [
    ...KINDS.filter((kind) => !hiddenKinds.includes(kind)).map((kind) => ({ color: KIND_COLORS[kind], status: 'occurred' as const, text: t(`kind_${kind}`) })),
    ...STATUSES.filter((status) => !hiddenStatuses.includes(status)).map((status) => ({ status, text: t(`status_${status}`) })),
  ];
  const rows = wrapped(entries.map(({ text }) => context.measureText(text).width + 34), width - 2 * MARGIN);
  write('400 11px');
  const credits = lines(context, t('attribution'), width - 2 * MARGIN);
  const head = 40;
  const top = head + map.clientHeight;
  const foot = rows.length * LINE + credits.length * 16 + 20;
  canvas.width = map.width;
  canvas.height = Math.round((top + plotHeight + foot) * ratio);
  context.scale(ratio, ratio);
  const style = getComputedStyle(document.documentElement);
  const color = (name: string) => style.getPropertyValue(name).trim();
  context.fillStyle = color('--paper');
  context.fillRect(0, 0, width, canvas.height);
  context.drawImage(map, 0, head, width, map.clientHeight);
  if (plot && plotHeight > 0) context.drawImage(plot, MARGIN, top + 4, width - 2 * MARGIN, plotHeight);

  const rtl = direction.peek() === 'rtl';
  context.direction = direction.peek();
  context.textAlign = 'start';
  context.textBaseline = 'middle';
  const start = (x: number) => (rtl ? width - x : x);
  context.fillStyle = color('--ink');
  write('600 15px');
  const window = state.peek().window ?? extent.peek();
  const days = state.peek().undated ? t('undated') : window ? formatRange(window.from, window.to, language.peek()) : '';
  context.fillText([t('appTitle'), t('count', { n: selection.peek().shown.length }), days].filter(Boolean).join(' · '), start(MARGIN), head / 2, width - 2 * MARGIN);

  let y = top + plotHeight + 14;
  write('400 13px');
  for (const row of rows) {
    for (const [index, x] of row) {
      const { color: paint, status, text } = entries[index]!;
      drawSign(context, start(MARGIN + x + 6), y, paint ?? color('--ink'), status);
      context.fillStyle = color('--ink');
      context.fillText(text, start(MARGIN + x + 18), y + 0.5);
    }
    y += LINE;
  }
  write('400 11px');
  context.fillStyle = color('--soft');
  for (const line of credits) {
    context.fillText(line, start(MARGIN), y);
    y += 16;
  }
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'));
}

/** The sign of a status, as the map draws it. */
function drawSign(context: CanvasRenderingContext2D, x: number, y: number, color: string, status: Status): void {
  context.fillStyle = context.strokeStyle = color;
  context.lineWidth = 2;
  const circle = (radius: number) => {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
  };
  if (status === 'occurred') {
    circle(6);
    context.fill();
    return;
  }
  circle(5.2);
  context.setLineDash(status === 'planned' ? [2.8, 2] : []);
  context.stroke();
  context.setLineDash([]);
  if (status === 'alleged') {
    circle(2);
    context.fill();
  } else if (status === 'denied') {
    context.beginPath();
    context.moveTo(x - 3.7, y - 3.7);
    context.lineTo(x + 3.7, y + 3.7);
    context.moveTo(x + 3.7, y - 3.7);
    context.lineTo(x - 3.7, y + 3.7);
    context.stroke();
  }
}

/** Rows of entries, each with its index and where it begins, so that none is wider than there is room. */
function wrapped(widths: readonly number[], room: number): [index: number, x: number][][] {
  const rows: [number, number][][] = [[]];
  let x = 0;
  widths.forEach((width, index) => {
    if (x > 0 && x + width > room) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1)!.push([index, x]);
    x += width;
  });
  return rows;
}

function lines(context: CanvasRenderingContext2D, text: string, room: number): string[] {
  const found = [''];
  for (const word of text.split(' ')) {
    const longer = `${found.at(-1)!} ${word}`.trim();
    if (context.measureText(longer).width > room) found.push(word);
    else found[found.length - 1] = longer;
  }
  return found;
}
