import { formatNumber, t } from '../i18n';

interface ChoiceProps {
  label: string;
  count: number;
  checked: boolean;
  /** Drawn as left out; what is not checked is, unless nothing of its group is. */
  off?: boolean;
  /** The name of its group where only one can be chosen. */
  group?: string;
  onToggle: () => void;
  onOnly?: () => void;
  children?: preact.ComponentChildren;
}

/** One choice of a filter, with how many there are of it. */
export function Choice({ label, count, checked, off = !checked, group, onToggle, onOnly, children }: ChoiceProps) {
  return (
    <div class={off ? 'choice off' : 'choice'}>
      <label>
        <input type={group ? 'radio' : 'checkbox'} {...(group && { name: group })} checked={checked} onChange={onToggle} />
        {children}
        <span class="label" dir="auto" title={label}>
          {label}
        </span>
        <span class="number">{formatNumber(count)}</span>
      </label>
      {onOnly && (
        <button type="button" class="only" onClick={onOnly} aria-label={t('onlyThis', { what: label })}>
          {t('only')}
        </button>
      )}
    </div>
  );
}
