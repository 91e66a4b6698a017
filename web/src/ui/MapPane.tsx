import '../styles/insight.css';
import { computed, effect, signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Reading } from '../app/api';
import { at, columns, embedded, filtered, hovered, loading, mapBounds, naming, passes, reading, restored, rowOf, selectedRow, selection, state, total, update } from '../app/store';
import { language, t } from '../i18n';
import '../map/files';
import type { MapView, Padding, Pointed } from '../map/view';
import { type Area, boundsOf } from '../model/area';
import { incidentAt } from '../model/columns';
import type { Incident } from '../model/incident';
import type { Camera } from '../model/state';
import { roundCamera } from '../model/url';
import { whenOf, whereOf } from './describe';
import { Icon, Sign } from './icons';
import { Legend, Swatches } from './Legend';
import { darkNow, reducedMotion, wide } from './media';
import { watchShading } from './shading';

/** The map once it is drawn; the page works without it until then, and where it cannot be drawn. */
export const mapView = signal<MapView | null>(null);
/** Who made the basemap, where the server's settings name one. */
const basemapCredit = document.querySelector<HTMLMetaElement>('meta[name="dateline-basemap-attribution"]')?.content ?? '';
/** What takes longest is asked for first. */
const coming = Promise.all([import('../map/view'), import('./extras')]);
coming.catch(() => undefined);
/** Whether the tools for a part of the map are shown. */
export const areaToolsOpen = signal(false);
const extras = signal<typeof import('./extras') | null>(null);
const failed = signal(false);
const pointed = signal<Pointed | null>(null);
const shown = computed(() => selection.value.shown);
/** Above this many, the days aside, the map draws by the graphics card: what the filters pass decides, so that a step of time never changes the look. */
const MANY = 6000;
const many = computed(() => selection.value.anyDay > MANY);
/** What the columns alone tell, once for each row that is looked at. */
const brief = computed(() => {
  const known = new Map<number, Incident>();
  const now = columns.value;
  const named = naming.value;
  return (row: number): Incident => {
    let found = known.get(row);
    if (!found) known.set(row, (found = incidentAt(now, row, named)));
    return found;
  };
});
const heat = computed(() => state.value.heat);
const camera = computed(() => state.value.camera);

/** Room that the card or the sheet takes from the map. */
function padding(): Padding {
  const box = document.querySelector('.map')?.getBoundingClientRect();
  const cover = document.querySelector(wide.peek() ? '.card-pane' : '.panel')?.getBoundingClientRect();
  const none = { top: 0, right: 0, bottom: 0, left: 0 };
  if (!box) return none;
  if (!wide.peek()) return { ...none, bottom: cover ? Math.max(0, box.bottom - cover.top) : 0 };
  const legend = document.querySelector('.legend-box[open]')?.getBoundingClientRect();
  const [near, far] = document.documentElement.dir === 'rtl' ? (['right', 'left'] as const) : (['left', 'right'] as const);
  return { ...none, [near]: legend ? legend.width : 0, [far]: cover ? cover.width + 16 : 0 };
}

export function reveal(incident: Incident): void {
  if (incident.lon !== null && incident.lat !== null) mapView.peek()?.reveal(incident.lon, incident.lat, incident.uncertaintyKm, padding());
}

export function fitReading(found: Reading): void {
  const events = found.events.flatMap(({ incident: { lon, lat } }) => (lon === null || lat === null ? [] : [[lon, lat] as const]));
  const places = found.toponyms.flatMap(({ place }) => (place ? [[place.lon, place.lat] as const] : []));
  mapView.peek()?.fitPoints([...events, ...places], padding());
}

export const fitArea = (area: Area): void => mapView.peek()?.fitBounds(boundsOf(area), padding());

export function MapPane() {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => start(box.current!), []);
  return (
    <div class="map">
      <div ref={box} class="canvas" />
      {failed.value ? <p class="map-note">{t('mapFailed')}</p> : !mapView.value && <p class="map-note" role="status">{t('loadingMap')}</p>}
      <Tooltip />
      <div class="map-tools">
        <button type="button" class="icon-button" onClick={() => mapView.value?.zoomBy(1)} aria-label={t('mapZoomIn')} title={t('mapZoomIn')}>
          <Icon name="plus" />
        </button>
        <button type="button" class="icon-button" onClick={() => mapView.value?.zoomBy(-1)} aria-label={t('mapZoomOut')} title={t('mapZoomOut')}>
          <Icon name="minus" />
        </button>
        <button type="button" class="icon-button" onClick={() => mapView.value?.fit(columns.value, shown.value, padding())} aria-label={t('mapFit')} title={t('mapFit')}>
          <Icon name="fit" />
        </button>
        <button
          type="button"
          class="icon-button"
          aria-pressed={state.value.heat}
          onClick={() => update({ heat: !state.peek().heat })}
          aria-label={t('heat')}
          title={t('heat')}
        >
          <Icon name="heat" />
        </button>
        <button
          type="button"
          class="icon-button"
          aria-pressed={state.value.shade !== 'none'}
          onClick={() => update({ shade: state.peek().shade === 'none' ? 'country' : 'none' })}
          aria-label={t('shade')}
          title={t('shade')}
        >
          <Icon name="areas" />
        </button>
        <button
          type="button"
          class="icon-button"
          aria-expanded={areaToolsOpen.value}
          onClick={() => (areaToolsOpen.value = !areaToolsOpen.peek())}
          aria-label={t('areaTools')}
          title={t('areaTools')}
        >
          <Icon name="polygon" />
        </button>
      </div>
      {extras.value && <extras.value.AreaTools />}
      {extras.value && <extras.value.Insight />}
      {wide.value && (
        <details class="legend-box" open={!embedded && innerHeight > 760 && innerWidth > 1200}>
          <summary>
            {t('legend')} <Swatches />
          </summary>
          <Legend />
        </details>
      )}
      <p class="attribution">
        {basemapCredit && `${basemapCredit} · `}
        {wide.value ? t('attribution') : t('attributionShort')}
      </p>
    </div>
  );
}

