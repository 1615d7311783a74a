import { describe, expect, test } from 'vitest';
import type { Rehearsal } from '../../../src/render/plot.ts';
import { sentence } from '../../../src/render/summary/sentence.ts';
import { summary } from '../../../src/render/summary.ts';
import { widthOf } from '../../../src/text/width.ts';
import { checkoutCircuit, rehearse } from '../../support/rehearsal.ts';
import { eventful, eventfulHistory, onSeries } from '../../support/rehearsed.ts';

const plain = { width: 80, colour: false };

const posing = async (
  rehearsal: Promise<Rehearsal>,
  as: Partial<Rehearsal['result']>,
): Promise<Rehearsal> => {
  const run = await rehearsal;
  return { ...run, result: { ...run.result, ...as } };
};

describe('the sentence', () => {
  test.each<[string, () => Promise<Rehearsal>, string]>([
    [
      'history that completed',
      eventfulHistory,
      'blind on 3.3 % of the ticks: LATENCY had no value on 20 of 599, longest 3 min 20 s; checkout-v2 would have reached 100 % on 3 Nov 13:18 after 1 reset and 3 spans of going back (28 ticks) and stood there 21 min 30 s; longest hold 16 min 40 s: LATENCY at or above 75',
    ],
    [
      'scenario that completed',
      () => onSeries('50x200'),
      'checkout-v2 reached 100 % at t+3m1s and stood there 20 s',
    ],
    ['completed on the last tick', () => onSeries('50x181'), 'checkout-v2 reached 100 % at t+3m1s'],
    [
      'completed twice',
      () => onSeries('50x190 120x5 50x200'),
      'checkout-v2 reached 100 % at t+3m1s and again at t+6m18s after 1 reset and stood there 31 s in all',
    ],
    [
      'a hold with no value',
      () => onSeries('50x50 _x40 50x200'),
      'blind on 14 % of the ticks: LATENCY had no value on 40 of 291, longest 40 s; checkout-v2 reached 100 % at t+3m41s and stood there 1 min 11 s; longest hold 40 s: LATENCY without a value',
    ],
    ['still on its way', () => onSeries('50x90'), 'checkout-v2 stands at 43.1 %, step 3 of 3, at t+1m30s'],
    [
      'interrupted',
      () => posing(onSeries('50x90'), { outcome: 'interrupted' }),
      'checkout-v2 was interrupted at 43.1 %, step 3 of 3, at t+1m30s',
    ],
    [
      'rolled back',
      () => onSeries('50x90 120x30'),
      'checkout-v2 was back at its start in the end, after 1 reset, last at t+1m32s: LATENCY above 100',
    ],
    [
      'switched off',
      () => onSeries('50x90', '0x90', false),
      'checkout-v2 never left its first step: rollout is false; start it with --start or `rollout dynamic-config apply --policy checkout-v2 --set rollout=true`',
    ],
    [
      'a guard that never had a value',
      () => onSeries('50x200', '_x9999'),
      'blind on 100 % of the ticks: ERRORS had no value on 200 of 200, longest 3 min 20 s; checkout-v2 reached 100 % at t+3m1s and stood there 20 s',
    ],
    [
      'more than 99 % blind is not all',
      () => onSeries('50 _x198 50'),
      'blind on >99 % of the ticks: LATENCY had no value on 198 of 199, longest 3 min 18 s; checkout-v2 stands at 1 %, step 2 of 3, at t+3m19s; longest hold 3 min 18 s: LATENCY without a value',
    ],
    [
      'one tick of many is not worth saying first',
      () => onSeries('50x200 _x1 50x9'),
      'checkout-v2 reached 100 % at t+3m1s and stood there 31 s',
    ],
    [
      'completed, and back on its way',
      () => onSeries('50x200 120x5 50x90'),
      'checkout-v2 reached 100 % at t+3m1s and stood there 21 s; it stands at 43.1 %, step 3 of 3, at t+4m57s after 1 reset',
    ],
    [
      'completed, and back at the start',
      () => onSeries('50x200 120x5'),
      'checkout-v2 reached 100 % at t+3m1s and stood there 21 s; it was back at its start in the end, after 1 reset, last at t+3m22s: LATENCY above 100',
    ],
    [
      'completed, and interrupted there',
      () => posing(onSeries('50x200'), { outcome: 'interrupted' }),
      'checkout-v2 reached 100 % at t+3m1s and stood there 20 s; it was interrupted at 100 %, step 3 of 3, at t+3m20s',
    ],
    [
      'spans of going back and their ticks',
      () => onSeries('50x150', '0x50 1x4 0x10 1x3 0x90'),
      'checkout-v2 stands at 69.4 %, step 3 of 3, at t+2m30s after 2 spans of going back (9 ticks)',
    ],
    [
      'a hold by a criterion that must be met for longer',
      () => {
        const circuit = checkoutCircuit();
        Object.assign((circuit.components[2] as { decider: object }).decider, { true_for: '30s' });
        return rehearse(circuit, "duration: 20s\nsignals: {LATENCY: '80 50x40', ERRORS: 0}");
      },
      'checkout-v2 never left its first step: LATENCY below 75 for less than 30 s',
    ],
    [
      'a hold by the switch, with a slow tick in it',
      () =>
        rehearse(
          checkoutCircuit(),
          "duration: 100s\nsignals: {LATENCY: '50x60 80x5 50x99', ERRORS: 0}\nevents: [{at: 50s, dynamic_config: {rollout: false}}]",
        ),
      'checkout-v2 stands at 20.2 %, step 2 of 3, at t+1m39s; longest hold 50 s: by rollout: false',
    ],
    [
      'a hold on the threshold itself',
      () => onSeries('50x50 75x20 50x30'),
      'checkout-v2 stands at 37.5 %, step 3 of 3, at t+1m42s; longest hold 21 s: LATENCY at or above 75',
    ],
    [
      'never good enough',
      () => onSeries('80x90'),
      'checkout-v2 never left its first step: LATENCY at or above 75',
    ],
    [
      'never a value',
      () => onSeries('_x90'),
      'blind on 100 % of the ticks: LATENCY had no value on 89 of 89, longest 1 min 29 s; checkout-v2 never left its first step: LATENCY without a value',
    ],
  ])('%s', async (_name, rehearsal, expected) => {
    expect(sentence(await rehearsal())).toBe(expected);
  });
});

