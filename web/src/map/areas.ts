import type { FeatureCollection, Position } from 'geojson';
import { feature } from 'topojson-client';
import provincesUrl from '../../../gazetteer/dateline_gazetteer/basemap/provinces.json?url';
import { inRing } from '../model/area';
import type { Columns } from '../model/columns';

let loading: Promise<FeatureCollection> | null = null;

/** First-level units as areas with their number as id; a file of its own, which is fetched when they are first shaded. */
export const loadProvinces = (): Promise<FeatureCollection> =>
  (loading ??= fetch(provincesUrl)
    .then((response) => response.json())
    .then((topology) => feature(topology, topology.objects.provinces) as unknown as FeatureCollection)
    .catch((error) => {
      loading = null;
      throw error;
    }));

interface Shape {
  readonly id: number;
  readonly box: readonly [number, number, number, number];
  readonly polygons: readonly (readonly (readonly Position[])[])[];
}

/** Finds the province of a point: by bands of one degree, then by boxes, then by the outline. */
export class Provinces {
  private readonly bands: Shape[][] = Array.from({ length: 360 }, () => []);
  readonly count: number;

  constructor(readonly collection: FeatureCollection) {
    let most = 0;
    for (const { id, geometry } of collection.features) {
      const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
      const points = polygons.flatMap((polygon) => polygon[0] ?? []);
      if (!points.length) continue;
      const shape: Shape = { id: Number(id), box: boxOf(points), polygons };
      most = Math.max(most, shape.id);
      for (let band = bandOf(shape.box[0]); band <= bandOf(shape.box[2]); band++) this.bands[band]!.push(shape);
    }
    this.count = most + 1;
  }

  /** 0 where there is none. */
  at(lon: number, lat: number): number {
    for (const { id, box, polygons } of this.bands[bandOf(lon)]!) {
      if (lon < box[0] || lon > box[2] || lat < box[1] || lat > box[3]) continue;
      if (polygons.some((rings) => inRing(rings[0]!, lon, lat) && !rings.slice(1).some((hole) => inRing(hole, lon, lat)))) return id;
    }
    return 0;
  }

  /** The province of each spot. What is known to no more than a country is in none. */
  ofSpots({ spots }: Columns): Uint16Array {
    return Uint16Array.from({ length: spots.count }, (_, at) => (at === 0 || Number.isNaN(spots.lon[at]!) || spots.kind[at] === 'country' ? 0 : this.at(spots.lon[at]!, spots.lat[at]!)));
  }
}

const bandOf = (lon: number): number => Math.max(0, Math.min(359, Math.floor(lon + 180)));

function boxOf(points: readonly Position[]): [number, number, number, number] {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [x, y] of points as readonly [number, number][]) {
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  return [west, south, east, north];
}
