import { labelShare } from './noise.ts';
import type { ScenarioDocument } from './scenario-document.ts';
import type { ScenarioSetting } from './scenario-setting.ts';

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
