import { KIND_COLORS, KINDS, type Kind, type Status } from '../model/codebook';
import { ringRadius } from '../model/marks';
import { PALETTES, type Palette } from './palette';

/**
 * Pictures for the map, drawn on demand: dots, clusters and labels. Labels are pictures, too, because the browser shapes every script
 * and no glyph server is needed; MapLibre still keeps them from overlapping. An image's id says all that there is to draw.
 */
export interface Picture {
  readonly image: ImageData;
  readonly pixelRatio: number;
}

/** Diameter of a dot in its picture, in pixels; layers scale it. */
export const DOT = 26;

const FONT = '"Noto Sans", "Noto Sans Arabic", sans-serif';
const SEPARATOR = '|';

export const dotId = (palette: Palette, kind: Kind, status: Status): string => ['dot', palette.name, kind, status].join(SEPARATOR);
export const clusterId = (palette: Palette, counts: readonly number[]): string => ['cluster', palette.name, counts.join('.')].join(SEPARATOR);
export const labelPrefix = (palette: Palette, style: 'country' | 'city' | 'town'): string => ['label', palette.name, style, ''].join(SEPARATOR);
export const pinId = (palette: Palette): string => ['pin', palette.name].join(SEPARATOR);

/** Draws the picture that an id asks for; null for an id that is none of ours. */
export function draw(id: string): Picture | null {
  const [type = '', theme, ...rest] = id.split(SEPARATOR);
  const palette = PALETTES[theme === 'dark' ? 'dark' : 'light'];
  switch (type) {
    case 'dot':
      return dot(palette, KIND_COLORS[rest[0] as Kind] ?? palette.ink, rest[1] as Status);
    case 'cluster':
      return cluster(palette, (rest[0] ?? '').split('.').map(Number));
    case 'label':
      return label(palette, rest[0] ?? '', rest.slice(1).join(SEPARATOR));
    case 'pin':
      return pin(palette);
    default:
      return null;
  }
}

const ratio = (): number => Math.min(3, Math.max(2, Math.ceil(globalThis.devicePixelRatio || 1)));

function canvas(width: number, height: number, paint: (context: CanvasRenderingContext2D) => void): Picture {
  const pixelRatio = ratio();
  const element = document.createElement('canvas');
  element.width = Math.ceil(width * pixelRatio);
  element.height = Math.ceil(height * pixelRatio);
  const context = element.getContext('2d', { willReadFrequently: true })!;
  context.scale(pixelRatio, pixelRatio);
  paint(context);
  return { image: context.getImageData(0, 0, element.width, element.height), pixelRatio };
}

function dot(palette: Palette, color: string, status: Status): Picture {
  const size = DOT + 8;
  const c = size / 2;
  return canvas(size, size, (context) => {
    const ring = (radius: number) => {
      context.beginPath();
      context.arc(c, c, radius, 0, 2 * Math.PI);
    };
    ring(DOT / 2 + 1.5);
    context.fillStyle = palette.paper;
    context.globalAlpha = status === 'planned' ? 0.75 : 1;
    context.fill();
    context.globalAlpha = 1;
    context.strokeStyle = color;
    if (status === 'occurred') {
      ring(DOT / 2 - 1);
      context.fillStyle = color;
      context.fill();
      ring(DOT / 2 + 1.5);
      context.strokeStyle = palette.name === 'dark' ? 'rgba(255,255,255,0.35)' : 'rgba(10,20,30,0.28)';
      context.lineWidth = 1;
      context.stroke();
      return;
    }
    context.lineWidth = 4.5;
    if (status === 'planned') context.setLineDash([6.2, 4.6]);
    ring(DOT / 2 - 1.5);
    context.stroke();
    context.setLineDash([]);
    if (status === 'alleged') {
      ring(4);
      context.fillStyle = color;
      context.fill();
    }
    if (status === 'denied') {
      const reach = (DOT / 2 - 1.5) * Math.SQRT1_2;
      context.lineWidth = 4;
      context.beginPath();
      context.moveTo(c - reach, c - reach);
      context.lineTo(c + reach, c + reach);
      context.moveTo(c + reach, c - reach);
      context.lineTo(c - reach, c + reach);
      context.stroke();
    }
  });
}

function cluster(palette: Palette, counts: readonly number[]): Picture {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const radius = ringRadius(total);
  const size = 2 * radius + 6;
  const c = size / 2;
  return canvas(size, size, (context) => {
    context.beginPath();
    context.arc(c, c, radius + 1.5, 0, 2 * Math.PI);
    context.fillStyle = palette.paper;
    context.fill();
    let angle = -Math.PI / 2;
    context.lineWidth = 6;
    counts.forEach((count, i) => {
      if (!count) return;
      const next = angle + (count / total) * 2 * Math.PI;
      context.beginPath();
      context.arc(c, c, radius - 2.5, angle, next);
      context.strokeStyle = KIND_COLORS[KINDS[i]!];
      context.stroke();
      angle = next;
    });
    context.fillStyle = palette.ink;
    const text = total < 10_000 ? String(total) : `${Math.round(total / 1000)}k`;
    context.font = `600 ${text.length > 3 ? 11 : 13}px ${FONT}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(text, c, c + 0.5);
  });
}

function pin(palette: Palette): Picture {
  return canvas(24, 24, (context) => {
    context.translate(12, 12);
    context.rotate(Math.PI / 4);
    context.fillStyle = palette.paper;
    context.fillRect(-8, -8, 16, 16);
    context.fillStyle = palette.preview;
    context.fillRect(-6, -6, 12, 12);
  });
}

const LABELS: Record<string, { font: string; spacing: string; dot: number }> = {
  country: { font: `600 12px ${FONT}`, spacing: '0.06em', dot: 0 },
  city: { font: `500 12px ${FONT}`, spacing: '0px', dot: 2.4 },
  town: { font: `400 11px ${FONT}`, spacing: '0px', dot: 1.8 },
};

/** A name; that of a city with a small dot before it, which lies on the city's own point. */
function label(palette: Palette, style: string, text: string): Picture {
  const { font, spacing, dot: radius } = LABELS[style] ?? LABELS['town']!;
  const measure = document.createElement('canvas').getContext('2d')!;
  const arabic = /[\u0590-\u08ff]/.test(text);
  measure.font = font;
  // Spacing would tear joined letters apart.
  if (!arabic) measure.letterSpacing = spacing;
  const indent = radius ? 2 * radius + 4 : 0;
  const width = Math.ceil(measure.measureText(text).width) + indent + 6;
  const height = 20;
  return canvas(width, height, (context) => {
    context.font = font;
    if (!arabic) context.letterSpacing = spacing;
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    context.lineWidth = 3;
    context.strokeStyle = palette.halo;
    context.fillStyle = style === 'country' ? palette.country : palette.city;
    if (radius) {
      context.beginPath();
      context.arc(3 + radius, height / 2, radius, 0, 2 * Math.PI);
      context.stroke();
      context.fill();
    }
    context.strokeText(text, 3 + indent, height / 2);
    context.fillText(text, 3 + indent, height / 2);
  });
}
