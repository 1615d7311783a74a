import type { Seconds } from '../../text/duration.ts';
import { formatGo, formatSpoken } from '../../text/duration.ts';
import { formatNumber } from '../../text/number.ts';
import type { TickFunction } from '../binding.ts';
import { type InPort, leaf } from '../kind.ts';
import { INVALID } from '../reading.ts';
import { duration, oneOf } from '../schema/config-schema.ts';

export interface DeciderConfig {
  readonly operator: keyof typeof comparisons;
  readonly true_for: Seconds;
  readonly false_for: Seconds;
}

type Compare = (lhs: number, rhs: number, output: number) => TickFunction;

const comparison = (sign: string, isSatisfied: (a: number, b: number) => boolean, atOnce: Compare) => ({
  sign,
  isSatisfied,
  atOnce,
});

/**
 * The operators of a decider. One that waits for nothing is one comparison: `atOnce` is written out, since a
 * call of `isSatisfied` within it takes 2.2 times as long.
 */
export const comparisons = {
  gt: comparison(
    '>',
    (a, b) => a > b,
    (a, b, out) => (frame) => {
      frame[out] = frame[a]! > frame[b]! ? 1 : 0;
    },
  ),
  lt: comparison(
    '<',
    (a, b) => a < b,
    (a, b, out) => (frame) => {
      frame[out] = frame[a]! < frame[b]! ? 1 : 0;
    },
  ),
  gte: comparison(
    '>=',
    (a, b) => a >= b,
    (a, b, out) => (frame) => {
      frame[out] = frame[a]! >= frame[b]! ? 1 : 0;
    },
  ),
  lte: comparison(
    '<=',
    (a, b) => a <= b,
    (a, b, out) => (frame) => {
      frame[out] = frame[a]! <= frame[b]! ? 1 : 0;
    },
  ),
  eq: comparison(
    '==',
    (a, b) => a === b,
    (a, b, out) => (frame) => {
      frame[out] = frame[a]! === frame[b]! ? 1 : 0;
    },
  ),
  neq: comparison('!=', isOther, (a, b, out) => (frame) => {
    frame[out] = isOther(frame[a]!, frame[b]!) ? 1 : 0;
  }),
};

/** `LATENCY = 81.2 > 75`, `LATENCY has no value`; where the output waits for its turn, for how long it must. */
function reasonText(ports: readonly InPort[], config: DeciderConfig, output: boolean): string {
  const { sign, isSatisfied } = comparisons[config.operator];
  const [lhs, rhs] = ['lhs', 'rhs'].map((name) => portOf(ports, name));
  const isMet = isSatisfied(lhs!.reading, rhs!.reading);
  const missing = [lhs!, rhs!].find(({ reading }) => Number.isNaN(reading));
  const compared = `${lhs!.name} = ${formatNumber(lhs!.reading)} ${isMet ? '' : 'is not '}${sign} ${rhs!.name}`;
  const text = missing ? `${missing.name} has no value` : compared;
  if (isMet === output) return text;
  return `${text}, not yet for ${formatSpoken(isMet ? config.true_for : config.false_for)}`;
}

const portOf = (ports: readonly InPort[], name: string): InPort =>
  ports.find(({ port }) => port === name) ?? { port: name, name, reading: INVALID };

/** NaN differs from everything, but an invalid side makes every condition false. */
function isOther(a: number, b: number): boolean {
  return a < b || a > b;
}

/**
 * 1 after `true_for` of unbroken true, 0 after `false_for` of unbroken false, else its last value; starts at
 * 0. The tick on which the condition first holds counts as 0 elapsed.
 */
export const decider = leaf<DeciderConfig>()({
  kind: 'decider',
  name: 'Decider',
  summary: 'Compares two signals and puts out 1 or 0, never invalid.',
  in: { lhs: 'one', rhs: 'one' },
  out: { output: 'one' },
  meaning: { output: 'truth' },
  config: {
    operator: oneOf('The comparison `lhs OPERATOR rhs`.', Object.keys(comparisons)),
    true_for: duration('How long it must hold, unbroken, before the output turns 1.', { default: '0s' }),
    false_for: duration('How long it must not hold, unbroken, before the output turns 0.', { default: '0s' }),
  },
  needs: ['operator'],
  label: ({ operator, true_for }) => `${operator} for ${formatGo(true_for)}`,
  reason: (ports, config, output) => ({ text: reasonText(ports, config, output === 1) }),
  state: () => [0, 0],
  remembers: ({ true_for, false_for }, ticks) => ticks(true_for) > 0 || ticks(false_for) > 0,
  stateOutputs: { output: 0 },
  isNeverInvalid: () => true,
  bind({ in: { lhs, rhs }, state: decided, config, ticks }) {
    const { isSatisfied, atOnce } = comparisons[config.operator];
    const waits = [ticks(config.false_for), ticks(config.true_for)] as const;
    if (waits[0] === 0 && waits[1] === 0) return atOnce(lhs, rhs, decided);
    const against = decided + 1;
    return (frame) => {
      const now = isSatisfied(frame[lhs]!, frame[rhs]!) ? 1 : 0;
      if (now === frame[decided]) frame[against] = 0;
      else if (frame[against]! >= waits[now]) {
        frame[decided] = now;
        frame[against] = 0;
      } else frame[against]!++;
    };
  },
});
