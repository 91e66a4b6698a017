import type { MapLibreMap, MapMouseEvent } from 'maplibre-gl';
import type { Cluster } from '../model/marks';
import type { CameraMan } from './camera';
import type { Layout } from './layout';
import type { Pile } from './piles';
import type { MapOptions } from './scene';

/** What the pointer is on, and what a click does: it chooses what can be told apart, and opens or nears what cannot. */
export class Pointer {
  constructor(
    private readonly map: MapLibreMap,
    private readonly layout: Layout,
    private readonly camera: CameraMan,
    private readonly options: Pick<MapOptions, 'onChoose' | 'onPoint'>,
    /** Whether dots are drawn by the graphics card. */
    private readonly points: () => boolean,
    private readonly redraw: () => void,
  ) {}

  move(event: MapMouseEvent): void {
    const { dot, cluster, pile, rows } = this.layout.under(event.point, 2, this.points());
    const some = dot ?? cluster ?? pile ?? rows;
    this.map.getCanvas().style.cursor = some ? 'pointer' : '';
    const row = dot ? this.layout.rowOf(dot.incident) : rows?.length === 1 ? rows[0]! : null;
    this.options.onPoint(some ? { row, together: cluster?.members.length ?? pile?.total ?? rows?.length ?? 1, x: event.point.x, y: event.point.y } : null);
  }

  click(event: MapMouseEvent): void {
    // A finger is less exact than a mouse.
    const touch = 'pointerType' in event.originalEvent && event.originalEvent.pointerType === 'touch';
    const { dot, cluster, pile, rows } = this.layout.under(event.point, touch ? 12 : 3, this.points());
    if (dot) this.options.onChoose(this.layout.rowOf(dot.incident));
    else if (cluster) this.open(cluster);
    else if (pile) this.openPile(pile);
    else if (rows?.length === 1) this.options.onChoose(rows[0]!);
    else if (rows) this.openSpot(this.layout.scene!.columns.spot[rows[0]!]!);
    else this.options.onChoose(null);
  }

  /** A cluster of one spot is laid out around it; another is zoomed into. */
  private open(cluster: Cluster): void {
    if (cluster.together) {
      this.layout.opened = cluster.key;
      this.redraw();
      return;
    }
    this.camera.closer(cluster.members.map((member) => member.lon!), cluster.members.map((member) => member.lat!));
  }

  private openPile({ spots: some }: Pile): void {
    const { spots } = this.layout.scene!.columns;
    if (some.length === 1 || this.map.getZoom() >= 12) this.openSpot(some[0]!);
    else this.camera.closer(some.map((at) => spots.lon[at]!), some.map((at) => spots.lat[at]!));
  }

  private openSpot(spot: number): void {
    this.layout.openSpot(spot);
    this.redraw();
  }
}

