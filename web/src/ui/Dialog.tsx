import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n';
import { Icon } from './icons';

/** A modal dialog that is open while the signal is true; Escape, its cross and a click beside it close it. Its contents exist only while it is open. */
export function Dialog({ shown, id, title, class: name, children }: {
  shown: Signal<boolean>;
  id: string;
  title: string;
  class: string;
  children: ComponentChildren;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = shown.value;
  const close = () => (shown.value = false);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} class={name} aria-labelledby={id} onClose={close} onClick={(event) => event.target === event.currentTarget && close()}>
      {open && (
        <div class="help-body">
          <div class="card-bar">
            <h2 id={id}>{title}</h2>
            <span class="grow" />
            <button type="button" class="icon-button" onClick={close} aria-label={t('close')}>
              <Icon name="close" />
            </button>
          </div>
          {children}
        </div>
      )}
    </dialog>
  );
}
