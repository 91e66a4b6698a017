/** The codes of incidents as the API writes them, in the order in which they are shown. */
export const KINDS = [
  'battles',
  'explosions_remote_violence',
  'violence_against_civilians',
  'protests',
  'riots',
  'strategic_developments',
] as const;
export type Kind = (typeof KINDS)[number];

export const STATUSES = ['occurred', 'alleged', 'planned', 'denied'] as const;
export type Status = (typeof STATUSES)[number];

export const PRECISIONS = ['day', 'week', 'month', 'year', 'unknown'] as const;
export type DatePrecision = (typeof PRECISIONS)[number];

/** How exact a place is told, as ACLED counts it; `-` where none is told. */
export const PLACE_PRECISIONS = ['1', '2', '3', '-'] as const;
export type PlacePrecision = (typeof PLACE_PRECISIONS)[number];
export const placePrecisionOf = (told: number | null): PlacePrecision => PLACE_PRECISIONS.find((each) => each === String(told)) ?? '-';

/** Okabe and Ito's palette, which people with any common color vision tell apart. */
export const KIND_COLORS: Record<Kind, string> = {
  battles: '#D55E00',
  explosions_remote_violence: '#CC79A7',
  violence_against_civilians: '#0072B2',
  protests: '#009E73',
  riots: '#E69F00',
  strategic_developments: '#56B4E9',
};

export const isKind = (value: unknown): value is Kind => KINDS.includes(value as Kind);
export const isStatus = (value: unknown): value is Status => STATUSES.includes(value as Status);

/** The finer kinds of each kind, as ACLED's codebook has them. */
export const SUBS: Readonly<Record<Kind, readonly string[]>> = {
  battles: ['armed_clash', 'government_regains_territory', 'non_state_actor_overtakes_territory'],
  explosions_remote_violence: ['air_drone_strike', 'shelling_artillery_missile', 'remote_explosive_landmine_ied', 'suicide_bomb', 'grenade', 'chemical_weapon'],
  violence_against_civilians: ['attack', 'abduction_forced_disappearance', 'sexual_violence'],
  protests: ['peaceful_protest', 'protest_with_intervention', 'excessive_force_against_protesters'],
  riots: ['violent_demonstration', 'mob_violence'],
  strategic_developments: [
    'agreement',
    'arrests',
    'change_to_group_activity',
    'disrupted_weapons_use',
    'headquarters_or_base_established',
    'looting_property_destruction',
    'non_violent_transfer_of_territory',
    'other',
  ],
};
