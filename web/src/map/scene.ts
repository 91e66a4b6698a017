import type { Feature } from 'geojson';
import type { Incident } from '../model/incident';
import type { Rows } from '../model/runs';
import type { Camera, Language } from '../model/state';
import type { Bounds } from './camera';
import { pointFeature } from './features';
import type { PointsData } from './points';

/** What the map shows. */
export interface Scene extends PointsData {
  /** What every filter lets pass. */
  readonly rows: Rows;
  /** Whether there are too many for a drawing of each: dots come from the graphics card and counts from the columns. */
  readonly many: boolean;
  readonly incident: (row: number) => Incident;
}

/** What the pointer is on, and where on the screen. */
export interface Pointed {
  readonly row: number | null;
  /** How many lie here together, where they cannot be told apart. */
  readonly together: number;
  readonly x: number;
  readonly y: number;
}

export interface MapOptions {
  readonly theme: 'light' | 'dark';
  readonly language: Language;
  readonly camera: Camera | null;
  readonly title: string;
  /** Whether moving the map may be animated. */
  readonly animate: () => boolean;
  readonly onMove: (camera: Camera, bounds: Bounds) => void;
  readonly onChoose: (row: number | null) => void;
  readonly onPoint: (pointed: Pointed | null) => void;
}

/** Areas in color; those that are not named are not shaded. */
export interface Shading {
  readonly source: 'countries' | 'provinces';
  readonly colors: ReadonlyMap<string | number, string>;
}

/** Letters for which a language needs more of the fonts. */
const SAMPLES: Partial<Record<Language, string>> = { ru: 'aбب', tr: 'ağب', uk: 'aїب' };

/** Labels are pictures: their fonts must be there before the first is drawn. */
export const loadFonts = (language: Language) =>
  Promise.race([
    Promise.all(['400 12px "Noto Sans"', '600 12px "Noto Sans"', '400 12px "Noto Sans Arabic"'].map((font) => document.fonts.load(font, SAMPLES[language] ?? 'aب'))),
    new Promise((resolve) => setTimeout(resolve, 1500)),
  ]).catch(() => undefined);

/** Where incidents lie, weighted by how sure they are: each spot once. */
export function heatOf({ columns: { spot, spots, confidence }, rows }: Scene): Feature[] {
  const weights = new Float64Array(spots.count);
  for (const row of rows) weights[spot[row]!]! += confidence[row]! / 100;
  const found: Feature[] = [];
  weights.forEach((weight, at) => {
    if (weight > 0 && !Number.isNaN(spots.lon[at]!)) found.push(pointFeature([spots.lon[at]!, spots.lat[at]!], { weight }));
  });
  return found;
}
