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
  },
};
