import type { Area } from './area';
import type { DatePrecision, Kind, PlacePrecision, Status } from './codebook';
import type { Window } from './days';

export const TABS = ['list', 'timeline', 'filters', 'try', 'review'] as const;
export const SORTS = ['newest', 'oldest', 'toll', 'reports'] as const;
export const THEMES = ['auto', 'light', 'dark'] as const;
export const LANGUAGES = ['en', 'ar', 'es', 'fr', 'ru', 'tr', 'uk'] as const;
export const PLAY_MODES = ['window', 'cumulative', 'instant'] as const;
export const SHADES = ['none', 'country', 'province'] as const;
export const SPEEDS = [1, 2, 4, 8] as const;

export type Tab = (typeof TABS)[number];
export type Sort = (typeof SORTS)[number];
export type Theme = (typeof THEMES)[number];
export type Language = (typeof LANGUAGES)[number];
export type PlayMode = (typeof PLAY_MODES)[number];
export type Shade = (typeof SHADES)[number];
export type Speed = (typeof SPEEDS)[number];

/** The finer filters by value, in the order in which they are shown; each is a list of the state. */
export const FACETS = ['subKinds', 'countries', 'provinces', 'actors', 'sources', 'precisions', 'placePrecisions'] as const;
export type Facet = (typeof FACETS)[number];

/** The value of what has none, such as the country of an incident without a place. */
export const NONE = '-';

/** Provinces of different countries may bear one name. */
export const provinceOf = (country: string | null, admin1: string | null): string => (admin1 ? `${country ?? NONE}/${admin1}` : NONE);

export interface Camera {
  readonly lon: number;
  readonly lat: number;
  readonly zoom: number;
}

/** Everything that a view depends on and a link restores. Views read it; only `update` of the store writes it. */
export interface ViewState {
  /** The chosen days; null for all. */
  readonly window: Window | null;
  /** Only what has no day; leaves `window` without effect. */
  readonly undated: boolean;
  /** Other days to hold the chosen ones against; null when nothing is compared. */
  readonly compared: Window | null;
  /** The days that the timeline shows; null for all of them. */
  readonly reach: Window | null;
  readonly hiddenKinds: readonly Kind[];
  readonly hiddenStatuses: readonly Status[];
  /** Whether events told as history are shown. */
  readonly background: boolean;
  /** Chosen values of the finer filters: none chosen lets everything pass, else one of them must hold. */
  readonly subKinds: readonly string[];
  /** Two-letter codes, or `NONE`. */
  readonly countries: readonly string[];
  /** A country's code and the province's name, as `provinceOf` joins them, or `NONE`. */
  readonly provinces: readonly string[];
  readonly sources: readonly string[];
  readonly actors: readonly string[];
  readonly precisions: readonly DatePrecision[];
  readonly placePrecisions: readonly PlacePrecision[];
  /** The least number of killed and wounded; 0 for any. */
  readonly leastToll: number;
  /** The least confidence, in whole percent; 0 for any. */
  readonly leastConfidence: number;
  readonly query: string;
  /** The part of the map that incidents are kept to; null for all of it. */
  readonly area: Area | null;
  /** Whether the list keeps to what the map shows. */
  readonly inView: boolean;
  readonly selected: string | null;
  readonly camera: Camera | null;
  /** Whether the map shows how dense incidents are instead of each. */
  readonly heat: boolean;
  /** Whether the map shades whole countries or provinces by how many there are. */
  readonly shade: Shade;
  readonly tab: Tab;
  readonly sort: Sort;
  readonly theme: Theme;
  readonly language: Language;
  readonly playMode: PlayMode;
  readonly speed: Speed;
}

export const DEFAULT_STATE: ViewState = {
  window: null,
  undated: false,
  compared: null,
  reach: null,
  hiddenKinds: [],
  hiddenStatuses: [],
  background: true,
  subKinds: [],
  countries: [],
  provinces: [],
  sources: [],
  actors: [],
  precisions: [],
  placePrecisions: [],
  leastToll: 0,
  leastConfidence: 0,
  query: '',
  area: null,
  inView: false,
  selected: null,
  camera: null,
  heat: false,
  shade: 'none',
  tab: 'list',
  sort: 'newest',
  theme: 'auto',
  language: 'en',
  playMode: 'window',
  speed: 1,
};

/** Whether any filter is set: what "Reset" would undo. */
export const isFiltered = (state: ViewState): boolean =>
  state.window !== null ||
  state.undated ||
  state.hiddenKinds.length > 0 ||
  state.hiddenStatuses.length > 0 ||
  !state.background ||
  FACETS.some((facet) => state[facet].length > 0) ||
  state.leastToll > 0 ||
  state.leastConfidence > 0 ||
  state.query !== '' ||
  state.area !== null ||
  state.inView;
