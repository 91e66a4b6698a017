import { parseIncident, type Incident } from '@/model/incident';

/** An incident as the API would tell it, with only what a test is about. */
export function anIncident(id: string, properties: Record<string, unknown> = {}, at: readonly [number, number] | null = [36.8, 35.9]): Incident {
  const feature = {
    type: 'Feature',
    id,
    geometry: at && { type: 'Point', coordinates: at },
    properties: { title: id, event_type: 'battles', status: 'occurred', ...properties },
  };
  return parseIncident(feature)!;
}
