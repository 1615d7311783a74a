import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RolloutError } from '../../../../src/errors/rollout-error.ts';
import { parseInjection } from '../../../../src/judge/injection/flag.ts';

/** The faults of a flag: code, column, message and hint. */
function faultsOf(text: string): string[] {
  try {
    parseInjection(text);
    return [];
  } catch (problem) {
    const { diagnostics, exit } = problem as RolloutError;
    expect([problem instanceof RolloutError, exit, diagnostics[0]?.file]).toEqual([true, 2, '--inject']);
    return diagnostics.map(({ code, column, message, hint }) => `${code}:${column} ${message} (${hint})`);
  }
}

describe('an injection is read', () => {
  test.each([
    ['PROMQL_0: x1.3', { signal: 'PROMQL_0', operator: 'x', sizes: [1.3], options: {} }],
    ['PROMQL_0:x1.3', { signal: 'PROMQL_0', operator: 'x', sizes: [1.3] }],
    ['  PROMQL_0 :  x1.3  ', { signal: 'PROMQL_0', operator: 'x', sizes: [1.3] }],
    ['A: +20', { operator: '+', sizes: [20] }],
    ['A: -20', { operator: '+', sizes: [-20] }],
    ['A: +1e-3', { operator: '+', sizes: [0.001] }],
    ['A: +.5', { operator: '+', sizes: [0.5] }],
    ['A: =500', { operator: '=', sizes: [500] }],
    ['A: =-5', { operator: '=', sizes: [-5] }],
    ['A: =0', { operator: '=', sizes: [0] }],
    ['A: x0', { operator: 'x', sizes: [0] }],
    ['latency: of the checkout: x2', { signal: 'latency: of the checkout', sizes: [2] }],
    ['A: x1..16/5', { operator: 'x', sizes: [1, 2, 4, 8, 16] }],
    ['A: x0.5..2/3', { operator: 'x', sizes: [0.5, 1, 2] }],
    ['A: x4..1/3', { operator: 'x', sizes: [4, 2, 1] }],
    ['A: +5..50/4', { operator: '+', sizes: [5, 20, 35, 50] }],
    ['A: -5..50/4', { operator: '+', sizes: [-5, -20, -35, -50] }],
    ['A: +-10..10/3', { operator: '+', sizes: [-10, 0, 10] }],
    ['A: =100..500/3', { operator: '=', sizes: [100, 300, 500] }],
    ['A: x2 from 25%', { options: { from: 25 } }],
    ['A: x2 from 0.5%', { options: { from: 0.5 } }],
    ['A: x2 after 30m', { options: { after: 1800 } }],
    ['A: x2 after 0s', { options: { after: 0 } }],
    ['A: x2 share whole', { options: { share: { kind: 'whole' } } }],
    ['A: x2 share arm', { options: { share: { kind: 'arm' } } }],
    ['A: x2 share tail(99.9)', { options: { share: { kind: 'tail', percentile: 99.9 } } }],
    ['A: x2 over 5m', { options: { over: 300 } }],
    ['A: x2 max 1', { options: { max: 1 } }],
    [
      'A: x1.1..2/5 max 1 over 1h30m share arm after 90s from 10%',
      { options: { max: 1, over: 5400, share: { kind: 'arm' }, after: 90, from: 10 } },
    ],
  ])('%s', (text, expected) => {
    expect(parseInjection(text)).toMatchObject({ text, ...expected });
  });

  test('both ends of a range are exact', () => {
    const { sizes } = parseInjection('A: x1.1..2.3/7');
    expect([sizes.length, sizes[0], sizes[6]]).toEqual([7, 1.1, 2.3]);
    sizes.slice(1).forEach((size, i) => expect(size / sizes[i]!).toBeCloseTo((2.3 / 1.1) ** (1 / 6), 12));
  });
});

const EFFECTS = 'write x1.3, +20, =500, or a range of them: x1.1..2/5';
const RANGES = 'x1.1..2/5 means 5 effects from x1.1 to x2, both of these among them';
const OPTIONS =
  'behind an effect come, in any order: from 25%, after 30m, share whole|arm|tail(95), over 5m, max 1';
