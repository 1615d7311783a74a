import { expect, test } from 'vitest';
import { GateAnswers } from '../../../../src/control/run/gate-answers.ts';
import type { World } from '../../../../src/control/world.ts';
import { rampOf } from '../../../../src/rollout/ramp.ts';
import { fakeClock } from '../../../support/fake-clock.ts';
import { latencyPlan } from '../../../support/plans.ts';

const ramp = {
  ...rampOf(
    latencyPlan([
      [1, '1s'],
      [100, '1s'],
    ]),
  )!,
  step: (frame: Float64Array) => frame[0]!,
  count: (frame: Float64Array) => frame[1]!,
};
const INSIDE = Float64Array.from([1, 5]);
const BEFORE = Float64Array.from([1, 0]);

function gateThatSays(statuses: readonly number[]) {
  const clock = fakeClock();
  const asked: string[] = [];
  const left = [...statuses];
  const world: World = {
    directory: '/',
    env: {},
    now: clock.now,
    newId: () => '',
    async exchange({ url, method }) {
      asked.push(`${method} ${url}`);
      return { status: left.shift()!, headers: {}, body: { json: '' } } as never;
    },
  };
  const gates = [{ url: 'http://gate.test/' }];
  return { asked, clock, answers: new GateAnswers({ gates, steps: [1], ramp, world, clock }) };
}

test('a gate is asked every 5 s while the ramp stands before it, and opens at 200', async () => {
  const { asked, clock, answers } = gateThatSays([503, 200]);
  answers.see(INSIDE);
  expect(asked).toEqual([]);
  answers.see(BEFORE);
  await clock.advance(1);
  answers.see(BEFORE);
  expect([asked.length, answers.isOpen(0)]).toEqual([1, false]);
  await clock.advance(4);
  answers.see(BEFORE);
  await clock.advance(0);
  expect([asked, answers.isOpen(0)]).toEqual([['GET http://gate.test/', 'GET http://gate.test/'], true]);
});

test('it is closed again where the ramp comes to it once more', async () => {
  const { clock, answers } = gateThatSays([200, 404]);
  answers.see(BEFORE);
  await clock.advance(0);
  expect(answers.isOpen(0)).toBe(true);
  answers.see(INSIDE);
  expect(answers.isOpen(0)).toBe(false);
});
