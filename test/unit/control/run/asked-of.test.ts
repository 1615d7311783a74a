import { expect, test } from 'vitest';
import { newRecord, type RolloutRecord } from '../../../../src/control/record/record.ts';
import { AskedOf } from '../../../../src/control/run/asked-of.ts';

const RECORD = newRecord('checkout-v2', 'plan');
const asking = (...verbs: readonly string[]): RolloutRecord => ({
  ...RECORD,
  requests: verbs.map((verb, i) => ({ id: `${verb}${i}`, verb, by: 'ada@host', at: '', reason: '' })),
});

test('a reset is obeyed with the tick that takes it, once', () => {
  const asked = new AskedOf(RECORD, undefined);
  const record = asking('reset');
  asked.take(record);
  expect(asked.obeyedIn(record)).toEqual([]);
  expect(asked.takeReset()).toBe('reset by ada@host');
  expect(asked.obeyedIn(record)).toEqual(['reset0']);
  asked.take(record);
  expect(asked.takeReset()).toBeUndefined();
});

test('a start after a reset takes it back, an advance is taken once', () => {
  const asked = new AskedOf(RECORD, undefined);
  const record = asking('reset', 'start', 'advance');
  asked.take(record);
  expect([asked.takeReset(), asked.takeAdvance(), asked.takeAdvance()]).toEqual([undefined, true, false]);
  expect(asked.obeyedIn(record)).toEqual(['reset0', 'start1', 'advance2']);
});

test('a take-over is taken once', () => {
  const asked = new AskedOf(RECORD, undefined);
  asked.take(asking('take-over'));
  expect([asked.takeTakeOver(), asked.takeTakeOver()]).toEqual([true, false]);
});

test('without what the run before has left, a reset after the last start is obeyed once more', () => {
  const record = asking('start', 'reset', 'pause');
  const asked = new AskedOf(record, undefined);
  asked.take(record);
  expect(asked.takeReset()).toBe('reset by ada@host');
});

test('another attempt goes back to the start', () => {
  const asked = new AskedOf(RECORD, undefined);
  asked.take({ ...RECORD, attempt: 2 });
  expect(asked.takeReset()).toBe('begins another attempt');
});