function start(box: HTMLDivElement): () => void {
  const stops: (() => void)[] = [];
  let ended = false;
  /** Where the map says it is; a state that says otherwise was restored from the address. */
  let reported: Camera | null = null;
  void (async () => {
    let view: MapView;
    try {
      const [{ openMap }, more] = await coming;
      extras.value = more;
      view = await openMap(box, {
        theme: darkNow.peek() ? 'dark' : 'light',
        language: language.peek(),
        camera: state.peek().camera,
        title: t('map'),
        animate: () => !reducedMotion.peek(),
        onMove: (moved, bounds) => {
          mapBounds.value = bounds;
          const rounded = roundCamera(moved);
          reported = rounded;
          // Until something is loaded, the map has not been put anywhere on purpose.
          if (total.peek() > 0 && JSON.stringify(rounded) !== JSON.stringify(state.peek().camera)) update({ camera: rounded });
        },
        onChoose: (row) => update({ selected: row === null ? null : at(row).id }),
        onPoint: (where) => {
          pointed.value = where;
          hovered.value = where?.row == null ? null : at(where.row).id;
        },
      });
    } catch (error) {
      console.error(error);
      failed.value = true;
      return;
    }
    if (ended) {
      view.destroy();
      return;
    }
    mapView.value = view;
    let placed = state.peek().camera !== null;
    const observer = new ResizeObserver(() => view.resize());
    observer.observe(box);
    stops.push(
      () => observer.disconnect(),
      () => view.destroy(),
      effect(() => {
        const { window, undated } = state.peek();
        view.show({ columns: columns.value, time: filtered.value.filter.time, passes: passes.value, rows: shown.value, window, undated, many: many.value, incident: brief.value });
      }),
      watchShading(view),
      effect(() => view.showArea(state.value.area)),
      effect(() => view.setHeat(heat.value)),
      effect(() => view.hover(briefOf(hovered.value === null ? -1 : rowOf(hovered.value)))),
      effect(() => view.preview(state.value.tab === 'try' ? reading.value : null)),
      effect(() => view.setTheme(darkNow.value ? 'dark' : 'light')),
      effect(() => view.setLanguage(language.value, t('map'))),
      effect(() => {
        if (placed || total.value === 0) return;
        // Follow the first pages of a long load, then leave the map where it is.
        if (loading.value.phase === 'ready') placed = true;
        view.fit(columns.value, Uint32Array.from({ length: total.value }, (_, row) => row), padding(), false);
      }),
      effect(() => {
        const row = selectedRow.value;
        const incident = briefOf(row);
        view.select(incident);
        // The card must be laid out before it is known how much of the map it covers.
        if (incident && (restored === null || row !== rowOf(restored))) requestAnimationFrame(() => reveal(incident));
      }),
      // The address was changed by hand or by the browser's buttons.
      effect(() => {
        const wanted = camera.value;
        if (wanted && reported && JSON.stringify(wanted) !== JSON.stringify(reported)) view.jump(wanted);
      }),
    );
  })();
  return () => {
    ended = true;
    for (const stop of stops) stop();
    mapView.value = null;
  };
}

const briefOf = (row: number): Incident | null => (row < 0 || row >= total.value ? null : brief.value(row));

function Tooltip() {
  const here = pointed.value;
  if (!here || (here.row !== null && here.row >= total.value)) return null;
  const incident = here.row === null ? null : at(here.row);
  return (
    <div class="tooltip" style={{ left: `${here.x}px`, top: `${here.y}px` }} aria-hidden="true">
      {incident ? (
        <>
          <p class="row-title" dir="auto">
            <Sign kind={incident.kind} status={incident.status} /> {incident.title}
          </p>
          <p class="row-where" dir="auto">{whereOf(incident)}</p>
          <p class="row-when">
            <span>{whenOf(incident)}</span>
            {incident.status !== 'occurred' && <span class={`tag ${incident.status}`}>{t(`status_${incident.status}`)}</span>}
          </p>
        </>
      ) : (
        <p class="row-title">{t('cluster', { n: here.together })}</p>
      )}
    </div>
  );
}
