import { error, warning } from '../define.ts';

/** Judging a policy by rehearsals: what cannot be said of it. */
export const judgeCodes = {
  JUDGE_MEMORY: warning<{ signal: string; memory: string; history: string; days: number }>({
    text: (p) =>
      `no interval can be given: readings of ${p.signal} are alike for ${p.memory}, more than 1/40 of the history (${p.history})`,
    hint: (p) => `give at least ${p.days} days of history`,
  }),
  JUDGE_FEW_STARTS: warning<{ rates: string; independent: number; days?: number }>({
    text: (p) =>
      `no interval can be given for ${p.rates}: the rehearsals count as ${p.independent}, where more than 4 independent ones are needed`,
    hint: (p) => (p.days === undefined ? undefined : `give at least ${p.days} days of history`),
  }),
  COMPARE_INTERVAL: error<{ a: string; b: string; first: string; second: string }>(3, {
    text: (p) => `the policies cannot be compared: ${p.a} ticks every ${p.first}, ${p.b} every ${p.second}`,
    hint: () => 'give both the same evaluation_interval',
  }),
  JUDGE_LIMITS: error<{ limits: string; why: string; instead: string }>(2, {
    text: (p) => `${p.limits} cannot be kept: ${p.why}`,
    hint: (p) => `give ${p.instead}`,
  }),
  JUDGE_UNDECIDED: warning<{ limits: string; why: string; days?: number }>({
    text: (p) => `the history cannot tell whether ${p.limits} is kept: ${p.why}`,
    hint: (p) => (p.days === undefined ? undefined : `about ${p.days} days of history would decide it`),
  }),
};
