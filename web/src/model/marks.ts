import { KINDS } from './codebook';
import { type LonLat, project } from './geo';
import { type Incident, tollWeight } from './incident';

/** A dot on the map: one incident, moved aside by some pixels when it shares its spot with others. */
export interface Dot {
  readonly incident: Incident;
  readonly at: LonLat;
  /** Pixels to the right and down. */
  readonly offset: readonly [number, number];
  /** Diameter in pixels. */
  readonly diameter: number;
}

/** A ring with a number: incidents too close to be told apart at this zoom. */
export interface Cluster {
  readonly key: string;
  readonly at: LonLat;
  readonly members: readonly Incident[];
  /** In the order of KINDS. */
  readonly counts: readonly number[];
  /** Whether all members lie on one spot, so that zooming in would not part them. */
  readonly together: boolean;
}

export interface Marks {
  readonly dots: readonly Dot[];
  readonly clusters: readonly Cluster[];
}

/** Incidents nearer than this many pixels form a cluster. */
const NEAR = 24;
/** From this zoom on only what lies on one spot is clustered. */
const APART_FROM = 11;
/** So many on one spot are laid out as a flower; more become a cluster until it is opened. */
const FLOWER = 6;
const OPENED = 150;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/** The diameter of a dot: larger with the toll, by its logarithm, within bounds. Hollow shapes need more room to be read. */
export const diameterOf = (incident: Incident): number => Math.min(30, (incident.status === 'occurred' ? 13 : 16) + 5.5 * Math.log10(1 + tollWeight(incident)));

/** What to draw for located incidents at a zoom level. `opened` is the key of a cluster whose members are to be laid out. */
export function layOut(incidents: readonly Incident[], zoom: number, opened: string | null = null): Marks {
  const located = incidents.filter((incident) => incident.lon !== null && incident.lat !== null);
  const points = located.map((incident) => project(pointOf(incident), zoom));
  const near = zoom >= APART_FROM ? 0.01 : NEAR;
  const grid = new Map<string, number[]>();
  const cell = Math.max(near, 1);
  const place = (i: number) => [Math.floor(points[i]![0] / cell), Math.floor(points[i]![1] / cell)] as const;
  for (let i = 0; i < located.length; i++) {
    const key = place(i).join();
    const bucket = grid.get(key);
    if (bucket) bucket.push(i);
    else grid.set(key, [i]);
  }
  const taken = new Uint8Array(located.length);
  const groups: Group[] = [];
  for (let i = 0; i < located.length; i++) {
    if (taken[i]) continue;
    const [column, row] = place(i);
    const members: Incident[] = [];
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const j of grid.get(`${column + dx},${row + dy}`) ?? []) {
          if (!taken[j] && Math.hypot(points[j]![0] - points[i]![0], points[j]![1] - points[i]![1]) <= near) {
            taken[j] = 1;
            members.push(located[j]!);
          }
        }
      }
    }
    groups.push({ members, x: points[i]![0], y: points[i]![1] });
  }
  const dots: Dot[] = [];
  const clusters: Cluster[] = [];
  for (const { members } of zoom >= APART_FROM ? groups : absorbed(groups)) lay(members, zoom, opened, dots, clusters);
  return { dots, clusters };
}

interface Group {
  readonly members: Incident[];
  readonly x: number;
  readonly y: number;
}

/** The radius in pixels of the ring that stands for so many incidents. */
export const ringRadius = (count: number): number => 15 + Math.min(13, 5 * Math.log10(count));

/** Takes into a ring what it would cover: the largest first. */
function absorbed(groups: readonly Group[]): Group[] {
  const ordered = [...groups].sort((a, b) => b.members.length - a.members.length);
  const rings = ordered.filter(({ members }) => members.length > FLOWER);
  // Beyond this the view is crowded in any case, and comparing all would be slow.
  if (rings.length * ordered.length > 2_000_000) return ordered;
  const gone = new Set<Group>();
  for (const ring of rings) {
    if (gone.has(ring)) continue;
    for (const other of ordered) {
      const reach = ringRadius(ring.members.length) + (other.members.length > FLOWER ? ringRadius(other.members.length) : 9);
      if (other !== ring && !gone.has(other) && Math.hypot(other.x - ring.x, other.y - ring.y) < reach) {
        ring.members.push(...other.members);
        gone.add(other);
      }
    }
  }
  return ordered.filter((group) => !gone.has(group));
}

function lay(members: readonly Incident[], zoom: number, opened: string | null, dots: Dot[], clusters: Cluster[]): void {
  const first = members[0]!;
  const together = members.every((member) => member.lon === first.lon && member.lat === first.lat);
  const key = members.reduce((least, member) => (member.id < least ? member.id : least), first.id);
  if (together ? members.length <= FLOWER || (opened === key && members.length <= OPENED) : members.length === 2) {
    dots.push(...(together ? flower(members) : parted(members, zoom)));
    return;
  }
  const counts = KINDS.map((kind) => members.filter((member) => member.kind === kind).length);
  const lon = members.reduce((sum, member) => sum + member.lon!, 0) / members.length;
  const lat = members.reduce((sum, member) => sum + member.lat!, 0) / members.length;
  clusters.push({ key, at: together ? pointOf(first) : [lon, lat], members, counts, together });
}

/** Two dots of neighboring spots, pushed apart along their line until neither covers the other. */
function parted(members: readonly Incident[], zoom: number): Dot[] {
  const [a, b] = [project(pointOf(members[0]!), zoom), project(pointOf(members[1]!), zoom)];
  const distance = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1e-9;
  const push = Math.max(0, (diameterOf(members[0]!) + diameterOf(members[1]!)) / 2 + 3 - distance) / 2;
  const toward = [((b[0] - a[0]) / distance) * push, ((b[1] - a[1]) / distance) * push] as const;
  return members.map((incident, i) => ({
    incident,
    at: pointOf(incident),
    offset: i === 0 ? [-toward[0], -toward[1]] : [toward[0], toward[1]],
    diameter: diameterOf(incident),
  }));
}

/** All of one spot around it, however many. */
export const fanned = (members: readonly Incident[]): Dot[] => (members.length ? flower(members) : []);

/** Incidents of one spot around it: one in the middle alone, more on a spiral that leaves each its room. */
function flower(members: readonly Incident[]): Dot[] {
  if (members.length === 1) return [{ incident: members[0]!, at: pointOf(members[0]!), offset: [0, 0], diameter: diameterOf(members[0]!) }];
  const ordered = [...members].sort((a, b) => (a.stands ?? 0) - (b.stands ?? 0) || (a.id < b.id ? -1 : 1));
  const widest = Math.max(...ordered.map(diameterOf));
  return ordered.map((incident, i) => {
    const ring = members.length <= FLOWER;
    const angle = ring ? (i / members.length) * 2 * Math.PI - Math.PI / 2 : i * GOLDEN;
    const distance = ring ? (widest + 3) / (2 * Math.sin(Math.PI / members.length)) : widest * 0.62 * Math.sqrt(i + 1.5);
    return {
      incident,
      at: pointOf(incident),
      offset: [Math.cos(angle) * distance, Math.sin(angle) * distance],
      diameter: diameterOf(incident),
    };
  });
}

const pointOf = (incident: Incident): LonLat => [incident.lon!, incident.lat!];
