import type { SettingFigures, TunedValues } from '../tuning.ts';
import type { Measure } from './measure.ts';
import type { Setting, Varied } from './varied.ts';

/** A setting by the paths of its values. */
export const valuesOf = (varied: readonly Varied[], setting: Setting): TunedValues =>
  Object.fromEntries(varied.map(({ path }, i) => [path, setting[i]!]));

/** What a setting came to, as it is printed. */
export const settingFigures = ({ falseAlarms, completed, detection }: Measure): SettingFigures => ({
  false_alarms: falseAlarms,
  completed,
  caught: detection.caught.share,
  delay_seconds: detection.delay_seconds,
  exposure_percent_hours: detection.exposure_percent_hours,
});
