import { describe, expect, test } from 'vitest';
import { Blindness } from '../../../src/run/blindness.ts';
import { planOf, promql } from '../../support/plans.ts';
import { checkoutCircuit, rehearse } from '../../support/rehearsal.ts';

const blindOn = async (latency: string, errors: string, circuit = checkoutCircuit()) => {
  const document = `signals: {LATENCY: '${latency}', ERRORS: '${errors}'}\nduration: 10s`;
  return (await rehearse(circuit, document)).result.blind;
};
const none = { ticks: 0, share: 0, longest: 0 };

describe('what a run did not see', () => {
  test.each([
    ['nothing is missing: tick 0, before the first results, does not count', '50x20', '0x20', 0, none, none],
    ['one query never has a value', '50x20', '_x20', 1, none, { ticks: 9, share: 1, longest: 9 }],
    [
      'the longest gap of several, one of them at the end',
      '50 _x1 50 _x2 50 _x20',
      '0x20',
      6 / 9,
      { ticks: 6, share: 6 / 9, longest: 3 },
      none,
    ],
    [
      'a tick on which both are missing counts once',
      '_x2 50x20',
      '0 _x2 0x20',
      3 / 9,
      { ticks: 2, share: 2 / 9, longest: 2 },
      { ticks: 2, share: 2 / 9, longest: 2 },
    ],
  ])('%s', async (_title, latency, errors, share, LATENCY, ERRORS) => {
    expect(await blindOn(latency, errors)).toEqual({ share, queries: { LATENCY, ERRORS } });
  });

  test('is in seconds where a tick is longer or shorter than one', async () => {
    const slow = await blindOn('_x20', '0x20', checkoutCircuit('2s', '2s'));
    expect(slow.queries.LATENCY).toEqual({ ticks: 4, share: 1, longest: 8 });
    const fast = await blindOn('50x6 _x3 50x200', '0x200', checkoutCircuit('100ms', '100ms'));
    expect(fast.queries.LATENCY!.longest).toBe(0.3);
  });

  test('lasts as long as the result that a query keeps for several ticks', async () => {
    const { queries } = await blindOn('50 _ 50x9', '0x20', checkoutCircuit('3s', '1s'));
    expect(queries.LATENCY).toEqual({ ticks: 3, share: 3 / 9, longest: 3 });
  });

  test('counts a query whose only criterion is behind an inverter', async () => {
    const circuit = checkoutCircuit();
    const ramp = circuit.components.at(-1) as {
      flow_control: { load_ramp: { in_ports: { backward?: object } } };
    };
    ramp.flow_control.load_ramp.in_ports.backward = undefined;
    expect((await blindOn('50x20', '_x20', circuit)).queries.ERRORS).toEqual({
      ticks: 9,
      share: 1,
      longest: 9,
    });
  });

  test('does not name a query that the ramp does not depend on', () => {
    const blindness = new Blindness(planOf([promql('UNREAD', 'up')]));
    blindness.miss(0, 1);
    expect(blindness.result(9, 1)).toEqual({ share: 0, queries: {} });
  });

  test('is nothing in a run of no tick, and of one', async () => {
    for (const seconds of [0, 1]) {
      const document = `duration: ${seconds}s\nsignals: {LATENCY: 50, ERRORS: 0}`;
      const { blind } = (await rehearse(checkoutCircuit(), document)).result;
      expect(blind).toEqual({ share: 0, queries: { LATENCY: none, ERRORS: none } });
    }
  });
});
