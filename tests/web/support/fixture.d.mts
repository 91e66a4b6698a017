export interface Feature {
  readonly id: string;
  readonly geometry: { readonly coordinates: readonly [number, number] } | null;
  readonly properties: Record<string, unknown>;
}

export const fixture: { readonly incidents: readonly Feature[]; readonly events: readonly Feature[]; readonly reports: ReadonlyMap<string, Feature> };
export function spanOf(text: string, words: string, from?: number): [number, number];
