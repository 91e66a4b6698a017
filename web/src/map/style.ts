import type { ExpressionSpecification, FilterSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { Backdrop } from './backdrop';
import type { Basemap } from './basemap';
import type { Language } from '../model/state';
import { labelPrefix } from './images';
import type { Palette } from './palette';

const EMPTY: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };

/** What a basemap by setting draws itself. */
const GROUND = new Set(['water', 'land', 'admin1', 'coast', 'borders']);

export function styleOf(basemap: Basemap, palette: Palette, language: Language, backdrop: Backdrop | null): StyleSpecification {
  const data = (features: GeoJSON.GeoJSON, extra = {}) => ({ type: 'geojson' as const, data: features, ...extra });
  return {
    version: 8,
    ...(backdrop?.style.glyphs && { glyphs: backdrop.style.glyphs }),
    ...(backdrop?.style.sprite && { sprite: backdrop.style.sprite }),
    sources: {
      ...backdrop?.style.sources,
      countries: data(basemap.countries, { tolerance: 0.3, promoteId: 'code' }),
      provinces: data(EMPTY, { tolerance: 0.4 }),
      borders: data(basemap.borders, { tolerance: 0.3 }),
      disputed: data(basemap.disputed, { tolerance: 0.3 }),
      admin1: data(basemap.admin1, { tolerance: 0.4 }),
      labels: data(basemap.labels(language)),
      areas: data(EMPTY),
      area: data(EMPTY),
      focus: data(EMPTY),
      heat: data(EMPTY),
      dots: data(EMPTY),
      ring: data(EMPTY),
      preview: data(EMPTY),
    },
    layers: backdrop
      ? [...backdrop.style.layers, ...layersOf(palette).filter(({ id }) => !GROUND.has(id) && !(backdrop.labeled && id.startsWith('label-')))]
      : layersOf(palette),
  };
}

/** From few to many; told apart by lightness alone, so that any color vision reads them. */
const HEAT: Record<Palette['name'], readonly (number | string)[]> = {
  light: [0, 'rgba(253,200,80,0)', 0.15, 'rgba(253,200,80,0.75)', 0.45, '#e8602c', 0.75, '#9c1f4d', 1, '#3b0a45'],
  dark: [0, 'rgba(92,30,110,0)', 0.15, 'rgba(92,30,110,0.8)', 0.45, '#c43c4e', 0.75, '#f59b3a', 1, '#fff3b0'],
};

/** How strongly dots are drawn: where density or areas are shown, only from near. */
export const dotOpacity = (covered: boolean): ExpressionSpecification => (covered ? ['interpolate', ['linear'], ['zoom'], 7, 0, 8.5, ['get', 'opacity']] : ['get', 'opacity']);

/** Which layers show what. Until then they are not drawn: each would cost a program to compile and a pass over the screen. */
export const SHADES = { countries: 'shade-countries', provinces: 'shade-provinces' } as const;
export const HEAT_LAYER = 'heat';

