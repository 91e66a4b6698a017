import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import '../../styles/review.css';
import { canUndo, loadSubject, type Subject, undo } from '../../app/review';
import { loadSession, session } from '../../app/session';
import { announce, update } from '../../app/store';
import { t } from '../../i18n';
import type { Incident } from '../../model/incident';
import { Icon } from '../icons';
import { Editor } from './Editor';
import { SignedIn, SignIn } from './SignIn';

/** Corrects the incident of the card. */
export function CardEditor({ incident }: { incident: Incident }) {
  const subject = useSignal<Subject | 'loading' | 'failed'>('loading');
  const find = () =>
    loadSubject(incident.id).then(
      (found) => (subject.value = found ?? 'failed'),
      () => (subject.value = 'failed'),
    );
  useEffect(() => {
    if (session.peek() === null) void loadSession();
    void find();
  }, [incident.id]);
  const now = subject.value;
  if (session.value && !session.value.editor) return <SignIn />;
  if (now === 'loading' || session.value === null) return <p role="status">{t('loading')}</p>;
  if (now === 'failed') return <p role="alert">{t('gone')}</p>;
  const takeBack = async () => {
    const outcome = await undo();
    if (outcome && 'done' in outcome) announce(t('undone'));
    void find();
  };
  return (
    <>
      <SignedIn />
      {canUndo.value && (
        <button type="button" class="button" onClick={() => void takeBack()}>
          <Icon name="undo" flip />
          {t('undo')}
        </button>
      )}
      <Editor
        subject={now}
        onDone={(made) => {
          const same = made.find((each) => each.incident.id === incident.id);
          if (same) subject.value = same;
          else if (made[0]) update({ selected: made[0].incident.id });
        }}
      />
    </>
  );
}
