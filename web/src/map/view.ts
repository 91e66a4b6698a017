import type { Feature } from 'geojson';
import { type GeoJSONSource, MapLibreMap, setWorkerCount, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { Reading } from '../app/api';
import type { Columns } from '../model/columns';
import type { Rows } from '../model/runs';
import type { Incident } from '../model/incident';
import type { Camera, Language } from '../model/state';
import { outline, type Area } from '../model/area';
import type { DrawEvents, Drawing, DrawMode } from './draw';
import { loadProvinces, Provinces } from './areas';
import { type Backdrop, loadBackdrop } from './backdrop';
import { type Basemap, loadBasemap } from './basemap';
import { type Bounds, CameraMan, type Padding } from './camera';
import { areasOf, collect } from './features';
import { draw } from './images';
import { Layout } from './layout';
import { focusOf, previewOf } from './overlays';
import { PALETTES, type Palette } from './palette';
import { heatOf, loadFonts, type MapOptions, type Scene, type Shading } from './scene';
import { Pin } from './pin';
import { Pointer } from './pointer';
import { PointsLayer, type PointsData } from './points';
import { dotOpacity, HEAT_LAYER, layersOf, SHADES, styleOf } from './style';

export type { Bounds, Padding };
export type { Pointed, Scene, Shading } from './scene';

setWorkerUrl(workerUrl);
setWorkerCount(1);

export async function openMap(container: HTMLElement, options: MapOptions): Promise<MapView> {
  const [basemap, backdrop] = await Promise.all([
    loadBasemap(),
    // Where the basemap by setting cannot be had, the page's own is drawn.
    loadBackdrop(PALETTES[options.theme]).catch((error: unknown) => {
      console.error(error);
      return null;
    }),
    loadFonts(options.language),
  ]);
  return new MapView(container, basemap, backdrop, options);
}

/** The map: what it is told to show, and what is pointed at. It knows nothing of the page around it. */
export class MapView {
  private readonly map: MapLibreMap;
  private palette: Palette;
  private readonly points: PointsLayer;
  private readonly camera: CameraMan;
  private readonly layout: Layout;
  private resting: ReturnType<typeof setTimeout> | undefined;
  private selected: Incident | null = null;
  private hovered: Incident | null = null;
  private reading: Reading | null = null;
  private heat = false;
  private shading: Shading | null = null;
  private area: Area | null = null;
  private parts: Provinces | null = null;
  private partsDrawn = false;
  private seen = false;
  private areasDrawn = false;
  private ringsDrawn = 0;
  private ready = false;
  private dragged: Pin | null = null;
  /** While something is drawn by hand, a click chooses nothing. */
  private drawing = false;
  private hand: Drawing | null = null;

  constructor(
    container: HTMLElement,
    private readonly basemap: Basemap,
    backdrop: Backdrop | null,
    private readonly options: MapOptions,
  ) {
    this.palette = PALETTES[options.theme];
    const { camera } = options;
    this.map = new MapLibreMap({
      container,
      style: styleOf(basemap, this.palette, options.language, backdrop),
      center: camera ? [camera.lon, camera.lat] : [20, 25],
      zoom: camera?.zoom ?? 1.4,
      maxZoom: 14,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: options.animate() ? 150 : 0,
      locale: { 'Map.Title': options.title },
      canvasContextAttributes: { preserveDrawingBuffer: true },
    });
    this.camera = new CameraMan(this.map, options.animate);
    this.layout = new Layout(this.map);
    this.points = new PointsLayer(this.palette);
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.setMissingStyleImageResolver((id) => {
      const picture = draw(id);
      if (picture && !this.map.hasImage(id)) this.map.addImage(id, picture.image, { pixelRatio: picture.pixelRatio });
    });
    this.map.once('style.load', () => {
      this.ready = true;
      this.map.addLayer(this.points, 'dots');
      this.render();
      this.drawHeat();
      this.showArea(this.area);
      if (this.parts) void this.provinces();
      this.shade(this.shading);
      this.report();
    });
    this.map.on('moveend', () => {
      this.report();
      if (this.scene?.many) {
        if (this.covered) this.points.show(this.pointsNow);
        this.rest();
      }
    });
    this.map.on('zoom', () => {
      if (!this.scene?.many && Math.abs(this.map.getZoom() - this.layout.zoom) >= 0.35) this.render();
    });
    this.map.on('zoomend', () => {
      if (!this.scene?.many) this.render();
    });
    const pointer = new Pointer(this.map, this.layout, this.camera, options, () => this.pointsNow !== null, () => this.render());
    this.map.on('click', (event) => {
      if (this.ready && !this.drawing) pointer.click(event);
    });
    this.map.on('mousemove', (event) => {
      if (this.ready && !this.drawing) pointer.move(event);
    });
    this.map.on('mouseout', () => options.onPoint(null));
  }

  private get scene(): Scene | null {
    return this.layout.scene;
  }

  get canvas(): HTMLCanvasElement {
    return this.map.getCanvas();
  }

  get center(): readonly [lon: number, lat: number] {
    const { lng, lat } = this.map.getCenter().wrap();
    return [lng, lat];
  }

  /** Shows a pin that is dragged to where something happened; null takes it away. */
  pin(at: readonly [lon: number, lat: number] | null, moved?: (lon: number, lat: number) => void): void {
    this.dragged ??= new Pin(this.map);
    this.dragged.put(at, moved);
  }

  /** Resolves when everything that is asked for has been drawn. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.map.once('idle', () => resolve());
      this.map.triggerRepaint();
    });
  }

  show(scene: Scene): void {
    this.layout.scene = scene;
    this.render();
    if (this.heat) this.drawHeat();
  }

  select(incident: Incident | null): void {
    this.selected = incident;
    this.drawFocus();
    this.render();
  }

  hover(incident: Incident | null): void {
    if (incident?.id === this.hovered?.id) return;
    this.hovered = incident;
    this.drawRing();
  }

  preview(reading: Reading | null): void {
    this.reading = reading;
    this.drawFocus();
    this.drawPreview();
  }

  /** Whether to show how dense incidents are, instead of each. */
  setHeat(heat: boolean): void {
    if (heat === this.heat) return;
    this.heat = heat;
    this.drawHeat();
  }

  /** Two-letter codes of the countries that can be shaded. */
  get countryCodes(): readonly string[] {
    return this.basemap.codes;
  }

  /** Provinces, as soon as they are there. */
  async provinces(): Promise<Provinces> {
    this.parts ??= new Provinces(await loadProvinces());
    if (this.ready && !this.partsDrawn) {
      this.partsDrawn = true;
      this.source('provinces').setData(this.parts.collection);
    }
    return this.parts;
  }

  /** Shades areas by color; those that are not named are not shaded. Null shows dots again. */
  shade(shading: Shading | null): void {
    this.shading = shading;
    if (!this.ready) return;
    for (const source of ['countries', 'provinces'] as const) {
      this.map.removeFeatureState({ source });
      this.setVisible(SHADES[source], shading?.source === source);
    }
    if (shading) for (const [id, color] of shading.colors) this.map.setFeatureState({ source: shading.source, id }, { color });
    this.map.setPaintProperty('dots', 'icon-opacity', dotOpacity(this.covered));
    if (this.scene) this.points.show(this.pointsNow);
  }

  /** Begins to draw by hand; ends a drawing that is under way. */
  async draw(mode: DrawMode, events: DrawEvents): Promise<void> {
    this.endDrawing();
    this.drawing = true;
    const { Drawing } = await import('./draw');
    if (this.drawing && !this.hand) this.hand = new Drawing(this.map, mode, this.palette.preview as `#${string}`, events);
  }

  endDrawing(): void {
    this.hand?.end();
    this.hand = null;
    this.drawing = false;
  }

  /** Draws the edge of the part of the map that incidents are kept to. */
  showArea(area: Area | null): void {
    this.area = area;
    if (this.ready) this.source('area').setData(collect(area ? [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: outline(area).map((point) => [...point]) } }] : []));
  }

  private get covered(): boolean {
    return this.heat || this.shading !== null;
  }

  private get pointsNow(): PointsData | null {
    return this.scene?.many && !(this.covered && this.map.getZoom() < 7.5) ? this.scene : null;
  }

  setTheme(theme: 'light' | 'dark'): void {
    this.palette = PALETTES[theme];
    if (!this.ready) return;
    for (const layer of layersOf(this.palette)) {
      if (!this.map.getLayer(layer.id)) continue;
      for (const [name, value] of Object.entries(layer.paint ?? {})) this.map.setPaintProperty(layer.id, name as never, value as never);
      if (layer.type === 'symbol') this.map.setLayoutProperty(layer.id, 'icon-image', layer.layout?.['icon-image']);
    }
    this.points.setPalette(this.palette);
    this.render();
    this.drawHeat();
    this.drawFocus();
    this.drawPreview();
  }

  setLanguage(language: Language, title: string): void {
    this.canvas.setAttribute('aria-label', title);
    if (this.ready) this.source('labels').setData(this.basemap.labels(language));
  }

  zoomBy(step: number): void {
    this.camera.zoomBy(step);
  }

  resize(): void {
    this.map.resize();
  }

  /** Moves the map to where most of these rows are; with `tight`, to where all of them are. */
  fit({ spot, spots }: Columns, rows: Rows, padding: Padding, tight = true): void {
    const placed = rows.filter((row) => !Number.isNaN(spots.lon[spot[row]!]!));
    this.camera.fit(Float64Array.from(placed, (row) => spots.lon[spot[row]!]!), Float64Array.from(placed, (row) => spots.lat[spot[row]!]!), padding, tight);
  }

  fitPoints(points: readonly (readonly [number, number])[], padding: Padding): void {
    this.camera.fit(Float64Array.from(points, ([lon]) => lon), Float64Array.from(points, ([, lat]) => lat), padding, true);
  }

  fitBounds(bounds: Bounds, padding: Padding): void {
    this.camera.fitBounds(bounds, padding);
  }

  reveal(lon: number, lat: number, km: number, padding: Padding): void {
    this.camera.reveal(lon, lat, km, padding);
  }

  jump(camera: Camera): void {
    this.camera.jump(camera);
  }

  destroy(): void {
    clearTimeout(this.resting);
    this.map.remove();
  }

  private report(): void {
    const { lng, lat } = this.map.getCenter().wrap();
    const bounds = this.map.getBounds();
    this.options.onMove({ lon: lng, lat, zoom: this.map.getZoom() }, [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]);
  }

  private setVisible(layer: string, visible: boolean): void {
    this.map.setLayoutProperty(layer, 'visibility', visible ? 'visible' : 'none');
  }

  private source(id: string): GeoJSONSource {
    return this.map.getSource(id) as GeoJSONSource;
  }

  private render(): void {
    const { scene } = this;
    if (!this.ready || !scene) return;
    this.layout.zoom = this.map.getZoom();
    // When basemap and incidents were first seen together: what is measured as "ready".
    if (!this.seen && scene.columns.count) {
      this.seen = true;
      this.map.once('idle', () => performance.mark('map-drawn'));
    }
    this.points.show(this.pointsNow);
    if (scene.many) {
      this.rest();
      return;
    }
    clearTimeout(this.resting);
    const incidents = Array.from(scene.rows, scene.incident);
    this.source('dots').setData(collect(this.layout.lay(incidents, this.selected, this.palette)));
    this.source('areas').setData(collect(areasOf(incidents)));
    this.areasDrawn = true;
    this.drawRing();
  }

  /** Of many, what takes longer than a frame is drawn once map and time rest: how many there are where. */
  private rest(): void {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      if (!this.scene?.many) return;
      const { features, outdated } = this.layout.count(this.palette);
      this.source('dots').setData(collect(features));
      if (this.areasDrawn) this.source('areas').setData(collect([]));
      this.areasDrawn = false;
      this.drawRing();
      for (const id of outdated) if (this.map.hasImage(id)) this.map.removeImage(id);
    }, REST_MS);
  }

  private drawHeat(): void {
    if (!this.ready) return;
    this.setVisible(HEAT_LAYER, this.heat);
    this.source('heat').setData(collect(this.heat && this.scene ? heatOf(this.scene) : []));
    this.points.show(this.pointsNow);
    this.map.setPaintProperty('dots', 'icon-opacity', dotOpacity(this.covered));
  }

  private drawFocus(): void {
    if (this.ready) this.source('focus').setData(collect(focusOf(this.selected, this.reading, this.palette)));
  }

  private drawPreview(): void {
    if (this.ready) this.source('preview').setData(collect(previewOf(this.reading, this.palette)));
  }

  private drawRing(): void {
    if (!this.ready) return;
    const found: Feature[] = [];
    if (this.hovered && this.hovered.id !== this.selected?.id) found.push(...this.layout.ringAround(this.hovered, HOVERED));
    if (this.selected) found.push(...this.layout.ringAround(this.selected, SELECTED));
    // Every change of a source is a frame of its own.
    if (found.length || this.ringsDrawn) this.source('ring').setData(collect(found));
    this.ringsDrawn = found.length;
  }
}

/** How wide the ring is around what the pointer is on, and around what is chosen, in pixels. */
const HOVERED = 1.5;
const SELECTED = 3;
/** After so long without a change, map and time rest. */
const REST_MS = 220;
