import { signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { countMatching, itemsAddress } from '../app/api';
import { addressOf, apiFilters, copyText, exportFile, frameOf, numbersOf, save, SERVER_FORMATS } from '../app/share';
import { standalone } from '../app/standalone';
import { announce, columns, listed, state } from '../app/store';
import { t } from '../i18n';
import { Dialog } from './Dialog';
import { Icon } from './icons';
import { mapView } from './MapPane';
import { pictureOf } from './picture';

export const shareOpen = signal(false);

/** Everything by which a view leaves the page: its address, a frame, a picture, its data. */
export function Share() {
  return (
    <Dialog shown={shareOpen} id="share-title" title={t('share')} class="help share">
      <View />
      <Data />
    </Dialog>
  );
}

function View() {
  const done = useSignal<'link' | 'frame' | 'failed' | null>(null);
  const busy = useSignal(false);
  const frame = frameOf(state.value, t('map'));
  const copy = async (what: 'link' | 'frame') => {
    await copyText(what === 'link' ? addressOf(state.peek()) : frame);
    done.value = what;
    announce(t(what === 'link' ? 'copied' : 'codeCopied'));
  };
  const picture = async () => {
    const view = mapView.peek();
    if (!view) return;
    busy.value = true;
    done.value = null;
    try {
      save(await pictureOf(view), 'dateline.png');
    } catch (error) {
      console.error(error);
      done.value = 'failed';
    }
    busy.value = false;
  };
  return (
    <>
      <div class="actions">
        <button type="button" class="button primary" onClick={() => void copy('link')}>
          <Icon name={done.value === 'link' ? 'check' : 'link'} />
          {done.value === 'link' ? t('copied') : t('copyLink')}
        </button>
        <button type="button" class="button" disabled={busy.value || !mapView.value} onClick={() => void picture()}>
          <Icon name="download" />
          {t('savePicture')}
        </button>
      </div>
      {done.value === 'failed' && <p role="alert">{t('pictureFailed')}</p>}
      {!standalone && <Frame frame={frame} done={done.value === 'frame'} onCopy={() => void copy('frame')} />}
    </>
  );
}

function Frame({ frame, done, onCopy }: { frame: string; done: boolean; onCopy: () => void }) {
  return (
    <>
      <label class="share-label" for="frame">
        {t('embedTitle')}
      </label>
      <textarea id="frame" dir="ltr" rows={3} readOnly spellcheck={false} value={frame} onFocus={(event) => event.currentTarget.select()} />
      <button type="button" class="button" onClick={onCopy}>
        {done && <Icon name="check" />}
        {done ? t('codeCopied') : t('copyCode')}
      </button>
    </>
  );
}

function Data() {
  const now = useSignal<'idle' | 'running' | 'failed'>('idle');
  /** Parameters with which the server finds exactly what is shown; null when there are none. */
  const exact = useSignal<URLSearchParams | null>(null);
  const rows = listed.value;
  useEffect(() => {
    exact.value = null;
    if (standalone) return;
    const numbered = numbersOf(columns.peek(), rows);
    if (numbered) {
      exact.value = numbered;
      return;
    }
    const asked = apiFilters(state.peek());
    if (!asked || rows.length === 0) return;
    const control = new AbortController();
    countMatching(asked, control.signal).then(
      (count) => {
        if (!control.signal.aborted && count === rows.length) exact.value = asked;
      },
      () => undefined,
    );
    return () => control.abort();
  }, [rows]);
  const download = async (format: 'geojson' | 'csv') => {
    now.value = 'running';
    try {
      const file = await exportFile(columns.peek(), rows, format, AbortSignal.timeout(300_000));
      save(file, `dateline.${format}`);
      now.value = 'idle';
    } catch {
      now.value = 'failed';
    }
  };
  return (
    <>
      <h2>{t('exportTitle')}</h2>
      <p class="note">{t('count', { n: rows.length })}</p>
      <div class="actions formats">
        {(['geojson', 'csv'] as const).map((format) => (
          <button key={format} type="button" class="button" disabled={now.value === 'running' || rows.length === 0} onClick={() => void download(format)}>
            {format === 'csv' ? 'CSV' : 'GeoJSON'}
          </button>
        ))}
        {exact.value &&
          Object.entries(SERVER_FORMATS).map(([format, name]) => (
            <a key={format} class="button" href={itemsAddress(exact.value!, format)} download>
              {format === 'map' ? t('mapFile') : name}
            </a>
          ))}
      </div>
      {!exact.value && !standalone && rows.length > 0 && <p class="note">{t('exportMore')}</p>}
      {now.value === 'running' && <p role="status">{t('exportRunning')}</p>}
      {now.value === 'failed' && <p role="alert">{t('exportFailed')}</p>}
    </>
  );
}
