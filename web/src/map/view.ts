import type { Feature } from 'geojson';
import { type GeoJSONSource, MapLibreMap, type MapMouseEvent, setWorkerCount, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { Reading } from '../app/api';
import { KIND_COLORS } from '../model/codebook';
import { circle } from '../model/geo';
import type { Columns } from '../model/columns';
import type { Rows } from '../model/runs';
import type { Incident } from '../model/incident';
import { type Cluster, type Dot, fanned, layOut, type Marks, ringRadius } from '../model/marks';
import type { Camera, Language } from '../model/state';
import { outline, type Area } from '../model/area';
import type { DrawEvents, Drawing, DrawMode } from './draw';
import { loadProvinces, Provinces } from './areas';
import { type Backdrop, loadBackdrop } from './backdrop';
import { type Basemap, loadBasemap } from './basemap';
import { type Bounds, CameraMan, type Padding } from './camera';
import { areasOf, collect, pointFeature, polygon } from './features';
import { clusterId, DOT, dotId, draw, pinId } from './images';
import { PALETTES, type Palette } from './palette';
import { heatOf, loadFonts, type MapOptions, type Scene, type Shading } from './scene';
import { Pin } from './pin';
import { countSpots, type Pile, pilesOf, SpotFinder } from './piles';
import { PointsLayer, type PointsData, TURNS } from './points';
import { dotOpacity, layersOf, styleOf } from './style';

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
  private scene: Scene | null = null;
  private readonly points: PointsLayer;
  private readonly camera: CameraMan;
  private finder: SpotFinder | null = null;
  private found: Columns | null = null;
  private piles: readonly Pile[] = [];
  private resting: ReturnType<typeof setTimeout> | undefined;
  private marks: Marks = { dots: [], clusters: [] };
  private laidOutAt = NaN;
  private opened: string | null = null;
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
      if (!this.scene?.many && Math.abs(this.map.getZoom() - this.laidOutAt) >= 0.35) this.render();
    });
    this.map.on('zoomend', () => {
      if (!this.scene?.many) this.render();
    });
    this.map.on('click', (event) => this.click(event));
    this.map.on('mousemove', (event) => this.point(event));
    this.map.on('mouseout', () => options.onPoint(null));
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
    this.scene = scene;
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
    for (const source of ['countries', 'provinces']) this.map.removeFeatureState({ source });
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

  private source(id: string): GeoJSONSource {
    return this.map.getSource(id) as GeoJSONSource;
  }

  private render(): void {
    const { scene } = this;
    if (!this.ready || !scene) return;
    this.laidOutAt = this.map.getZoom();
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
    this.piles = [];
    const incidents = Array.from(scene.rows, scene.incident);
    this.marks = layOut(incidents, this.laidOutAt, this.opened);
    // What lies under others on one spot is laid out, so that the chosen one is seen.
    const hiding = this.marks.clusters.find(({ together, members }) => together && members.some(({ id }) => id === this.selected?.id));
    if (hiding) {
      this.opened = hiding.key;
      this.marks = layOut(incidents, this.laidOutAt, this.opened);
    }
    this.source('dots').setData(collect([...this.marks.dots.map((dot) => this.dotFeature(dot)), ...this.marks.clusters.map((each) => this.clusterFeature(each))]));
    this.source('areas').setData(collect(areasOf(incidents)));
    this.areasDrawn = true;
    this.drawRing();
  }

  /** Of many, what takes longer than a frame is drawn once map and time rest: how many there are where. */
  private rest(): void {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      const { scene } = this;
      if (!scene?.many) return;
      const { columns, rows } = scene;
      const bounds = this.map.getBounds();
      const before = new Set(this.piles.map(({ counts }) => clusterId(this.palette, counts)));
      this.piles = pilesOf(columns, countSpots(columns, rows), this.map.getZoom(), [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]);
      this.marks = { dots: this.fan(), clusters: [] };
      const rings = this.piles.map(({ key, at, counts }) => pointFeature(at, { cluster: key, icon: clusterId(this.palette, counts), size: 1, offset: [0, 0], opacity: 1, order: 0 }));
      this.source('dots').setData(collect([...this.marks.dots.map((dot) => this.dotFeature(dot)), ...rings]));
      if (this.areasDrawn) this.source('areas').setData(collect([]));
      this.areasDrawn = false;
      this.drawRing();
      // Every count is a picture of its own: those of the last rest would pile up.
      for (const { counts } of this.piles) before.delete(clusterId(this.palette, counts));
      for (const id of before) if (this.map.hasImage(id)) this.map.removeImage(id);
    }, REST_MS);
  }

  /** The latest of what lies on the opened spot, laid out around it. */
  private fan(): Dot[] {
    const { scene } = this;
    if (!scene || this.opened === null || !this.opened.startsWith('spot:')) return [];
    return fanned(this.shownAt(Number(this.opened.slice(5))).slice(-TURNS).map(scene.incident));
  }

  private finderOf({ columns }: Scene): SpotFinder {
    if (!this.finder || this.found !== columns) this.finder = new SpotFinder(columns);
    this.found = columns;
    return this.finder;
  }

  private isShown(row: number): boolean {
    const { columns, passes, window, undated } = this.scene!;
    if (!passes[row]) return false;
    if (undated) return row >= columns.dated;
    return window === null || (row < columns.dated && columns.from[row]! <= window.to && columns.to[row]! >= window.from);
  }

  private shownAt(spot: number): number[] {
    return this.finderOf(this.scene!).at(spot).filter((row) => this.isShown(row));
  }

  private dotFeature({ incident, at, offset, diameter }: Dot): Feature {
    const size = diameter / DOT;
    return pointFeature(at, {
      id: incident.id,
      icon: dotId(this.palette, incident.kind, incident.status),
      size,
      offset: [offset[0] / size, offset[1] / size],
      opacity: (0.5 + 0.5 * incident.confidence) * (incident.background ? 0.6 : 1),
      // Small dots over large ones, so that none is hidden.
      order: -diameter,
    });
  }

  private clusterFeature({ key, at, counts }: Cluster): Feature {
    return pointFeature(at, { cluster: key, icon: clusterId(this.palette, counts), size: 1, offset: [0, 0], opacity: 1, order: 0 });
  }

  private drawHeat(): void {
    if (!this.ready) return;
    this.source('heat').setData(collect(this.heat && this.scene ? heatOf(this.scene) : []));
    this.points.show(this.pointsNow);
    this.map.setPaintProperty('dots', 'icon-opacity', dotOpacity(this.covered));
  }

  private drawFocus(): void {
    if (!this.ready) return;
    const found: Feature[] = [];
    const add = (incident: Incident, color: string) => {
      if (incident.lon !== null && incident.lat !== null && incident.uncertaintyKm > 0) {
        found.push(polygon(circle([incident.lon, incident.lat], incident.uncertaintyKm), { color }));
      }
    };
    if (this.selected) add(this.selected, KIND_COLORS[this.selected.kind]);
    for (const event of this.reading?.events ?? []) add(event.incident, this.palette.preview);
    this.source('focus').setData(collect(found));
  }

  private drawPreview(): void {
    if (!this.ready) return;
    const places = (this.reading?.toponyms ?? []).flatMap(({ place }) => (place ? pointFeature([place.lon, place.lat], { icon: pinId(this.palette), size: 0.6 }) : []));
    const events = (this.reading?.events ?? []).flatMap(({ incident }) =>
      incident.lon !== null && incident.lat !== null
        ? pointFeature([incident.lon, incident.lat], { icon: dotId(this.palette, incident.kind, incident.status), size: 0.85 })
        : [],
    );
    this.source('preview').setData(collect([...places, ...events]));
  }

  private drawRing(): void {
    if (!this.ready) return;
    const rings = new Map<Incident, number>();
    if (this.hovered) rings.set(this.hovered, 1.5);
    if (this.selected) {
      if (this.hovered?.id === this.selected.id) rings.delete(this.hovered);
      rings.set(this.selected, 3);
    }
    const found: Feature[] = [];
    for (const [incident, width] of rings) {
      const dot = this.marks.dots.find((each) => each.incident.id === incident.id);
      const cluster = dot ? undefined : this.marks.clusters.find(({ members }) => members.some((member) => member.id === incident.id));
      if (dot) found.push(pointFeature(this.shifted(dot), { radius: dot.diameter / 2 + 4, width }));
      else if (cluster) found.push(pointFeature(cluster.at, { radius: ringRadius(cluster.members.length) + 4, width }));
      else if ((width === 3 || this.scene?.many) && incident.lon !== null) found.push(pointFeature([incident.lon, incident.lat!], { radius: 11, width }));
    }
    // Every change of a source is a frame of its own.
    if (found.length || this.ringsDrawn) this.source('ring').setData(collect(found));
    this.ringsDrawn = found.length;
  }

  /** Where on the globe a dot that was moved aside lies at this zoom. */
  private shifted({ at, offset }: Dot): readonly [number, number] {
    if (offset[0] === 0 && offset[1] === 0) return at;
    const { x, y } = this.map.project([at[0], at[1]]);
    const { lng, lat } = this.map.unproject([x + offset[0], y + offset[1]]);
    return [lng, lat];
  }

  private under({ x, y }: { x: number; y: number }, reach: number): Under {
    const { scene } = this;
    if (!scene) return {};
    const [hit] = this.map.queryRenderedFeatures([[x - reach, y - reach], [x + reach, y + reach]], { layers: ['dots'] });
    if (hit) {
      const dot = this.marks.dots.find(({ incident }) => incident.id === hit.properties['id']);
      const cluster = this.marks.clusters.find(({ key }) => key === hit.properties['cluster']);
      const pile = this.piles.find(({ key }) => key === hit.properties['cluster']);
      return { ...(dot && { dot }), ...(cluster && { cluster }), ...(pile && { pile }) };
    }
    if (!this.pointsNow) return {};
    const { lng, lat } = this.map.unproject([x, y]);
    const pixels = reach + 8 + 6 * Math.max(0, Math.min(1, (this.map.getZoom() - 3) / 6));
    const rows = this.finderOf(scene).near(lng, lat, pixels / (512 * 2 ** this.map.getZoom()), (row) => this.isShown(row));
    return rows.length ? { rows } : {};
  }

  private point(event: MapMouseEvent): void {
    if (!this.ready || this.drawing) return;
    const { dot, cluster, pile, rows } = this.under(event.point, 2);
    const some = dot ?? cluster ?? pile ?? rows;
    this.canvas.style.cursor = some ? 'pointer' : '';
    const row = dot ? this.rowOf(dot.incident) : rows?.length === 1 ? rows[0]! : null;
    this.options.onPoint(some ? { row, together: cluster?.members.length ?? pile?.total ?? rows?.length ?? 1, x: event.point.x, y: event.point.y } : null);
  }

  private click(event: MapMouseEvent): void {
    if (!this.ready || this.drawing) return;
    // A finger is less exact than a mouse.
    const touch = 'pointerType' in event.originalEvent && event.originalEvent.pointerType === 'touch';
    const { dot, cluster, pile, rows } = this.under(event.point, touch ? 12 : 3);
    if (dot) this.options.onChoose(this.rowOf(dot.incident));
    else if (cluster) this.open(cluster);
    else if (pile) this.openPile(pile);
    else if (rows?.length === 1) this.options.onChoose(rows[0]!);
    else if (rows) this.openSpot(this.scene!.columns.spot[rows[0]!]!);
    else this.options.onChoose(null);
  }

  private rowOf({ id }: Incident): number | null {
    const { rows, incident, many } = this.scene!;
    if (!many) return rows.find((row) => incident(row).id === id) ?? null;
    // Of many, only those of the opened spot are drawn one by one.
    return (this.opened?.startsWith('spot:') ? this.shownAt(Number(this.opened.slice(5))) : []).find((row) => incident(row).id === id) ?? null;
  }

  /** A cluster of one spot is laid out around it; another is zoomed into. */
  private open(cluster: Cluster): void {
    if (cluster.together) {
      this.opened = cluster.key;
      this.render();
      return;
    }
    this.camera.closer(cluster.members.map((member) => member.lon!), cluster.members.map((member) => member.lat!));
  }

  private openPile({ spots: some }: Pile): void {
    const { spots } = this.scene!.columns;
    if (some.length === 1 || this.map.getZoom() >= 12) this.openSpot(some[0]!);
    else this.camera.closer(some.map((at) => spots.lon[at]!), some.map((at) => spots.lat[at]!));
  }

  private openSpot(spot: number): void {
    this.opened = `spot:${spot}`;
    this.rest();
  }
}

interface Under {
  readonly dot?: Dot;
  readonly cluster?: Cluster;
  readonly pile?: Pile;
  readonly rows?: readonly number[];
}

/** After so long without a change, map and time rest. */
const REST_MS = 220;
