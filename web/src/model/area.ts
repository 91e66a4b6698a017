import { circle, distanceKm, type LonLat } from './geo';

/** A part of the map that incidents are kept to. Degrees; a box may reach over the date line (west above east). */
export type Area =
  | { readonly kind: 'box'; readonly west: number; readonly south: number; readonly east: number; readonly north: number }
  | { readonly kind: 'circle'; readonly lon: number; readonly lat: number; readonly km: number }
  | { readonly kind: 'polygon'; readonly ring: readonly LonLat[] };

/** Corners of a polygon that an address may name. */
export const MOST_CORNERS = 24;

/** Whether a point lies inside. */
export function holds(area: Area, lon: number, lat: number): boolean {
  if (Number.isNaN(lon)) return false;
  switch (area.kind) {
    case 'box':
      return lat >= area.south && lat <= area.north && (area.west <= area.east ? lon >= area.west && lon <= area.east : lon >= area.west || lon <= area.east);
    case 'circle':
      return distanceKm([area.lon, area.lat], [lon, lat]) <= area.km;
    case 'polygon':
      return inRing(area.ring, lon, lat) || inRing(area.ring, lon + 360, lat) || inRing(area.ring, lon - 360, lat);
  }
}

export function inRing(ring: readonly (readonly number[])[], lon: number, lat: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i] as LonLat;
    const [bx, by] = ring[j] as LonLat;
    if (ay > lat !== by > lat && lon < ((bx - ax) * (lat - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** The area as exact as an address keeps it: about a hundred meters, at most so many corners, none where the line is nearly straight. */
export function roundArea(area: Area): Area | null {
  switch (area.kind) {
    case 'box': {
      const box = { kind: 'box' as const, west: round(wrap(area.west)), south: round(bounded(area.south)), east: round(wrap(area.east)), north: round(bounded(area.north)) };
      return box.south < box.north && box.west !== box.east ? box : null;
    }
    case 'circle': {
      const km = Math.min(20_000, Math.max(0.1, Number(area.km.toPrecision(4))));
      return { kind: 'circle', lon: round(wrap(area.lon)), lat: round(bounded(area.lat)), km };
    }
    case 'polygon': {
      const ring = simplified(area.ring.map(([lon, lat]) => [round(lon), round(bounded(lat))] as const));
      return ring.length < 3 ? null : { kind: 'polygon', ring };
    }
  }
}

const round = (degrees: number): number => Math.round(degrees * 1000) / 1000 + 0;
const bounded = (lat: number): number => Math.max(-90, Math.min(90, lat));
const wrap = (lon: number): number => (Math.abs(lon) <= 180 ? lon : ((((lon + 180) % 360) + 360) % 360) - 180);

/** Leaves out, one after the other, the corner that changes the shape least (Visvalingam and Whyatt). */
function simplified(ring: readonly LonLat[]): LonLat[] {
  const kept = ring.filter((point, i) => {
    const before = ring[(i + ring.length - 1) % ring.length]!;
    return ring.length === 1 || point[0] !== before[0] || point[1] !== before[1];
  });
  const size = (i: number): number => {
    const [a, b, c] = [-1, 0, 1].map((step) => kept[(i + step + kept.length) % kept.length]!) as [LonLat, LonLat, LonLat];
    return Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]));
  };
  while (kept.length > 2) {
    let least = 0;
    for (let i = 1; i < kept.length; i++) if (size(i) < size(least)) least = i;
    if (kept.length <= MOST_CORNERS && size(least) > 1e-9) break;
    kept.splice(least, 1);
  }
  return kept;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The area in few signs that need no escape: `b`, `c` or `p` and its numbers; corners as differences, five bits a sign. */
export function encodeArea(area: Area): string {
  switch (area.kind) {
    case 'box':
      return `b${[area.west, area.south, area.east, area.north].join(',')}`;
    case 'circle':
      return `c${[area.lon, area.lat, area.km].join(',')}`;
    case 'polygon': {
      let text = 'p';
      const last = [0, 0];
      for (const point of area.ring) {
        for (const axis of [0, 1] as const) {
          const value = Math.round(point[axis] * 1000);
          let rest = value - last[axis]!;
          last[axis] = value;
          rest = rest < 0 ? -2 * rest - 1 : 2 * rest;
          for (; rest >= 32; rest = Math.floor(rest / 32)) text += DIGITS[(rest % 32) + 32];
          text += DIGITS[rest];
        }
      }
      return text;
    }
  }
}

/** The area that a text names; null for anything else. */
export function decodeArea(text: string): Area | null {
  const kind = text[0];
  if (kind === 'p') return decodeRing(text.slice(1));
  const given = text.slice(1).split(',').map((part) => (/^-?\d{1,5}(\.\d{1,4})?$/.test(part) ? Number(part) : NaN));
  if (given.some(Number.isNaN)) return null;
  if (kind === 'b' && given.length === 4) {
    const [west, south, east, north] = given as [number, number, number, number];
    return Math.abs(west) <= 180 && Math.abs(east) <= 180 && Math.abs(south) <= 90 && Math.abs(north) <= 90 ? roundArea({ kind: 'box', west, south, east, north }) : null;
  }
  if (kind === 'c' && given.length === 3) {
    const [lon, lat, km] = given as [number, number, number];
    return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && km > 0 ? roundArea({ kind: 'circle', lon, lat, km }) : null;
  }
  return null;
}

function decodeRing(text: string): Area | null {
  const values: number[] = [];
  let value = 0;
  let scale = 1;
  for (const sign of text.slice(0, 400)) {
    const digit = DIGITS.indexOf(sign);
    if (digit < 0 || scale > 2 ** 30) return null;
    value += (digit % 32) * scale;
    scale *= 32;
    if (digit < 32) {
      values.push(value % 2 ? -(value + 1) / 2 : value / 2);
      value = 0;
      scale = 1;
    }
  }
  if (values.length % 2 || scale !== 1) return null;
  const ring: LonLat[] = [];
  let [x, y] = [0, 0];
  for (let i = 0; i < values.length; i += 2) {
    x += values[i]!;
    y += values[i + 1]!;
    if (Math.abs(x) > 540_000 || Math.abs(y) > 90_000) return null;
    ring.push([x / 1000 + 0, y / 1000 + 0]);
  }
  return roundArea({ kind: 'polygon', ring });
}

/** West, south, east and north of an area; east may pass 180. */
export function boundsOf(area: Area): readonly [number, number, number, number] {
  switch (area.kind) {
    case 'box':
      return [area.west, area.south, area.east < area.west ? area.east + 360 : area.east, area.north];
    case 'circle':
    case 'polygon': {
      const ring = outline(area);
      const lons = ring.map(([lon]) => lon);
      const lats = ring.map(([, lat]) => lat);
      return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
    }
  }
}

/** The edge of an area as a closed ring. */
export function outline(area: Area): (readonly [number, number])[] {
  switch (area.kind) {
    case 'box': {
      const [west, south, east, north] = boundsOf(area);
      return [[west, south], [east, south], [east, north], [west, north], [west, south]];
    }
    case 'circle':
      return circle([area.lon, area.lat], area.km);
    case 'polygon':
      return [...area.ring, area.ring[0]!];
  }
}
