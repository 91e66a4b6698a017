import { useEffect, useState } from 'preact/hooks';
import { loadReport, loadTellings, type ReportText, type Telling } from '../app/api';
import { language, t } from '../i18n';
import { formatDay, parseDay } from '../model/days';
import type { Incident } from '../model/incident';
import { Icon } from './icons';
import { Marked } from './Marked';

type Loaded = { readonly telling: Telling; readonly report: ReportText | null };

/** Every report that tells an incident, with the words marked that gave its values. */
export function Sources({ incident }: { incident: Incident }) {
  const [loaded, setLoaded] = useState<readonly Loaded[] | 'loading' | 'failed'>('loading');
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const control = new AbortController();
    setLoaded('loading');
    void (async () => {
      try {
        const tellings = await loadTellings(incident.id, control.signal);
        const reports = await Promise.all(tellings.map((telling) => loadReport(telling.reportId, control.signal).catch(() => null)));
        if (!control.signal.aborted) setLoaded(tellings.map((telling, i) => ({ telling, report: reports[i] ?? null })));
      } catch {
        if (!control.signal.aborted) setLoaded('failed');
      }
    })();
    return () => control.abort();
  }, [incident.id, attempt]);
  if (loaded === 'loading') return <p class="faint" role="status">{t('loadingReports')}</p>;
  if (loaded === 'failed') {
    return (
      <div role="alert">
        <p>{t('reportsFailed')}</p>
        <button type="button" class="button" onClick={() => setAttempt(attempt + 1)}>
          {t('retry')}
        </button>
      </div>
    );
  }
  return (
    <section class="sources">
      <h3>{t('sourcesTitle', { n: loaded.length })}</h3>
      {loaded.map(({ telling, report }) => (
        <Source key={telling.id} telling={telling} report={report} />
      ))}
    </section>
  );
}

function Source({ telling, report }: Loaded) {
  const day = parseDay(report?.published);
  return (
    <section class="source">
      <h4 dir="auto">{report?.title ?? t('untitled')}</h4>
      <p class="source-line">
        <span dir="auto">{report?.source ?? t('unknownSource')}</span>
        <span>{day === null ? t('undatedReport') : t('published', { day: formatDay(day, language.value) })}</span>
        {report?.url && (
          <a href={report.url} target="_blank" rel="noopener noreferrer nofollow">
            {t('readAt')} <Icon name="external" />
          </a>
        )}
      </p>
      {report ? <Marked text={report.text} markings={telling.markings} language={report.language} /> : <blockquote dir="auto">{telling.quote}</blockquote>}
    </section>
  );
}
