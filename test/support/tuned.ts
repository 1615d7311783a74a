import type { FrontSetting, TunedFold, Tuning } from '../../src/judge/tuning.ts';
import type { TuningModel } from '../../src/render/tuning.ts';
import { assessed, injection, rate } from './assessed.ts';

export const PATH = 'policy.drivers.average_latency_drivers[0].criteria';

const valuesOf = (forward: number, reset: number) => ({
  [`${PATH}.forward.threshold`]: forward,
  [`${PATH}.reset.threshold`]: reset,
});

const FIGURES = {
  false_alarms: rate(13, 1000),
  completed: 1,
  caught: 0.98,
  delay_seconds: { p50: 300, p95: 600 },
  exposure_percent_hours: { p50: 1, p95: 2.5 },
};

/** A setting with these thresholds. */
export const setting = (forward: number, reset: number, more: Partial<FrontSetting>): FrontSetting => ({
  values: valuesOf(forward, reset),
  in_use: false,
  chosen: false,
  ...FIGURES,
  ...more,
});

const fold = (day: number): TunedFold => ({
  tuned_to: `2026-11-${day}T19:12:00.000Z`,
  judged_from: `2026-11-${day}T22:00:00.000Z`,
  judged_to: `2026-11-${day + 3}T14:00:00.000Z`,
  values: valuesOf(75, day + 80),
  chosen: FIGURES,
  in_use: { ...FIGURES, delay_seconds: { p50: null, p95: null } },
});

/** A tuning that lowered one of two thresholds. */
export function tuned(more: Partial<Tuning> = {}): TuningModel {
  const { assessment, measures } = assessed({ injections: [injection(1.3, 200)] });
  const chosen = setting(75, 90.5, { chosen: true });
  const tuning: Tuning = {
    policy: 'checkout-v2',
    detect: 'AVERAGE_LATENCY_0: x1.3',
    limit: 0.05,
    min_completed: 0.9,
    settings: 40,
    within: true,
    in_the_way: null,
    in_use: assessment,
    chosen: { values: chosen.values, tuned_on: assessment, judged_on: assessment },
    folds: [fold(13), fold(16)],
    front: [setting(75, 100, { in_use: true, delay_seconds: { p50: 900, p95: null } }), chosen],
    gain: 'exposure',
    luck: false,
    differences: ['reset threshold of AVERAGE_LATENCY_0: 100 -> 90.5'],
    partial: false,
    diagnostics: [],
    ...more,
  };
  return { tuning, measures, policyText: 'circuit: {}\n', valuesText: null };
}
