/** The basemap's colors; the page's own are in styles/theme.css. */
export interface Palette {
  readonly name: 'light' | 'dark';
  readonly water: string;
  readonly land: string;
  readonly coast: string;
  readonly border: string;
  readonly admin1: string;
  readonly country: string;
  readonly city: string;
  readonly halo: string;
  /** Around dots and inside hollow ones. */
  readonly paper: string;
  readonly ink: string;
  readonly area: string;
  readonly preview: string;
  /** From few to many; told apart by lightness alone, so that any color vision reads them. */
  readonly shades: readonly string[];
  /** Much less, less, a little less, a little more, more, much more. */
  readonly changes: readonly string[];
}

export const PALETTES: Record<'light' | 'dark', Palette> = {
  light: {
    name: 'light',
    water: '#d5e3ec',
    land: '#f7f5f0',
    coast: '#a9c0cf',
    border: '#a39c90',
    admin1: '#dcd6ca',
    country: '#4c5661',
    city: '#5d666f',
    halo: 'rgba(247,245,240,0.9)',
    paper: '#ffffff',
    ink: '#16222c',
    area: '#3c5568',
    preview: '#6d28d9',
    shades: ['#fbdfb4', '#f7a65c', '#e0602f', '#9c1f4d', '#3b0a45'],
    changes: ['#2166ac', '#67a9cf', '#c6dff0', '#fbd3bd', '#ef8a62', '#b2182b'],
  },
  dark: {
    name: 'dark',
    water: '#0c1720',
    land: '#1a2833',
    coast: '#35505f',
    border: '#5b7080',
    admin1: '#2b3d49',
    country: '#b4c3cf',
    city: '#93a4b1',
    halo: 'rgba(18,29,38,0.9)',
    paper: '#0f1b24',
    ink: '#f1f5f8',
    area: '#9fc2da',
    preview: '#c4a5ff',
    shades: ['#4a2560', '#8a2f62', '#c9473f', '#f59b3a', '#fff3b0'],
    changes: ['#7cc0ff', '#3f86c4', '#27506f', '#6d3a33', '#c4593f', '#ff9a7a'],
  },
};