/** All layers from the bottom up. Colors depend on the palette alone, so that a change of theme sets properties and loads nothing. */
export function layersOf(palette: Palette): LayerSpecification[] {
  const labels = (style: 'country' | 'city' | 'town'): LayerSpecification => ({
    id: `label-${style}`,
    type: 'symbol',
    source: 'labels',
    filter: ['all', ['==', ['get', 'style'], style], ['<=', ['get', 'from'], ['+', ['zoom'], 0.01]]] as FilterSpecification,
    layout: {
      'icon-image': ['concat', labelPrefix(palette, style), ['get', 'name']],
      'icon-anchor': style === 'country' ? 'center' : 'left',
      'icon-offset': style === 'country' ? [0, 0] : [-5, 0],
      'icon-padding': style === 'country' ? 6 : 3,
      'symbol-sort-key': ['get', 'order'],
    },
  });
  return [
    { id: 'water', type: 'background', paint: { 'background-color': palette.water } },
    { id: 'land', type: 'fill', source: 'countries', paint: { 'fill-color': palette.land, 'fill-antialias': false } },
    ...(['countries', 'provinces'] as const).map((source): LayerSpecification => ({
      id: SHADES[source],
      type: 'fill',
      source,
      layout: { visibility: 'none' },
      paint: { 'fill-color': ['to-color', ['coalesce', ['feature-state', 'color'], 'rgba(0,0,0,0)']], 'fill-opacity': 0.82 },
    })),
    {
      id: 'admin1',
      type: 'line',
      source: 'admin1',
      minzoom: 3.5,
      paint: { 'line-color': palette.admin1, 'line-width': ['interpolate', ['linear'], ['zoom'], 4, 0.6, 9, 1.4] },
    },
    { id: 'coast', type: 'line', source: 'countries', paint: { 'line-color': palette.coast, 'line-width': 0.8 } },
    {
      id: 'borders',
      type: 'line',
      source: 'borders',
      paint: { 'line-color': palette.border, 'line-width': ['interpolate', ['linear'], ['zoom'], 1, 0.7, 8, 1.8] },
    },
    {
      id: 'disputed-under',
      type: 'line',
      source: 'disputed',
      paint: { 'line-color': palette.land, 'line-width': ['interpolate', ['linear'], ['zoom'], 1, 1.4, 8, 2.6] },
    },
    {
      id: 'disputed',
      type: 'line',
      source: 'disputed',
      paint: {
        'line-color': palette.border,
        'line-width': ['interpolate', ['linear'], ['zoom'], 1, 0.7, 8, 1.8],
        'line-dasharray': [3, 2.5],
      },
    },
    { id: 'areas', type: 'fill', source: 'areas', paint: { 'fill-color': palette.area, 'fill-opacity': ['get', 'opacity'] } },
    {
      id: 'areas-edge',
      type: 'line',
      source: 'areas',
      paint: { 'line-color': palette.area, 'line-opacity': 0.28, 'line-width': 1, 'line-dasharray': [3, 3] },
    },
    {
      id: 'area',
      type: 'line',
      source: 'area',
      paint: { 'line-color': palette.preview, 'line-width': 2 },
    },
    {
      id: HEAT_LAYER,
      type: 'heatmap',
      source: 'heat',
      layout: { visibility: 'none' },
      paint: {
        'heatmap-weight': ['get', 'weight'],
        'heatmap-radius': ['interpolate', ['linear'], ['zoom'], 0, 10, 5, 34, 10, 70],
        'heatmap-intensity': ['interpolate', ['linear'], ['zoom'], 0, 0.12, 8, 0.45],
        'heatmap-opacity': 0.8,
        'heatmap-color': ['interpolate', ['linear'], ['heatmap-density'], ...HEAT[palette.name]] as ExpressionSpecification,
      },
    },
    labels('town'),
    labels('city'),
    labels('country'),
    { id: 'focus', type: 'fill', source: 'focus', paint: { 'fill-color': ['get', 'color'], 'fill-opacity': 0.16 } },
    {
      id: 'focus-edge',
      type: 'line',
      source: 'focus',
      paint: { 'line-color': ['get', 'color'], 'line-width': 2, 'line-dasharray': [2, 1.6] },
    },
    {
      id: 'dots',
      type: 'symbol',
      source: 'dots',
      layout: {
        'icon-image': ['get', 'icon'],
        'icon-size': ['get', 'size'],
        'icon-offset': ['get', 'offset'],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'symbol-sort-key': ['get', 'order'],
      },
      paint: { 'icon-opacity': dotOpacity(false) },
    },
    {
      id: 'preview',
      type: 'symbol',
      source: 'preview',
      layout: { 'icon-image': ['get', 'icon'], 'icon-size': ['get', 'size'], 'icon-allow-overlap': true, 'icon-ignore-placement': true },
    },
    {
      id: 'ring',
      type: 'circle',
      source: 'ring',
      paint: {
        'circle-radius': ['get', 'radius'],
        'circle-color': 'rgba(0,0,0,0)',
        'circle-stroke-color': palette.ink,
        'circle-stroke-width': ['get', 'width'],
      },
    },
  ];
}
