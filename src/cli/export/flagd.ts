import { targetingOf, unreachableKey } from '../../control/actuators/flagd/targeting.ts';
import { type Exported, type ExportSubject, rampIn } from '../../render/export/subject.ts';

/** A file of flagd with the flag of a rollout at 0 %, as the actuator flagd changes it. Throws EXPORT_NO_RAMP. */
export function flagdFlag(subject: ExportSubject): Exported {
  const { name } = subject;
  const { sampler, passThrough } = rampIn(subject);
  const passed = passThrough.length > 0 ? { label_key: sampler.labelKey, values: passThrough } : null;
  const isReachable = unreachableKey(passed) === undefined;
  const targeting = targetingOf({
    on: 'on',
    off: 'off',
    percentage: 0,
    passThrough: isReachable ? passed : null,
  });
  const losses = ['the ramp and its criteria: `rollout run` moves the weights, from 0 %'];
  if (sampler.labelKey !== '') losses.push(`${sampler.labelKey}: flagd splits users by their targetingKey`);
  if (!isReachable)
    losses.push('label values that always get the feature: flagd finds no attribute with a dot');
  return {
    note: '',
    resources: [
      {
        $schema: 'https://flagd.dev/schema/v0/flags.json',
        metadata: { description: losses.join('; ') },
        flags: {
          [name]: { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'off', targeting },
        },
      },
    ],
    losses,
  };
}
