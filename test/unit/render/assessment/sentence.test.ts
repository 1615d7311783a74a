import { describe, expect, test } from 'vitest';
import { assessmentSentence } from '../../../../src/render/assessment/sentence.ts';
import { assessed, injection, rate } from '../../../support/assessed.ts';

const sentence = ({ assessment, measures } = assessed()): string => assessmentSentence(assessment, measures);

/** With so many false alarms of 1,000 rehearsals, from so many stretches. */
const withAlarms = (count: number, of: number, interval: [number, number] | null): string => {
  const { assessment } = assessed();
  return sentence(
    assessed({
      rehearsals: { ...assessment.rehearsals, count: 1000 },
      false_alarms: {
        ...assessment.false_alarms,
        reset: { ...rate(count, 1000), interval },
        stretches: { of, worst: [] },
      },
      injections: [],
    }),
  );
};

describe('the sentences of an assessment', () => {
  test('say how often nothing reset it, from how many stretches, and how sure that is', () => {
    expect(withAlarms(12, 3, [0.001, 0.143])).toBe(
      '12 of 1,000 rehearsals were reset by nothing, all from 3 stretches: between 1 in 7 and 1 in 1,000.',
    );
    expect(withAlarms(1, 1, [0, 0.02])).toBe(
      '1 of 1,000 rehearsals was reset by nothing, from one stretch: at most 1 in 50.',
    );
    expect(withAlarms(900, 40, [0.7, 0.995])).toBe(
      '900 of 1,000 rehearsals were reset by nothing, all from 40 stretches: between 99 in 100 and 70 in 100.',
    );
  });

  test('say that none was, and that there is no interval', () => {
    expect(withAlarms(0, 0, [0, 0.03])).toBe(
      'None of 1,000 rehearsals was reset by nothing: at most 1 in 33.',
    );
    expect(withAlarms(0, 0, null)).toBe(
      'None of 1,000 rehearsals was reset by nothing: too few independent starts to say how often that is.',
    );
    const none = assessed({
      rehearsals: { count: 0, every_seconds: 60, horizon_seconds: 60 },
      injections: [],
    });
    expect(sentence(none)).toBe('There was not one rehearsal.');
  });

  test('name the smallest effect that is caught and the one below it, by what its signal measures', () => {
    expect(sentence()).toContain(
      'Average latency 20 % higher is caught in 97 of 100 (held at 31 %), 10 % higher in 30.',
    );
    const { assessment } = assessed();
    expect(assessmentSentence(assessment)).toContain('AVERAGE_LATENCY_0 20 % higher is caught in 97 of 100');
  });

  test('say where even the largest is not caught, and where none met a rehearsal', () => {
    expect(sentence(assessed({ injections: [injection(1.05, 2), injection(1.5, 40)] }))).toMatch(
      /Average latency 50 % higher is caught in 40 of 100 \(held at 31 %\) only\.$/,
    );
    const unmet = { ...injection(1.5, 0), exposed: 0 };
    expect(sentence(assessed({ injections: [unmet] }))).toMatch(
      /Average latency 50 % higher met no rehearsal\.$/,
    );
  });

  test('say of whose requests a signal is where it is not of all', () => {
    const arm = { ...injection(1.2, 97), share: 'arm' };
    expect(sentence(assessed({ injections: [arm] }))).toContain(
      'Average latency 20 % higher (share arm) is caught in 97 of 100',
    );
  });

  test.each([
    ['x0.8', '20 % lower'],
    ['x4', '300 % higher'],
    ['+20', '20 ms higher'],
    ['-20', '20 ms lower'],
    ['=500', 'at 500 ms'],
    ['x1.2 from 25%', '20 % higher from 25%'],
  ])('say %s as %s', (effect, words) => {
    const one = { ...injection(1.2, 97), effect: `AVERAGE_LATENCY_0: ${effect}` };
    expect(sentence(assessed({ injections: [one] }))).toContain(`Average latency ${words} is caught`);
  });
});
