export type LonLat = readonly [number, number];

const EARTH_KM = 6371.0088;
const RAD = Math.PI / 180;

/** Pixels of web mercator at a zoom level, tiles of 512. */
export function project([lon, lat]: LonLat, zoom: number): readonly [number, number] {
  const scale = 512 * 2 ** zoom;
  const sine = Math.min(Math.max(Math.sin(lat * RAD), -0.9999), 0.9999);
  return [(lon / 360 + 0.5) * scale, (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * scale];
}

/** A circle on the globe as a closed ring, for what is known only to within some kilometers. */
export function circle([lon, lat]: LonLat, km: number, steps = 72): [number, number][] {
  const angle = Math.min(km / EARTH_KM, Math.PI / 2 - 0.01);
  const phi = lat * RAD;
  const ring: [number, number][] = [];
  for (let i = 0; i <= steps; i++) {
    const bearing = (i / steps) * 2 * Math.PI;
    const sine = Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(bearing);
    const latitude = Math.asin(Math.min(1, Math.max(-1, sine)));
    const east = Math.atan2(Math.sin(bearing) * Math.sin(angle) * Math.cos(phi), Math.cos(angle) - Math.sin(phi) * sine);
    // Longitudes may pass 180 so that the ring stays in one piece.
    ring.push([lon + east / RAD, Math.max(-85, Math.min(85, latitude / RAD))]);
  }
  return ring;
}

export function distanceKm(a: LonLat, b: LonLat): number {
  const dLat = (b[1] - a[1]) * RAD;
  const dLon = (b[0] - a[0]) * RAD;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a[1] * RAD) * Math.cos(b[1] * RAD) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

export function lengthKm(line: readonly LonLat[]): number {
  let sum = 0;
  for (let i = 1; i < line.length; i++) sum += distanceKm(line[i - 1]!, line[i]!);
  return sum;
}

/** The area of a ring on the sphere, in square kilometers. */
export function areaKm2(ring: readonly LonLat[]): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[j]!;
    const [bx, by] = ring[i]!;
    sum += (bx - ax) * RAD * (2 + Math.sin(ay * RAD) + Math.sin(by * RAD));
  }
  return Math.abs((sum * EARTH_KM * EARTH_KM) / 2);
}
