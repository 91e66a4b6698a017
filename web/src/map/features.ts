import type { Feature, FeatureCollection } from 'geojson';
import { circle } from '../model/geo';
import type { Incident } from '../model/incident';

/** Soft areas are drawn for so many places at most. */
const MOST_AREAS = 400;
/** Below this a circle would hide under its dot. */
const LEAST_AREA_KM = 4;

/** One soft area for each spot and radius, the widest first, so that many incidents of one province do not pile up. */
export function areasOf(incidents: readonly Incident[]): Feature[] {
  const spots = new Map<string, Incident>();
  for (const incident of incidents) {
    if (incident.lon === null || incident.uncertaintyKm < LEAST_AREA_KM) continue;
    spots.set(`${incident.lon},${incident.lat},${incident.uncertaintyKm}`, incident);
  }
  return [...spots.values()]
    .sort((a, b) => b.uncertaintyKm - a.uncertaintyKm)
    .slice(0, MOST_AREAS)
    .map((incident) =>
      polygon(circle([incident.lon!, incident.lat!], incident.uncertaintyKm), {
        // A country-wide circle says little: the wider, the fainter.
        opacity: incident.uncertaintyKm > 250 ? 0.025 : incident.uncertaintyKm > 60 ? 0.05 : 0.08,
      }),
    );
}

export const collect = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features });
export const pointFeature = (at: readonly [number, number], properties: Record<string, unknown>): Feature => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [...at] },
  properties,
});
export const polygon = (ring: [number, number][], properties: Record<string, unknown>): Feature => ({
  type: 'Feature',
  geometry: { type: 'Polygon', coordinates: [ring] },
  properties,
});