const FORM = "write for example 'PROMQL_0: x1.3' or 'PROMQL_0: +20 from 25%'";

describe('an injection is refused', () => {
  test.each([
    ['', `INJECT_FORM:1 an injection is SIGNAL: EFFECT, got "" (${FORM})`],
    ['PROMQL_0', `INJECT_FORM:1 an injection is SIGNAL: EFFECT, got "PROMQL_0" (${FORM})`],
    ['PROMQL_0:', `INJECT_FORM:1 an injection is SIGNAL: EFFECT, got "PROMQL_0:" (${FORM})`],
    [': x2', `INJECT_FORM:1 an injection is SIGNAL: EFFECT, got ": x2" (${FORM})`],
    ['A: foo', `INJECT_EFFECT:4 "foo" is no effect (${EFFECTS})`],
    ['A: x', 'INJECT_EFFECT:4 "x" is no effect (leave out the blank behind x: x1.3, +20, =500)'],
    ['A: x1.3, from 5%', 'INJECT_EFFECT:4 "x1.3," is no effect (leave out the comma: x1.3)'],
    ['A: *1.3', 'INJECT_EFFECT:4 "*1.3" is no effect (write x1.3)'],
    ['A: 1.3x', 'INJECT_EFFECT:4 "1.3x" is no effect (write x1.3)'],
    ['A: X2', 'INJECT_EFFECT:4 "X2" is no effect (write x2)'],
    ['A: +20%', 'INJECT_EFFECT:4 "+20%" is no effect (write x1.2)'],
    ['A: -5%', 'INJECT_EFFECT:4 "-5%" is no effect (write x0.95)'],
    ['A: 20%', 'INJECT_EFFECT:4 "20%" is no effect (write a factor, such as x1.2 for 20 % more)'],
    ['A: x1,3', 'INJECT_EFFECT:4 "x1,3" is no effect (write x1.3)'],
    ['A: 20', 'INJECT_EFFECT:4 "20" is no effect (write x20, +20 or =20)'],
    [
      'A: x-2',
      'INJECT_EFFECT:4 "x-2" is no effect (a factor is 0 or more; for a fall write for example x0.5)',
    ],
    ['A: +NaN', `INJECT_EFFECT:4 "+NaN" is no effect (${EFFECTS})`],
    ['A: =Inf', `INJECT_EFFECT:4 "=Inf" is no effect (${EFFECTS})`],
    ['A: x1e999', `INJECT_EFFECT:4 "x1e999" is no effect (${EFFECTS})`],
    ['A: +20ms', `INJECT_EFFECT:4 "+20ms" is no effect (${EFFECTS})`],
    [
      'A: x1..2',
      `INJECT_RANGE:4 the range "x1..2" does not say how many effects it has: add for example /5 (${RANGES})`,
    ],
    [
      'A: x1..2/1',
      `INJECT_RANGE:4 the range "x1..2/1" must have a whole number of effects, from 2 to 100 (${RANGES})`,
    ],
    [
      'A: x1..2/2.5',
      `INJECT_RANGE:4 the range "x1..2/2.5" must have a whole number of effects, from 2 to 100 (${RANGES})`,
    ],
    [
      'A: x1..2/101',
      `INJECT_RANGE:4 the range "x1..2/101" must have a whole number of effects, from 2 to 100 (${RANGES})`,
    ],
    [
      'A: x1..2/',
      `INJECT_RANGE:4 the range "x1..2/" must have a whole number of effects, from 2 to 100 (${RANGES})`,
    ],
    [
      'A: x1..2/3/4',
      `INJECT_RANGE:4 the range "x1..2/3/4" is not two numbers and how many: a..b/n (${RANGES})`,
    ],
    [
      'A: x1..x2/3',
      `INJECT_RANGE:4 the range "x1..x2/3" is not two numbers and how many: a..b/n (${RANGES})`,
    ],
    ['A: x1../3', `INJECT_RANGE:4 the range "x1../3" is not two numbers and how many: a..b/n (${RANGES})`],
    ['A: x0..2/3', `INJECT_RANGE:4 the range "x0..2/3" must have factors above 0 (${RANGES})`],
    [
      'A: +-1e308..1e308/3',
      `INJECT_RANGE:4 the range "+-1e308..1e308/3" is too wide to be computed (${RANGES})`,
    ],
    ['A: +2..2/3', `INJECT_RANGE:4 the range "+2..2/3" begins where it ends (${RANGES})`],
    [
      'A: x2 form 25%',
      `INJECT_WORD:7 unknown word "form", did you mean "from"? (${OPTIONS})`,
      `INJECT_WORD:12 unknown word "25%" (${OPTIONS})`,
    ],
    ['A: x2 +3', `INJECT_WORD:7 unknown word "+3" (${OPTIONS})`],
    [
      'A: x2 from',
      'INJECT_OPTION:7 "from" needs an accept percentage above 0 and up to 100 % behind it (write for example from 25%)',
    ],
    [
      'A: x2 from 25',
      'INJECT_OPTION:12 "from" takes an accept percentage above 0 and up to 100 %, got "25" (write for example from 25%)',
    ],
    [
      'A: x2 from 0%',
      'INJECT_OPTION:12 "from" takes an accept percentage above 0 and up to 100 %, got "0%" (write for example from 25%)',
    ],
    [
      'A: x2 from 101%',
      'INJECT_OPTION:12 "from" takes an accept percentage above 0 and up to 100 %, got "101%" (write for example from 25%)',
    ],
    [
      'A: x2 after 30',
      'INJECT_OPTION:13 "after" takes a time since the first exposure, got "30" (write for example after 30m)',
    ],
    [
      'A: x2 after -5m',
      'INJECT_OPTION:13 "after" takes a time since the first exposure, got "-5m" (write for example after 30m)',
    ],
    [
      'A: x2 share from 5%',
      'INJECT_OPTION:7 "share" needs whole, arm or tail(P) behind it (write for example share tail(95))',
    ],
    [
      'A: x2 share tail',
      'INJECT_OPTION:13 "share" takes whole, arm or tail(P), got "tail" (write for example share tail(95))',
    ],
    [
      'A: x2 share tail(100)',
      'INJECT_OPTION:13 "share" takes whole, arm or tail(P), got "tail(100)" (write for example share tail(95))',
    ],
    [
      'A: x2 over 5',
      'INJECT_OPTION:12 "over" takes the time that a reading looks back over, got "5" (write for example over 5m)',
    ],
    [
      'A: x2 max 0',
      'INJECT_OPTION:11 "max" takes the most that a reading can be, above 0, got "0" (write for example max 1)',
    ],
    [
      'A: x2 max 1 max 2',
      'INJECT_TWICE:13 "max" is given twice in one injection (leave one out; for two effects repeat --inject)',
    ],
  ])('%s', (text, ...expected) => {
    expect(faultsOf(text)).toEqual(expected);
  });

  test('with all of its faults', () => {
    expect(faultsOf('A: 3x from 5 share').map((fault) => fault.split(' ')[0])).toEqual([
      'INJECT_EFFECT:4',
      'INJECT_OPTION:12',
      'INJECT_OPTION:14',
    ]);
  });
});

test('any words are read, or refused with a place in the flag', () => {
  const word = fc.oneof(
    fc.constantFrom(
      'x1.3',
      '+20',
      '=',
      'x1..2/3',
      'x..',
      'from',
      '25%',
      'after',
      '30m',
      'share',
      'tail(',
      'max',
      ':',
      '',
    ),
    fc.string({ maxLength: 8 }),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), (words) => {
      const text = words.join(' ');
      try {
        const { sizes } = parseInjection(text);
        expect(sizes.length > 0 && sizes.every(Number.isFinite)).toBe(true);
      } catch (problem) {
        if (!(problem instanceof RolloutError)) throw problem;
        for (const { column } of problem.diagnostics) {
          expect(column).toBeGreaterThan(0);
          expect(column).toBeLessThanOrEqual(text.length + 1);
        }
      }
    }),
    { numRuns: 2000 },
  );
});
