import { placePrecisionOf } from './codebook';
import type { Spots } from './columns';
import { type Facet, NONE, provinceOf } from './state';

/** The filters that the place alone decides. */
export const OF_SPOT = ['countries', 'provinces', 'placePrecisions'] as const;
export type SpotFacet = (typeof OF_SPOT)[number];
export const isOfSpot = (facet: Facet): facet is SpotFacet => OF_SPOT.some((each) => each === facet);

const VALUE: Record<SpotFacet, (spots: Spots, at: number) => string> = {
  countries: ({ country }, at) => country[at] ?? NONE,
  provinces: ({ country, admin1 }, at) => provinceOf(country[at] ?? null, admin1[at] ?? null),
  placePrecisions: ({ precision }, at) => placePrecisionOf(precision[at] ?? 0),
};

/** Values, each once, and which of them each place has. */
export interface SpotValues {
  readonly names: readonly string[];
  readonly ofSpot: Uint16Array;
}

export function spotValuesOf(spots: Spots, facet: SpotFacet): SpotValues {
  const values = Array.from({ length: spots.count }, (_, at) => VALUE[facet](spots, at));
  const names = [...new Set(values)];
  const known = new Map(names.map((name, at) => [name, at]));
  return { names, ofSpot: Uint16Array.from(values, (value) => known.get(value)!) };
}
