import { formatNumber } from '../../text/number.ts';
import type { PanelOptions } from './panel.ts';
import { stepThresholds } from './thresholds.ts';

/** How an accept percentage is drawn: from 0 to 100, with a line at every percentage the ramp stops at. */
export const rampAxis = (
  percentages: readonly number[],
): Omit<PanelOptions, 'id' | 'title' | 'description'> => ({
  width: 12,
  unit: 'percent',
  min: 0,
  max: 100,
  thresholds: stepThresholds(percentages),
  thresholdsStyle: 'dashed',
  step: true,
});

/** What a panel says of these lines. */
export const stepsSentence = (percentages: readonly number[]): string =>
  `Steps of the ramp: ${percentages.map((one) => `${formatNumber(one)} %`).join(', ')}.`;
