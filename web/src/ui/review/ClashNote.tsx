import type { Clash, Values } from '../../app/review';
import { t, tCode } from '../../i18n';
import { whenOf, whereOf } from '../describe';

/** Says that somebody else changed the incident meanwhile, what it is now, and lets the person choose. */
export function ClashNote({ clash, mine, onKeep, onTake }: { clash: Clash; mine: Values; onKeep: () => void; onTake: () => void }) {
  const now = clash.subject?.incident;
  return (
    <div role="alert" class="status-note alleged clash">
      <strong>{t('clashTitle')}</strong>
      <p>
        <bdi>{clash.by === 'machine' || clash.by === null ? t('byMachine') : clash.by}</bdi>
        {clash.reason && (
          <>
            {': '}
            <bdi>{clash.reason}</bdi>
          </>
        )}
      </p>
      {now ? (
        <ul>
          <li dir="auto">{tCode('sub', now.subKind)}</li>
          <li dir="auto">{whereOf(now)}</li>
          <li>{whenOf(now)}</li>
        </ul>
      ) : (
        <p>{t('gone')}</p>
      )}
      <div class="actions">
        {now && Object.keys(mine).length > 0 && (
          <button type="button" class="button" onClick={onKeep}>
            {t('clashKeep')}
          </button>
        )}
        <button type="button" class="button" onClick={onTake}>
          {t('clashTake')}
        </button>
      </div>
    </div>
  );
}