describe('a summary', () => {
  test('lists events with reasons, ticks by decision, and the sentence', async () => {
    const run = await onSeries('50x65 80x4 50x10 120x1');
    expect(summary(run, plain)).toBe(`events
  t+1s     started       1 %  by rollout: true; LATENCY 50 < 75
  t+1s     step          1 %  step 2 of 3: 1 % to 25 % in 1 min
  t+1m1s   step         25 %  step 3 of 3: 25 % to 100 % in 2 min
  t+1m7s   paused     28.1 %  LATENCY 80, forward needs < 75
  t+1m12s  resumed    28.8 %  LATENCY 50 < 75
  t+1m23s  reset         1 %  LATENCY 120 > 100

ticks
  forward   77   92 %
  backward   0    0 %
  reset      1    1 %
  hold       6    7 %

checkout-v2 was back at its start in the end, after 1 reset, last at t+1m23s:
LATENCY above 100; longest hold 5 s: LATENCY at or above 75
`);
  });

  test('quotes a long query by its beginning and end; the events keep it whole', async () => {
    const run = await onSeries('50x9 _ 50');
    const query = `sum(rate(requests_total{${'label="value", '.repeat(20)}}[5m]))`;
    const queries = run.plan.queries.map((one) => ({ ...one, query_string: query }));
    const events = run.result.events.map((event) => ({ ...event, reason: `LATENCY: no value (${query})` }));
    const text = summary(
      { ...run, plan: { ...run.plan, queries }, result: { ...run.result, events } },
      plain,
    );
    expect(text).not.toContain('label="value", label="value", label="value", label="value"');
    expect(text.replace(/\n +/g, ' ')).toMatch(
      /LATENCY: no value \(sum\(rate\(requests_total\{label="value",.* … .*\[5m\]\)\)\)/,
    );
  });

  test('says of history that it is open loop, of nothing else', async () => {
    expect(summary(await eventfulHistory(), plain)).toContain(
      'Open loop: this history was made under another accept percentage.',
    );
    expect(summary(await eventful(), plain)).not.toContain('Open loop');
  });

  test('names the command that starts it as rollout is started here', async () => {
    const text = summary(await onSeries('50x90', '0x90', false), {
      ...plain,
      width: 200,
      invocation: 'npx rollout',
    });
    expect(text).toContain('`npx rollout dynamic-config apply --policy checkout-v2');
  });

  test('folds a long sequence of one family of events, counting what it leaves out', async () => {
    const flapping = `50x9 ${'80 50 '.repeat(40)}`.trim();
    const text = summary(await onSeries(flapping), plain);
    expect(text).toContain('… 76 more (paused, resumed)');
    expect(text.match(/ (paused|resumed) /g)).toHaveLength(3);
  });

  test('never folds what sent the ramp back', async () => {
    const setbacks = `0x9 ${'1 0 '.repeat(60)}`.trim();
    const run = await onSeries('50x200', setbacks);
    const events = run.result.events.filter(({ kind }) => kind === 'backward');
    const text = summary(run, plain);
    expect([events.length, text.match(/ backward /g)!.length]).toEqual([60, 61]);
    expect(text).not.toMatch(/more \(.*(backward|reset)/);
  });

  test('counts ticks without a value as the headline does: tick 0, which no result can reach, is none', async () => {
    const text = summary(await onSeries('50x9 _x12 50x4000'), plain);
    expect(text).toMatch(/\n {2}LATENCY without a value +12 +<1 %\n/);
    expect(text).not.toContain('ERRORS without');
  });

  test.each([60, 80, 120])('fits %i columns and has colours only with `colour`', async (width) => {
    const rehearsal = await eventfulHistory();
    const text = summary(rehearsal, { width, colour: false });
    expect(Math.max(...text.split('\n').map(widthOf))).toBeLessThanOrEqual(width);
    expect(text).not.toContain('\x1b');
    expect(summary(rehearsal, { width, colour: true }).replace(/\x1b\[\d+m/g, '')).toBe(text);
  });
});
