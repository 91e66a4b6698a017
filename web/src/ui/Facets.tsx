import { signal, useSignal } from '@preact/signals';
import { leastCounts, state, toggled, update, valueCounts } from '../app/store';
import { countryName, formatNumber, formatPercent, language, t, tCode } from '../i18n';
import { PLACE_PRECISIONS, PRECISIONS } from '../model/codebook';
import { fold } from '../model/incident';
import { type Facet, FACETS, NONE } from '../model/state';
import { Choice } from './Choice';

/** So many values are offered unasked; the others are found by their name. */
const TOP = 10;
const MOST_FOUND = 40;
const LEAST = {
  toll: { key: 'leastToll', title: 'leastToll', steps: [0, 1, 5, 10, 25, 50, 100] },
  confidence: { key: 'leastConfidence', title: 'leastConfidence', steps: [0, 50, 70, 80, 90] },
} as const;

type Group = Facet | keyof typeof LEAST;
const opened = signal<ReadonlySet<Group>>(new Set());

/** The finer filters, folded until they are wanted: all groups must hold, and in each group one of the chosen values. */
export function Facets() {
  return (
    <div class="facets">
      {FACETS.map((facet) => (
        <Fold key={facet} group={facet} title={t(facet)} chosen={state.value[facet].length > 0 ? formatNumber(state.value[facet].length) : null}>
          <Values facet={facet} />
        </Fold>
      ))}
      {(['toll', 'confidence'] as const).map((of) => {
        const now = state.value[LEAST[of].key];
        return (
          <Fold key={of} group={of} title={t(LEAST[of].title)} chosen={now > 0 ? leastText(of, now) : null}>
            <Least of={of} />
          </Fold>
        );
      })}
    </div>
  );
}

function Fold({ group, title, chosen, children }: { group: Group; title: string; chosen: string | null; children: preact.ComponentChildren }) {
  const open = opened.value.has(group);
  return (
    <details
      class="facet"
      open={open}
      onToggle={(event) => {
        if (event.currentTarget.open !== opened.peek().has(group)) opened.value = new Set(toggled([...opened.peek()], group));
      }}
    >
      <summary>
        <span class="label">{title}</span>
        {chosen && <span class="tag">{chosen}</span>}
      </summary>
      {open && (
        <fieldset>
          <legend class="hidden">{title}</legend>
          {children}
        </fieldset>
      )}
    </details>
  );
}

function Values({ facet }: { facet: Facet }) {
  const typed = useSignal('');
  const counts = valueCounts.get(facet)!.value;
  const chosen: readonly string[] = state.value[facet];
  const choose = (values: readonly string[]) => update({ [facet]: values });
  const ranked = [...new Set([...chosen, ...counts.keys()])]
    .map((value) => ({ value, label: labelOf(facet, value), count: counts.get(value) ?? 0 }))
    .sort((a, b) => (ORDER[facet] ? ORDER[facet].indexOf(a.value) - ORDER[facet].indexOf(b.value) : b.count - a.count || a.label.localeCompare(b.label, language.value)));
  const wanted = fold(typed.value.trim());
  const found = ranked.filter(({ label }) => fold(label).includes(wanted));
  const shown = wanted ? found.slice(0, MOST_FOUND) : ranked.filter(({ value }, i) => i < TOP || chosen.includes(value));
  const left = (wanted ? found.length : ranked.length) - shown.length;
  return (
    <>
      {ranked.length > TOP && (
        <input
          class="find"
          type="search"
          dir="auto"
          autocomplete="off"
          spellcheck={false}
          maxLength={100}
          aria-label={t('findIn', { what: t(facet) })}
          placeholder={t('search')}
          value={typed.value}
          onInput={(event) => (typed.value = event.currentTarget.value)}
        />
      )}
      {shown.map(({ value, label, count }) => (
        <Choice
          key={value}
          label={label}
          count={count}
          checked={chosen.includes(value)}
          off={chosen.length > 0 && !chosen.includes(value)}
          onToggle={() => choose(toggled(chosen, value))}
          {...(chosen.length > 0 && { onOnly: () => choose([value]) })}
        />
      ))}
      {shown.length === 0 && <p class="faint">{t('noChoice')}</p>}
      {left > 0 && <p class="faint">{t('moreChoices', { n: left })}</p>}
    </>
  );
}

/** Values that have an order of their own. */
const ORDER: Partial<Record<Facet, readonly string[]>> = { precisions: PRECISIONS, placePrecisions: PLACE_PRECISIONS };

function labelOf(facet: Facet, value: string): string {
  if (facet === 'subKinds') return tCode('sub', value);
  if (facet === 'precisions') return tCode('precision', value);
  if (facet === 'countries') return value === NONE ? t('unlocated') : (countryName(value) ?? value);
  if (facet === 'placePrecisions') return value === NONE ? t('unlocated') : tCode('geo', value);
  if (facet === 'provinces') return value === NONE ? t('noProvince') : provinceText(value);
  return value;
}

/** A province, with its country where there are several. */
function provinceText(value: string): string {
  const [country, ...name] = value.split('/');
  return [name.join('/'), countryName(country === NONE ? null : country!)].filter(Boolean).join(' · ');
}

const leastText = (of: keyof typeof LEAST, least: number): string =>
  least === 0 ? t('any') : t('atLeast', { what: of === 'toll' ? formatNumber(least) : formatPercent(least / 100) });

function Least({ of }: { of: keyof typeof LEAST }) {
  const { key, steps: usual } = LEAST[of];
  const now = state.value[key];
  // An address may name another number than those offered.
  const steps = [...new Set([...usual, now])].sort((a, b) => a - b);
  const counts = leastCounts(of, steps);
  return (
    <>
      {steps.map((least, i) => (
        <Choice
          key={least}
          group={of}
          label={leastText(of, least)}
          count={counts[i]!}
          checked={least === now}
          off={false}
          onToggle={() => update({ [key]: least })}
        />
      ))}
    </>
  );
}
