import type { Feature } from 'geojson';
import { type GeoJSONSource, MapLibreMap, type MapMouseEvent, setWorkerCount, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { Reading } from '../app/api';
import { KIND_COLORS } from '../model/codebook';
import { circle } from '../model/geo';
import type { Incident } from '../model/incident';
import { type Cluster, type Dot, layOut, type Marks, ringRadius } from '../model/marks';
import type { Camera, Language } from '../model/state';
import { type Basemap, loadBasemap } from './basemap';
import { areasOf, collect, pointFeature, polygon } from './features';
import { clusterId, DOT, dotId, draw, pinId } from './images';
import { PALETTES, type Palette } from './palette';
import { dotOpacity, layersOf, styleOf } from './style';

export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** What the pointer is on, and where on the screen. */
export interface Pointed {
  readonly incident: Incident | null;
  readonly cluster: readonly Incident[] | null;
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
  readonly onChoose: (id: string | null) => void;
  readonly onPoint: (pointed: Pointed | null) => void;
}

/** Room that panels take from the map, in pixels. */
export interface Padding {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

setWorkerUrl(workerUrl);
setWorkerCount(1);

export async function openMap(container: HTMLElement, options: MapOptions): Promise<MapView> {
  const [basemap] = await Promise.all([loadBasemap(), loadFonts(options.language)]);
  return new MapView(container, basemap, options);
}

/** Letters for which a language needs more of the fonts. */
const SAMPLES: Partial<Record<Language, string>> = { ru: 'aбب', tr: 'ağب', uk: 'aїب' };

/** Labels are pictures: their fonts must be there before the first is drawn. */
const loadFonts = (language: Language) =>
  Promise.race([
    Promise.all(['400 12px "Noto Sans"', '600 12px "Noto Sans"', '400 12px "Noto Sans Arabic"'].map((font) => document.fonts.load(font, SAMPLES[language] ?? 'aب'))),
    new Promise((resolve) => setTimeout(resolve, 1500)),
  ]).catch(() => undefined);

/** The map: what it is told to show, and what is pointed at. It knows nothing of the page around it. */
export class MapView {
  private readonly map: MapLibreMap;
  private palette: Palette;
  private incidents: readonly Incident[] = [];
  private marks: Marks = { dots: [], clusters: [] };
  private laidOutAt = NaN;
  private opened: string | null = null;
  private selected: Incident | null = null;
  private hovered: string | null = null;
  private reading: Reading | null = null;
  private heat = false;
  private ready = false;

  constructor(
    container: HTMLElement,
    private readonly basemap: Basemap,
    private readonly options: MapOptions,
  ) {
    this.palette = PALETTES[options.theme];
    const { camera } = options;
    this.map = new MapLibreMap({
      container,
      style: styleOf(basemap, this.palette, options.language),
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
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.setMissingStyleImageResolver((id) => {
      const picture = draw(id);
      if (picture && !this.map.hasImage(id)) this.map.addImage(id, picture.image, { pixelRatio: picture.pixelRatio });
    });
    this.map.once('style.load', () => {
      this.ready = true;
      this.render();
      this.drawHeat();
      this.report();
    });
    this.map.on('moveend', () => this.report());
    this.map.on('zoom', () => {
      if (Math.abs(this.map.getZoom() - this.laidOutAt) >= 0.35) this.render();
    });
    this.map.on('zoomend', () => this.render());
    this.map.on('click', (event) => this.click(event));
    this.map.on('mousemove', (event) => this.point(event));
    this.map.on('mouseout', () => options.onPoint(null));
  }

  get canvas(): HTMLCanvasElement {
    return this.map.getCanvas();
  }

  /** Resolves when everything that is asked for has been drawn. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.map.once('idle', () => resolve());
      this.map.triggerRepaint();
    });
  }

  show(incidents: readonly Incident[]): void {
    this.incidents = incidents;
    this.render();
    if (this.heat) this.drawHeat();
  }

  select(incident: Incident | null): void {
    this.selected = incident;
    this.drawFocus();
    this.render();
  }

  hover(id: string | null): void {
    if (id === this.hovered) return;
    this.hovered = id;
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

  setTheme(theme: 'light' | 'dark'): void {
    this.palette = PALETTES[theme];
    if (!this.ready) return;
    for (const layer of layersOf(this.palette)) {
      for (const [name, value] of Object.entries(layer.paint ?? {})) this.map.setPaintProperty(layer.id, name as never, value as never);
      if (layer.type === 'symbol') this.map.setLayoutProperty(layer.id, 'icon-image', layer.layout?.['icon-image']);
    }
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
    this.map.easeTo({ zoom: this.map.getZoom() + step, duration: this.duration(200) });
  }

  resize(): void {
    this.map.resize();
  }

  /** Moves the map to where most of these incidents are; with `tight`, to where all of them are. */
  fit(incidents: readonly Incident[], padding: Padding, tight = true): void {
    const located = incidents.filter((incident) => incident.lon !== null);
    if (located.length === 0) return;
    const lons = located.map((incident) => incident.lon!).sort((a, b) => a - b);
    const lats = located.map((incident) => incident.lat!).sort((a, b) => a - b);
    const trim = tight || located.length < 8 ? 0 : Math.floor(located.length * 0.08);
    const at = (list: number[], i: number) => list[Math.min(Math.max(i, 0), list.length - 1)]!;
    this.map.fitBounds(
      [at(lons, trim), at(lats, trim), at(lons, lons.length - 1 - trim), at(lats, lats.length - 1 - trim)],
      { padding: this.bounded(padding, 40), maxZoom: 9, duration: this.duration(500), linear: true },
    );
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

  jump({ lon, lat, zoom }: Camera): void {
    this.map.jumpTo({ center: [lon, lat], zoom });
  }

  destroy(): void {
    this.map.remove();
  }

  private duration(ms: number): number {
    return this.options.animate() ? ms : 0;
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

  private report(): void {
    const { lng, lat } = this.map.getCenter().wrap();
    const bounds = this.map.getBounds();
    this.options.onMove({ lon: lng, lat, zoom: this.map.getZoom() }, [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]);
  }

  private source(id: string): GeoJSONSource {
    return this.map.getSource(id) as GeoJSONSource;
  }

  private render(): void {
    if (!this.ready) return;
    this.laidOutAt = this.map.getZoom();
    this.marks = layOut(this.incidents, this.laidOutAt, this.opened);
    // What lies under others on one spot is laid out, so that the chosen one is seen.
    const hiding = this.marks.clusters.find(({ together, members }) => together && members.some(({ id }) => id === this.selected?.id));
    if (hiding) {
      this.opened = hiding.key;
      this.marks = layOut(this.incidents, this.laidOutAt, this.opened);
    }
    this.source('dots').setData(collect([...this.marks.dots.map((dot) => this.dotFeature(dot)), ...this.marks.clusters.map((each) => this.clusterFeature(each))]));
    this.source('areas').setData(collect(areasOf(this.incidents)));
    this.drawRing();
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
    const located = this.heat ? this.incidents.filter(({ lon }) => lon !== null) : [];
    this.source('heat').setData(collect(located.map(({ lon, lat, confidence }) => pointFeature([lon!, lat!], { weight: confidence }))));
    this.map.setPaintProperty('dots', 'icon-opacity', dotOpacity(this.heat));
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
    const rings = new Map<string, number>();
    if (this.hovered) rings.set(this.hovered, 1.5);
    if (this.selected) rings.set(this.selected.id, 3);
    const found: Feature[] = [];
    for (const [id, width] of rings) {
      const dot = this.marks.dots.find(({ incident }) => incident.id === id);
      const cluster = dot ? undefined : this.marks.clusters.find(({ members }) => members.some((member) => member.id === id));
      if (dot) found.push(pointFeature(this.shifted(dot), { radius: dot.diameter / 2 + 4, width }));
      else if (cluster) found.push(pointFeature(cluster.at, { radius: ringRadius(cluster.members.length) + 4, width }));
      else if (this.selected?.id === id && this.selected.lon !== null) found.push(pointFeature([this.selected.lon, this.selected.lat!], { radius: 11, width }));
    }
    this.source('ring').setData(collect(found));
  }

  /** Where on the globe a dot that was moved aside lies at this zoom. */
  private shifted({ at, offset }: Dot): readonly [number, number] {
    if (offset[0] === 0 && offset[1] === 0) return at;
    const { x, y } = this.map.project([at[0], at[1]]);
    const { lng, lat } = this.map.unproject([x + offset[0], y + offset[1]]);
    return [lng, lat];
  }

  private under({ x, y }: { x: number; y: number }, reach: number): { dot?: Dot; cluster?: Cluster } {
    const [hit] = this.map.queryRenderedFeatures([[x - reach, y - reach], [x + reach, y + reach]], { layers: ['dots'] });
    if (!hit) return {};
    const dot = this.marks.dots.find(({ incident }) => incident.id === hit.properties['id']);
    const cluster = this.marks.clusters.find(({ key }) => key === hit.properties['cluster']);
    return { ...(dot && { dot }), ...(cluster && { cluster }) };
  }

  private point(event: MapMouseEvent): void {
    if (!this.ready) return;
    const { dot, cluster } = this.under(event.point, 2);
    this.canvas.style.cursor = dot || cluster ? 'pointer' : '';
    this.options.onPoint(dot || cluster ? { incident: dot?.incident ?? null, cluster: cluster?.members ?? null, x: event.point.x, y: event.point.y } : null);
  }

  private click(event: MapMouseEvent): void {
    if (!this.ready) return;
    // A finger is less exact than a mouse.
    const touch = 'pointerType' in event.originalEvent && event.originalEvent.pointerType === 'touch';
    const { dot, cluster } = this.under(event.point, touch ? 12 : 3);
    if (dot) this.options.onChoose(dot.incident.id);
    else if (cluster) this.open(cluster);
    else this.options.onChoose(null);
  }

  /** A cluster of one spot is laid out around it; another is zoomed into. */
  private open(cluster: Cluster): void {
    if (cluster.together) {
      this.opened = cluster.key;
      this.render();
      return;
    }
    const before = this.map.getZoom();
    const lons = cluster.members.map((member) => member.lon!);
    const lats = cluster.members.map((member) => member.lat!);
    const target = this.map.cameraForBounds([Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)], { padding: 90, maxZoom: 12 });
    const zoom = Math.max(target?.zoom ?? 0, before + 1);
    this.map.easeTo({ center: target?.center ?? [cluster.at[0], cluster.at[1]], zoom, duration: this.duration(500) });
  }
}
