import { type Diagnostic, diagnostic } from '../../errors/rollout-error.ts';
import { labelShare } from '../../numerics/fnv1a.ts';
import { formatNumber } from '../../text/number.ts';
import { toPointer } from '../../text/pointer.ts';
import type { ScenarioDocument } from './document.ts';
import type { ScenarioSetting } from './setting.ts';

/** The share of requests with the feature: by label value where the sampler goes by a label the traffic has, else at random. */
export function shareOf(
  { traffic }: ScenarioDocument,
  { labelKey, passThrough }: ScenarioSetting,
): (accept: number) => number {
  const label = labelKey ? traffic?.labels?.[labelKey] : undefined;
  const values =
    label && Object.entries(label).map(([value, part]) => ({ value, part, hash: labelShare(value) }));
  return (accept) => {
    const percentage = Number.isNaN(accept) ? 1 : accept / 100;
    if (!values) return percentage;
    const always = passThrough();
    let share = 0;
    let rest = 1;
    for (const { value, part, hash } of values) {
      rest -= part;
      if (hash <= percentage || always.includes(value)) share += part;
    }
    return Math.min(1, share + Math.max(0, rest) * percentage);
  };
}

/** Label values whose shares add up to more than all requests. */
export function checkLabels(
  { traffic }: ScenarioDocument,
  { placeOf }: ScenarioSetting,
  diagnostics: Diagnostic[],
): void {
  for (const [label, values] of Object.entries(traffic?.labels ?? {})) {
    const sum = Object.values(values).reduce((total, part) => total + part, 0);
    if (sum <= 1 + 1e-9) continue;
    const place = placeOf(toPointer(['traffic', 'labels', label]));
    diagnostics.push(diagnostic('SCENARIO_LABELS', { label, sum: formatNumber(sum) }, place));
  }
}
