import type { Feature, FeatureCollection, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { Language } from '../model/state';
import { basemapFiles } from './files';

/** The world as the page draws it, out of the page's own files. */
export interface Basemap {
  readonly countries: FeatureCollection;
  readonly borders: FeatureCollection;
  readonly disputed: FeatureCollection;
  readonly admin1: FeatureCollection;
  /** Countries that can be shaded, by their two-letter codes. */
  readonly codes: readonly string[];
  labels(language: Language): FeatureCollection;
}

interface Labels {
  readonly countries: Readonly<Record<string, string>>;
  readonly cities: readonly (readonly [name: string, lon: number, lat: number, thousands: number, arabic: string | 0])[];
}

export async function loadBasemap(): Promise<Basemap> {
  const [topology, labels] = await basemapFiles;
  const part = (name: string): FeatureCollection => {
    const made = feature(topology, topology.objects[name]) as Feature | FeatureCollection;
    return made.type === 'FeatureCollection' ? made : { type: 'FeatureCollection', features: [made] };
  };
  const countries = part('countries');
  const spots = countries.features.flatMap((country) => spotOf(country));
  // The code is the id by which a country is shaded.
  for (const country of countries.features) country.properties = { ...country.properties, code: labels.countries[String(country.id)] ?? `-${String(country.id)}` };
  return {
    countries,
    borders: part('borders'),
    disputed: part('disputed'),
    admin1: part('admin1'),
    codes: countries.features.map(({ properties }) => String(properties!['code'])),
    labels: (language) => ({ type: 'FeatureCollection', features: [...countryLabels(spots, labels, language), ...cityLabels(labels, language)] }),
  };
}

interface Spot {
  readonly id: string;
  readonly name: string;
  readonly at: Position;
  readonly area: number;
}

/** Where a country's name stands: the middle of its largest polygon. */
function spotOf(country: FeatureCollection['features'][number]): Spot[] {
  const { geometry } = country;
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
  let best: { at: Position; area: number } | null = null;
  for (const polygon of polygons) {
    const middle = middleOf(polygon[0] ?? []);
    if (middle && (!best || middle.area > best.area)) best = middle;
  }
  return best ? [{ id: String(country.id ?? ''), name: String(country.properties?.['name'] ?? ''), ...best }] : [];
}

function middleOf(ring: readonly Position[]): { at: Position; area: number } | null {
  let area = 0;
  let x = 0;
  let y = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[j]! as [number, number];
    const [bx, by] = ring[i]! as [number, number];
    const cross = ax * by - bx * ay;
    area += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  if (!area) return null;
  const at: Position = [x / (3 * area), y / (3 * area)];
  return { at, area: Math.abs(area / 2) * Math.cos((at[1]! * Math.PI) / 180) };
}

function countryLabels(spots: readonly Spot[], labels: Labels, language: Language): FeatureCollection['features'] {
  const names = new Intl.DisplayNames([language], { type: 'region', style: 'short' });
  return spots.map(({ id, name, at, area }) => {
    const code = labels.countries[id];
    return point(at, {
      style: 'country',
      name: (code && names.of(code)) || name,
      from: area > 250 ? 0 : area > 50 ? 1 : area > 12 ? 2 : area > 1.5 ? 3 : area > 0.15 ? 5 : 6,
      order: -area,
    });
  });
}

function cityLabels(labels: Labels, language: Language): FeatureCollection['features'] {
  return labels.cities.map(([name, lon, lat, thousands, arabic]) =>
    point([lon, lat], {
      style: thousands >= 400 ? 'city' : 'town',
      name: language === 'ar' && arabic ? arabic : name,
      from: thousands >= 6000 ? 3 : thousands >= 2000 ? 4 : thousands >= 600 ? 5 : thousands >= 150 ? 6 : thousands >= 50 ? 7 : 8,
      order: -thousands,
    }),
  );
}

const point = (at: Position, properties: Record<string, unknown>): FeatureCollection['features'][number] => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: at },
  properties,
});
