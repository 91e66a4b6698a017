import { addProtocol, type LayerSpecification, type StyleSpecification } from 'maplibre-gl';
import type { Palette } from './palette';

/** A basemap that the server's settings name, in place of the page's own. */
export interface Backdrop {
  readonly style: Pick<StyleSpecification, 'sources' | 'layers' | 'glyphs' | 'sprite'>;
  /** Whether it writes names of its own. */
  readonly labeled: boolean;
}

const setting = (name: string): string => document.querySelector<HTMLMetaElement>(`meta[name="dateline-${name}"]`)?.content.trim() ?? '';

/**
 * The basemap by setting: tiles as pictures (`…/{z}/{x}/{y}.png`), an archive (`….pmtiles`, pictures or Protomaps' vector tiles), or the
 * address of a style. Null when none is set, which is usual: the page then asks no other host for anything.
 */
export async function loadBackdrop(palette: Palette): Promise<Backdrop | null> {
  const given = setting('basemap');
  if (!given) return null;
  const attribution = setting('basemap-attribution');
  // Braces of a template must stay as they are.
  const address = /\{[zxy]\}/.test(given) ? new URL(given.replace(/[{}]/g, (sign) => `__${sign === '{' ? 'o' : 'c'}__`), document.baseURI).href.replaceAll('__o__', '{').replaceAll('__c__', '}') : new URL(given, document.baseURI).href;
  if (/\{z\}/.test(address)) return pictures({ tiles: [address], tileSize: 256, attribution });
  if (/\.pmtiles($|\?)/.test(address)) return archive(address, attribution, palette);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`the basemap's style answers ${response.status}`);
  const style = (await response.json()) as StyleSpecification;
  // Ids of the page's own layers and sources stay its own.
  const sources = Object.fromEntries(Object.entries(style.sources).map(([id, source]) => [`base-${id}`, source]));
  const layers = style.layers.map((layer) => ({ ...layer, id: `base-${layer.id}`, ...('source' in layer && { source: `base-${layer.source}` }) }) as LayerSpecification);
  return {
    style: { sources, layers, ...(style.glyphs && { glyphs: style.glyphs }), ...(style.sprite && { sprite: style.sprite }) },
    labeled: layers.some(({ type }) => type === 'symbol'),
  };
}

const pictures = (source: { tiles?: string[]; url?: string; tileSize: number; attribution: string }): Backdrop => ({
  style: { sources: { backdrop: { type: 'raster', ...source } }, layers: [{ id: 'backdrop', type: 'raster', source: 'backdrop' }] },
  labeled: true,
});

async function archive(address: string, attribution: string, palette: Palette): Promise<Backdrop> {
  const { PMTiles, Protocol, TileType } = await import('pmtiles');
  const protocol = new Protocol();
  const tiles = new PMTiles(address);
  protocol.add(tiles);
  addProtocol('pmtiles', protocol.tile);
  const url = `pmtiles://${address}`;
  if ((await tiles.getHeader()).tileType !== TileType.Mvt) return pictures({ url, tileSize: 512, attribution });
  const fill = (layer: string, color: string): LayerSpecification => ({ id: `base-${layer}`, type: 'fill', source: 'backdrop', 'source-layer': layer, paint: { 'fill-color': color } });
  return {
    style: {
      sources: { backdrop: { type: 'vector', url, attribution } },
      layers: [
        { id: 'base', type: 'background', paint: { 'background-color': palette.water } },
        fill('earth', palette.land),
        fill('water', palette.water),
        {
          id: 'base-roads',
          type: 'line',
          source: 'backdrop',
          'source-layer': 'roads',
          minzoom: 7,
          paint: { 'line-color': palette.admin1, 'line-width': ['interpolate', ['linear'], ['zoom'], 7, 0.6, 14, 3] },
        },
        fill('buildings', palette.admin1),
      ],
    },
    labeled: false,
  };
}
