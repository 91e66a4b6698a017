import type { Feature } from 'geojson';
import type { MapLibreMap } from 'maplibre-gl';
import type { Columns } from '../model/columns';
import type { Incident } from '../model/incident';
import { type Cluster, type Dot, fanned, layOut, type Marks, ringRadius } from '../model/marks';
import { pointFeature } from './features';
import { clusterId } from './images';
import { dotFeature, ringFeature } from './overlays';
import type { Palette } from './palette';
import { countSpots, type Pile, pilesOf, SpotFinder } from './piles';
import { TURNS } from './points';
import type { Scene } from './scene';

/** What lies under a point of the screen. */
export interface Under {
  readonly dot?: Dot;
  readonly cluster?: Cluster;
  readonly pile?: Pile;
  readonly rows?: readonly number[];
}

/** Which dots, rings and counts a scene gives at a zoom, what of one spot is laid out around it, and which of them lies under the pointer. */
export class Layout {
  scene: Scene | null = null;
  /** The zoom at which dots were laid out. */
  zoom = NaN;
  /** Of which cluster or spot all are laid out. */
  opened: string | null = null;
  private marks: Marks = { dots: [], clusters: [] };
  private piles: readonly Pile[] = [];
  private finder: SpotFinder | null = null;
  private found: Columns | null = null;

  constructor(private readonly map: MapLibreMap) {}

  /** Each of few, where they do not cover each other. */
  lay(incidents: readonly Incident[], selected: Incident | null, palette: Palette): Feature[] {
    this.piles = [];
    this.marks = layOut(incidents, this.zoom, this.opened);
    // What lies under others on one spot is laid out, so that the chosen one is seen.
    const hiding = this.marks.clusters.find(({ together, members }) => together && members.some(({ id }) => id === selected?.id));
    if (hiding) {
      this.opened = hiding.key;
      this.marks = layOut(incidents, this.zoom, this.opened);
    }
    return [...this.marks.dots.map((dot) => dotFeature(dot, palette)), ...this.marks.clusters.map((cluster) => ringFeature(cluster, palette))];
  }

  /** How many of many there are where, and the pictures of the count before that are not needed any more. */
  count(palette: Palette): { readonly features: Feature[]; readonly outdated: ReadonlySet<string> } {
    const { columns, rows } = this.scene!;
    const bounds = this.map.getBounds();
    // Every count is a picture of its own: those of the last rest would pile up.
    const outdated = new Set(this.piles.map(({ counts }) => clusterId(palette, counts)));
    this.piles = pilesOf(columns, countSpots(columns, rows), this.map.getZoom(), [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]);
    this.marks = { dots: this.fan(), clusters: [] };
    for (const { counts } of this.piles) outdated.delete(clusterId(palette, counts));
    return { features: [...this.marks.dots.map((dot) => dotFeature(dot, palette)), ...this.piles.map((pile) => ringFeature(pile, palette))], outdated };
  }

  openSpot(spot: number): void {
    this.opened = `${SPOT}${spot}`;
  }

  /** What shows where an incident is, if it is drawn. */
  ringAround({ id, lon, lat }: Incident, width: number): Feature[] {
    const dot = this.marks.dots.find(({ incident }) => incident.id === id);
    if (dot) return [pointFeature(this.shifted(dot), { radius: dot.diameter / 2 + 4, width })];
    const cluster = this.marks.clusters.find(({ members }) => members.some((member) => member.id === id));
    if (cluster) return [pointFeature(cluster.at, { radius: ringRadius(cluster.members.length) + 4, width })];
    return lon === null || lat === null ? [] : [pointFeature([lon, lat], { radius: 11, width })];
  }

  /** What lies within so many pixels of a point; with `points`, also of what the graphics card draws. */
  under({ x, y }: { readonly x: number; readonly y: number }, reach: number, points: boolean): Under {
    if (!this.scene) return {};
    const [hit] = this.map.queryRenderedFeatures([[x - reach, y - reach], [x + reach, y + reach]], { layers: ['dots'] });
    if (hit) {
      const dot = this.marks.dots.find(({ incident }) => incident.id === hit.properties['id']);
      const cluster = this.marks.clusters.find(({ key }) => key === hit.properties['cluster']);
      const pile = this.piles.find(({ key }) => key === hit.properties['cluster']);
      return { ...(dot && { dot }), ...(cluster && { cluster }), ...(pile && { pile }) };
    }
    if (!points) return {};
    const { lng, lat } = this.map.unproject([x, y]);
    const zoom = this.map.getZoom();
    const pixels = reach + 8 + 6 * Math.max(0, Math.min(1, (zoom - 3) / 6));
    const rows = this.finderOf(this.scene).near(lng, lat, pixels / (512 * 2 ** zoom), (row) => this.isShown(row));
    return rows.length ? { rows } : {};
  }

  rowOf({ id }: Incident): number | null {
    const { rows, incident, many } = this.scene!;
    // Of many, only those of the opened spot are drawn one by one.
    return (many ? this.inOpened() : rows).find((row) => incident(row).id === id) ?? null;
  }

  /** The latest of what lies on the opened spot, laid out around it. */
  private fan(): Dot[] {
    return fanned(this.inOpened().slice(-TURNS).map(this.scene!.incident));
  }

  private inOpened(): number[] {
    if (!this.opened?.startsWith(SPOT)) return [];
    return this.finderOf(this.scene!).at(Number(this.opened.slice(SPOT.length))).filter((row) => this.isShown(row));
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

  /** Where on the globe a dot that was moved aside lies at this zoom. */
  private shifted({ at, offset }: Dot): readonly [number, number] {
    if (offset[0] === 0 && offset[1] === 0) return at;
    const { x, y } = this.map.project([at[0], at[1]]);
    const { lng, lat } = this.map.unproject([x + offset[0], y + offset[1]]);
    return [lng, lat];
  }
}

const SPOT = 'spot:';
