import { type MapLibreMap, Marker } from 'maplibre-gl';

/** A pin on the map that is dragged to where something happened. */
export class Pin {
  private marker: Marker | null = null;
  private moved: (lon: number, lat: number) => void = () => undefined;

  constructor(private readonly map: MapLibreMap) {}

  /** Puts the pin there; null takes it away. */
  put(at: readonly [lon: number, lat: number] | null, moved?: (lon: number, lat: number) => void): void {
    if (moved) this.moved = moved;
    if (!at) {
      this.marker?.remove();
      this.marker = null;
      return;
    }
    const [lon, lat] = at;
    if (!this.marker) {
      const element = document.createElement('div');
      element.className = 'drag-pin';
      this.marker = new Marker({ element, draggable: true, anchor: 'bottom' }).setLngLat([lon, lat]).addTo(this.map);
      this.marker.on('dragend', () => {
        const { lng, lat: now } = this.marker!.getLngLat().wrap();
        this.moved(lng, now);
      });
      if (!this.map.getBounds().contains([lon, lat])) this.map.jumpTo({ center: [lon, lat] });
      return;
    }
    const now = this.marker.getLngLat();
    if (now.lng !== lon || now.lat !== lat) this.marker.setLngLat([lon, lat]);
  }
}
