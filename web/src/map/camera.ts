import type { MapLibreMap } from 'maplibre-gl';
import type { Camera } from '../model/state';

export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** Room that panels take from the map, in pixels. */
export interface Padding {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** Moves the map: to what is to be seen, out from under the panels. */
export class CameraMan {
  constructor(
    private readonly map: MapLibreMap,
    private readonly animate: () => boolean,
  ) {}

  duration(ms: number): number {
    return this.animate() ? ms : 0;
  }

  zoomBy(step: number): void {
    this.map.easeTo({ zoom: this.map.getZoom() + step, duration: this.duration(200) });
  }

  jump({ lon, lat, zoom }: Camera): void {
    this.map.jumpTo({ center: [lon, lat], zoom });
  }

  /** Moves the map to where most of these points are; with `tight`, to where all of them are. */
  fit(lons: Float64Array, lats: Float64Array, padding: Padding, tight: boolean): void {
    const count = lons.length;
    if (count === 0) return;
    lons.sort();
    lats.sort();
    const trim = tight || count < 8 ? 0 : Math.floor(count * 0.08);
    this.fitBounds([lons[trim]!, lats[trim]!, lons[count - 1 - trim]!, lats[count - 1 - trim]!], padding);
  }

  fitBounds([west, south, east, north]: Bounds, padding: Padding): void {
    this.map.fitBounds([west, south, east, north], { padding: this.bounded(padding, 40), maxZoom: 9, duration: this.duration(500), linear: true });
  }

  /** Goes where these points are apart, at least one level nearer. */
  closer(lons: readonly number[], lats: readonly number[]): void {
    const bounds: [number, number, number, number] = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
    const target = this.map.cameraForBounds(bounds, { padding: 90, maxZoom: 12 });
    const zoom = Math.max(target?.zoom ?? 0, this.map.getZoom() + 1);
    this.map.easeTo({ center: target?.center ?? [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2], zoom, duration: this.duration(500) });
  }

  /** Brings a point out from under panels, and closer if the map is far. */
  reveal(lon: number, lat: number, km: number, padding: Padding): void {
    const { x, y } = this.map.project([lon, lat]);
    const { clientWidth: width, clientHeight: height } = this.map.getContainer();
    const clear = x > padding.left + 30 && x < width - padding.right - 30 && y > padding.top + 30 && y < height - padding.bottom - 30;
    const wanted = km > 0 ? Math.min(8.5, Math.max(3, 13.2 - Math.log2(Math.max(km, 8)))) : 7;
    const zoom = this.map.getZoom() < wanted - 2.5 ? wanted - 1 : this.map.getZoom();
    if (clear && zoom === this.map.getZoom()) return;
    const room = this.bounded(padding, 0);
    const offset: [number, number] = [(room.left - room.right) / 2, (room.top - room.bottom) / 2];
    this.map.easeTo({ center: [lon, lat], zoom, offset, duration: this.duration(600) });
  }

  /** MapLibre refuses padding that leaves no room. */
  private bounded(padding: Padding, margin: number): Padding {
    const { clientWidth: width, clientHeight: height } = this.map.getContainer();
    const across = Math.min(1, (width * 0.8) / Math.max(1, padding.left + padding.right + 2 * margin));
    const down = Math.min(1, (height * 0.8) / Math.max(1, padding.top + padding.bottom + 2 * margin));
    return {
      top: (padding.top + margin) * down,
      bottom: (padding.bottom + margin) * down,
      left: (padding.left + margin) * across,
      right: (padding.right + margin) * across,
    };
  }
}
