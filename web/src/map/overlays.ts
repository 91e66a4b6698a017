import type { Feature } from 'geojson';
import type { Reading } from '../app/api';
import { KIND_COLORS } from '../model/codebook';
import { circle } from '../model/geo';
import type { Incident } from '../model/incident';
import type { Cluster, Dot } from '../model/marks';
import { pointFeature, polygon } from './features';
import { clusterId, DOT, dotId, pinId } from './images';
import type { Palette } from './palette';

export function dotFeature({ incident, at, offset, diameter }: Dot, palette: Palette): Feature {
  const size = diameter / DOT;
  return pointFeature(at, {
    id: incident.id,
    icon: dotId(palette, incident.kind, incident.status),
    size,
    offset: [offset[0] / size, offset[1] / size],
    opacity: (0.5 + 0.5 * incident.confidence) * (incident.background ? 0.6 : 1),
    // Small dots over large ones, so that none is hidden.
    order: -diameter,
  });
}

/** A ring that tells how many lie together, of many or of few. */
export const ringFeature = ({ key, at, counts }: Pick<Cluster, 'key' | 'at' | 'counts'>, palette: Palette): Feature =>
  pointFeature(at, { cluster: key, icon: clusterId(palette, counts), size: 1, offset: [0, 0], opacity: 1, order: 0 });

/** How far what is chosen or was read may lie from its dot. */
export function focusOf(selected: Incident | null, reading: Reading | null, palette: Palette): Feature[] {
  const disk = ({ lon, lat, uncertaintyKm }: Incident, color: string): Feature[] =>
    lon !== null && lat !== null && uncertaintyKm > 0 ? [polygon(circle([lon, lat], uncertaintyKm), { color })] : [];
  return [...(selected ? disk(selected, KIND_COLORS[selected.kind]) : []), ...(reading?.events ?? []).flatMap(({ incident }) => disk(incident, palette.preview))];
}

/** Places and events of a text that was read and is not kept. */
export function previewOf(reading: Reading | null, palette: Palette): Feature[] {
  const places = (reading?.toponyms ?? []).flatMap(({ place }) => (place ? pointFeature([place.lon, place.lat], { icon: pinId(palette), size: 0.6 }) : []));
  const events = (reading?.events ?? []).flatMap(({ incident: { lon, lat, kind, status } }) =>
    lon !== null && lat !== null ? pointFeature([lon, lat], { icon: dotId(palette, kind, status), size: 0.85 }) : [],
  );
  return [...places, ...events];
}
