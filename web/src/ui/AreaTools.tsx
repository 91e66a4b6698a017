import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { findPlace } from '../app/api';
import { announce, mapBounds, selection, state, update } from '../app/store';
import { formatNumber, t } from '../i18n';
import type { DrawMode, Measure } from '../map/draw';
import { type Area, boundsOf, outline, roundArea } from '../model/area';
import { areaKm2 } from '../model/geo';
import { Icon } from './icons';
import { areaToolsOpen, fitArea, mapView } from './MapPane';

const AREA_MODES = ['polygon', 'rectangle', 'circle'] as const;
const MEASURE_MODES = ['distance', 'surface'] as const;

const number = (value: number): string => formatNumber(value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
const measureText = ({ km, km2 }: Measure): string => [t('lengthKm', { km: number(km) }), km2 === null ? null : t('surfaceKm', { km: number(km2) })].filter(Boolean).join(' · ');

function keepTo(area: Area | null): void {
  const rounded = area && roundArea(area);
  update({ area: rounded });
  if (rounded) fitArea(rounded);
  announce(t('updated', { n: selection.peek().shown.length }));
}

/** Keeps incidents to a part of the map, drawn by hand or typed, and measures distances and areas. */
export function AreaTools() {
  const mode = useSignal<DrawMode | null>(null);
  const measure = useSignal<Measure | null>(null);
  useEffect(() => () => mapView.peek()?.endDrawing(), []);
  if (!areaToolsOpen.value) return null;
  const end = () => {
    mapView.peek()?.endDrawing();
    mode.value = null;
    measure.value = null;
  };
  const begin = (chosen: DrawMode) => {
    const again = mode.value === chosen;
    end();
    if (again) return;
    mode.value = chosen;
    void mapView.peek()?.draw(chosen, {
      onMeasure: (now) => (measure.value = now),
      onArea: (area) => {
        // The drawing is still at work with its last point.
        setTimeout(() => {
          end();
          keepTo(area);
        });
      },
    });
  };
  const button = (each: DrawMode) => (
    <button key={each} type="button" class="chip" aria-pressed={mode.value === each} disabled={!mapView.value} onClick={() => begin(each)}>
      {t(`draw_${each}`)}
    </button>
  );
  const { area } = state.value;
  return (
    <section class="area-tools" aria-label={t('areaTools')}>
      <div class="area-head">
        <h2>{t('areaTools')}</h2>
        <button
          type="button"
          class="icon-button small"
          aria-label={t('close')}
          onClick={() => {
            end();
            areaToolsOpen.value = false;
          }}
        >
          <Icon name="close" />
        </button>
      </div>
      <div class="chips" role="group" aria-label={t('areaDraw')}>
        <span>{t('areaDraw')}</span>
        {AREA_MODES.map(button)}
      </div>
      <div class="chips" role="group" aria-label={t('measure')}>
        <span>{t('measure')}</span>
        {MEASURE_MODES.map(button)}
      </div>
      {mode.value && <p class="note">{t('drawHint')}</p>}
      <p role="status" class="measured">
        {measure.value ? measureText(measure.value) : ''}
      </p>
      <Around />
      <Bounds key={area ? JSON.stringify(area) : ''} area={area} />
      {area && (
        <p class="line">
          <span>{t('surfaceKm', { km: number(areaKm2(outline(area))) })}</span>
          <button type="button" class="button" onClick={() => keepTo(null)}>
            {t('areaClear')}
          </button>
        </p>
      )}
    </section>
  );
}

/** So many kilometers around a place that is typed. */
function Around() {
  const place = useSignal('');
  const km = useSignal(25);
  const failed = useSignal(false);
  const find = async (event: Event) => {
    event.preventDefault();
    failed.value = false;
    const found = await findPlace(place.value, AbortSignal.timeout(10_000)).catch(() => null);
    if (found) keepTo({ kind: 'circle', lon: found.lon, lat: found.lat, km: km.value });
    else failed.value = true;
  };
  return (
    <form class="line" onSubmit={(event) => void find(event)}>
      <input type="text" dir="auto" maxLength={200} required aria-label={t('areaPlace')} placeholder={t('areaPlace')} value={place.value} onInput={(event) => (place.value = event.currentTarget.value)} />
      <input type="number" min={1} max={5000} required aria-label={t('areaRadius')} title={t('areaRadius')} value={km.value} onInput={(event) => (km.value = event.currentTarget.valueAsNumber)} />
      <button type="submit" class="button">
        {t('areaAround')}
      </button>
      {failed.value && <span role="alert">{t('areaNotFound')}</span>}
    </form>
  );
}

/** A rectangle by its four edges. */
function Bounds({ area }: { area: Area | null }) {
  const given = area ? boundsOf(area) : mapBounds.peek();
  const edges = useSignal((given ?? [-180, -85, 180, 85]).map((degrees) => Number(degrees.toFixed(2))).join(', '));
  const failed = useSignal(false);
  const apply = (event: Event) => {
    event.preventDefault();
    const [west, south, east, north, more] = edges.value.split(/[\s,;]+/).filter(Boolean).map(Number);
    const wrong = more !== undefined || ![west, south, east, north].every((each) => each !== undefined && Number.isFinite(each)) || Math.abs(west!) > 540 || Math.abs(east!) > 540 || south! >= north! || west! === east!;
    failed.value = wrong;
    if (!wrong) keepTo({ kind: 'box', west: west!, south: south!, east: east!, north: north! });
  };
  return (
    <form class="line" onSubmit={apply}>
      <input type="text" dir="ltr" maxLength={80} required aria-label={t('areaBounds')} title={t('areaBounds')} value={edges.value} onInput={(event) => (edges.value = event.currentTarget.value)} />
      <button type="submit" class="button">
        {t('areaApply')}
      </button>
      {failed.value && <span role="alert">{t('areaWrong')}</span>}
    </form>
  );
}
