import type { MapLibreMap } from 'maplibre-gl';
import { TerraDraw, TerraDrawCircleMode, TerraDrawLineStringMode, TerraDrawPolygonMode, TerraDrawRectangleMode } from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import type { Area } from '../model/area';
import { areaKm2, lengthKm, type LonLat } from '../model/geo';

export type DrawMode = 'polygon' | 'rectangle' | 'circle' | 'distance' | 'surface';

/** What is measured so far. */
export interface Measure {
  readonly km: number;
  readonly km2: number | null;
}

export interface DrawEvents {
  readonly onArea: (area: Area) => void;
  readonly onMeasure: (measure: Measure) => void;
}

const MODES = { polygon: 'polygon', rectangle: 'rectangle', circle: 'circle', distance: 'linestring', surface: 'polygon' } as const;

/** Draws by hand on the map, once: an area to keep to, or a line or an area to measure, which stays until the drawing is ended. */
export class Drawing {
  private readonly draw: TerraDraw;

  constructor(map: MapLibreMap, mode: DrawMode, color: `#${string}`, { onArea, onMeasure }: DrawEvents) {
    const fill = { fillColor: color, fillOpacity: 0.12, outlineColor: color, outlineWidth: 2 };
    this.draw = new TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map: map as never, coordinatePrecision: 7 }),
      modes: [
        new TerraDrawPolygonMode({ styles: fill }),
        new TerraDrawRectangleMode({ styles: fill }),
        new TerraDrawCircleMode({ styles: fill }),
        new TerraDrawLineStringMode({ styles: { lineStringColor: color, lineStringWidth: 3 } }),
      ],
    });
    this.draw.start();
    this.draw.setMode(MODES[mode]);
    const shapeOf = (id: string | number): { ring: LonLat[] | null; line: LonLat[] | null } => {
      const geometry = this.draw.getSnapshotFeature(id)?.geometry;
      if (geometry?.type === 'Polygon') return { ring: geometry.coordinates[0] as unknown as LonLat[], line: null };
      return { ring: null, line: geometry?.type === 'LineString' ? (geometry.coordinates as unknown as LonLat[]) : null };
    };
    this.draw.on('change', (ids) => {
      for (const id of ids) {
        const { ring, line } = shapeOf(id);
        if (line && mode === 'distance') onMeasure({ km: lengthKm(line), km2: null });
        if (ring && mode !== 'distance') onMeasure({ km: lengthKm(ring), km2: areaKm2(ring) });
      }
    });
    this.draw.on('finish', (id) => {
      const { ring } = shapeOf(id);
      if (!ring || mode === 'surface') return;
      const area = areaOf(mode, ring);
      if (area) onArea(area);
    });
  }

  end(): void {
    this.draw.stop();
  }
}

function areaOf(mode: DrawMode, ring: readonly LonLat[]): Area | null {
  const lons = ring.map(([lon]) => lon);
  const lats = ring.map(([, lat]) => lat);
  const [west, south, east, north] = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
  if (mode === 'rectangle') return { kind: 'box', west, south, east, north };
  if (mode === 'polygon') return { kind: 'polygon', ring: ring.slice(0, -1) };
  const middle: LonLat = [(west + east) / 2, (south + north) / 2];
  // From the middle to the eastern edge: at its height the drawn circle is as wide as it is meant.
  return mode === 'circle' ? { kind: 'circle', lon: middle[0], lat: middle[1], km: lengthKm([middle, [east, middle[1]]]) } : null;
}
