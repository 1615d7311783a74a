import { describe, expect, test } from 'vitest';
import { withMeasures } from '../../../src/policy/measures.ts';
import { averageQuery } from '../../../src/policy/meter-query.ts';
import { chart } from '../../../src/render/chart.ts';
import { widthOf } from '../../../src/text/width.ts';
import { compare, promql, ramp } from '../../support/plans.ts';
import { checkoutCircuit, closeThresholds, rehearse } from '../../support/rehearsal.ts';
import { eventful, eventfulHistory, onSeries } from '../../support/rehearsed.ts';

const plain = { width: 80, colour: false };

describe('a chart', () => {
  test('shows a calm run like this, in ASCII', async () => {
    const run = await onSeries('50x240');
    expect(
      chart(run, { width: 60, colour: false, unicode: false }),
    ).toBe(`checkout-v2 scenario test, 241 ticks of 1 s
accept percentage, % of requests
 100 +-------------------------------------################
  80 +                               ######################
  60 +                         ############################
  40 +                   ##################################
  25 +-------------########################################
   1 +----#################################################
      .>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>
LATENCY  50, forward < 75, reset > 100
 100 +-----------------------------------------------------
  75 +-----------------------------------------------------
     |
  60 +*****************************************************
      .>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>
ERRORS  0, backward > 0.05
0.05 +-----------------------------------------------------
0.04 +
0.02 +
   0 +*****************************************************
      .....................................................
     ++------------+------------+------------+------------+
      t+0s       t+1m         t+2m         t+3m        t+4m
> forward   < backward   x reset   . none of them
`);
  });

  test.each([40, 60, 80, 81, 132, 200])('fits %i columns in every line', async (width) => {
    for (const rehearsal of [await eventful(), await eventfulHistory(), await onSeries('50x3')]) {
      for (const unicode of [true, false]) {
        const lines = chart(rehearsal, { width, colour: false, unicode }).split('\n');
        expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(width);
      }
    }
  });

  test('keeps the values of thresholds that share a row', async () => {
    const circuit = closeThresholds(checkoutCircuit());
    const run = await rehearse(circuit, 'duration: 1m\nsignals: {LATENCY: 50, ERRORS: 0}');
    const text = chart(run, plain);
    expect(text).toMatch(/\n *75, 76 ┤.*\n +70 ┤.*\n +60 ┤.*\n +50 ┤/);
    expect(text).toContain('LATENCY  50, forward < 75, reset > 76');
    expect(text).toMatch(/\n *50, 51 ┤.*\n +40 ┤.*\n +25 ┤.*\n +1\.\.6 ┤/);
  });

  test('draws the threshold of a criterion behind an inverter, and when it asks for a move', async () => {
    const components = [
      promql('LATENCY', 'latency'),
      compare('LATENCY', 'gt', 90, 'SLOW'),
      {
        inverter: {
          in_ports: { input: { signal_name: 'SLOW' } },
          out_ports: { output: { signal_name: 'GO' } },
        },
      },
      ramp([[100, '60s']], { forward: 'GO' }),
    ];
    const circuit = { evaluation_interval: '1s', components };
    const run = await rehearse(circuit, 'duration: 39s\nsignals: {LATENCY: 50x18 120x21}');
    const lines = chart(run, { width: 60, colour: false, unicode: false }).split('\n');
    const at = lines.indexOf('LATENCY  50 to 120, forward unless > 90');
    expect(lines.slice(at + 1).find((line) => line.startsWith('  90'))).toMatch(/^ {2}90 \+-+/);
    expect(lines.slice(at + 1).find((line) => line.trim().startsWith('>'))).toMatch(/^ +>+\.+$/);
  });

  test('names all criteria of a signal, in lines of their own where one has no room for them', async () => {
    const lines = chart(await onSeries('50x20 120x1 50x9'), { width: 40, colour: false }).split('\n');
    const at = lines.indexOf('LATENCY');
    expect(lines[at + 1]).toBe('  50 to 120, forward < 75, reset > 100');
    expect(lines).toContain('ERRORS  0, backward > 0.05');
  });

  test('dashes of thresholds in one row have both colours', async () => {
    const run = await rehearse(
      closeThresholds(checkoutCircuit()),
      'duration: 1m\nsignals: {LATENCY: 50, ERRORS: 0}',
    );
    const row = chart(run, { width: 80, colour: true })
      .split('\n')
      .find((line) => line.includes('75, 76'));
    expect(row).toContain('\x1b[32m╌╌\x1b[0m\x1b[31m╌╌\x1b[0m\x1b[32m╌╌\x1b[0m');
  });

  test('uses no colour that a light or a dark background hides', async () => {
    const codes = chart(await eventful(), { width: 80, colour: true }).match(/\x1b\[[\d;]+m/g)!;
    expect([...new Set(codes)].sort()).toEqual(
      ['0', '1', '2', '31', '32', '33', '36'].map((code) => `\x1b[${code}m`),
    );
  });

  test('names what a latency driver measures, and its unit', async () => {
    const circuit = checkoutCircuit();
    const query = averageQuery('increase', { name: 'm', policy: 'p' }, '30s');
    Object.assign(circuit.components[0]!, {
      query: {
        promql: {
          query_string: query,
          evaluation_interval: '1s',
          out_ports: { output: { signal_name: 'LATENCY' } },
        },
      },
    });
    const run = await rehearse(circuit, 'duration: 1m\nsignals: {LATENCY: 50, ERRORS: 0}');
    const text = chart({ ...run, plan: withMeasures(run.plan) }, plain);
    expect(text).toContain('average latency (LATENCY)  50 ms, forward < 75 ms, reset > 100 ms\n');
    expect(text).toContain('ERRORS  0, backward > 0.05\n');
  });

  test('is plain ASCII without unicode and free of escapes without colour', async () => {
    const rehearsal = await eventful();
    expect(chart(rehearsal, { ...plain, unicode: false })).toMatch(/^[\n\x20-\x7e]*$/);
    expect(chart(rehearsal, plain)).not.toContain('\x1b');
    expect(chart(rehearsal, { width: 80, colour: true })).toContain('\x1b[31m');
    expect(chart(rehearsal, { width: 80, colour: true }).replace(/\x1b\[\d+m/g, '')).toBe(
      chart(rehearsal, plain),
    );
  });

  test('has wall-clock time for history and its own clock for scenarios', async () => {
    expect(chart(await eventfulHistory(), plain)).toMatch(
      /\n {6}12:00 {3}12:15 {6}12:30 {6}12:45 {6}13:00 {6}13:15 {6}13:30\n {6}3 Nov 2026 UTC\n/,
    );
    expect(chart(await eventful(), plain)).toMatch(/\n {6}t\+0s +t\+2m +t\+4m +t\+6m +t\+8m +t\+10m\n/);
  });

  test('keeps one bad tick of a long run in sight', async () => {
    const run = await onSeries('50x20000 120 50x20000', '0x50000');
    expect(run.series.ticksPerBucket).toBeGreaterThan(1);
    const strip = chart(run, plain)
      .split('\n')
      .filter((line) => /^ +[.<>x]+$/.test(line));
    expect(strip.map((line) => line.match(/x/g)?.length)).toEqual([1, 1, undefined]);
    expect(chart(run, plain)).toContain('LATENCY  50 to 120,');
  });

  test('says when a signal never had a value', async () => {
    expect(chart(await onSeries('_x20'), plain)).toContain(
      'LATENCY  no value at all, forward < 75, reset > 100',
    );
  });

  test('has a sign of its own where a signal has no value, and says what it means', async () => {
    const lines = chart(await onSeries('80x19 _x20 80x19'), { width: 67, colour: false }).split('\n');
    expect(lines).toContain(`      ${'.'.repeat(21)}${'?'.repeat(20)}${'.'.repeat(19)}`);
    expect(lines).toContain('> forward   < backward   x reset   . none of them   ? no value');
  });

  test('says first what the run did not see', async () => {
    const [first, second] = chart(await onSeries('50x90', '_x91'), { ...plain, width: 100 }).split('\n');
    expect(first).toBe('blind on 100 % of the ticks: ERRORS had no value on 90 of 90, longest 1 min 30 s');
    expect(second).toBe('checkout-v2 scenario test, 91 ticks of 1 s');
  });

  test('draws a run of one tick, and one of none', async () => {
    const one = await rehearse(checkoutCircuit(), 'duration: 1s\nsignals: {LATENCY: 50, ERRORS: 0}');
    expect(chart(one, plain)).toContain('checkout-v2 scenario test, 1 tick of 1 s');
    const none = await rehearse(checkoutCircuit(), 'duration: 0s\nsignals: {LATENCY: 50, ERRORS: 0}');
    expect(chart(none, plain)).toBe('checkout-v2 scenario test, 0 ticks of 1 s\n');
  });
});
