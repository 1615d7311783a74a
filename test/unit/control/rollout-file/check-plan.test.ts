import { expect, test } from 'vitest';
import { planFaults } from '../../../../src/control/rollout-file/check-plan.ts';
import { readRolloutFile } from '../../../../src/control/rollout-file/read.ts';
import { latencyPlan, planOf, promql } from '../../../support/plans.ts';

const SERVED = 'rollout: a\nvalues_file: v.yaml\nprometheus: {url: http://p}\n';
const EXEC = 'actuators: [{exec: {command: [a], flag: f}}]\n';

async function faults(text: string, plan = latencyPlan()): Promise<string[]> {
  const rollout = await readRolloutFile(text, 'a.yaml');
  return planFaults(rollout, { plan, policy: 'p' }).map(
    ({ line, column, code, message }) => `${line}:${column} ${code} ${message}`,
  );
}

test('a file that fits its policy has no faults', async () => {
  expect(await faults(`${SERVED}${EXEC}approvals: [{before_step: 2}]\n`)).toEqual([]);
});

test('a policy without a ramp', async () => {
  expect(await faults(`${SERVED}${EXEC}`, planOf([promql('A', 'up')]))).toEqual([
    '1:1 ROLLOUT_NO_RAMP p has no load ramp: there is no percentage that an actuator could be told',
  ]);
});

test('queries without a server', async () => {
  expect(await faults(`rollout: a\nvalues_file: v.yaml\n${EXEC}`)).toEqual([
    '1:1 VALUES_MISSING_KEY key "prometheus" is missing',
  ]);
});

test('steps that there are not', async () => {
  const text = `${SERVED}${EXEC}approvals: [{before_step: 3}]\ngates: [{before_step: 9, url: http://g}]\n`;
  expect(await faults(text)).toEqual([
    '5:14 ROLLOUT_STEP approvals[0].before_step is step 3, but the ramp has 2 steps',
    '6:10 ROLLOUT_STEP gates[0].before_step is step 9, but the ramp has 2 steps',
  ]);
});

test('an end before that of the ramp', async () => {
  expect(await faults(`${SERVED}${EXEC}give_up_after: {after: 4s}\n`)).toEqual([
    '5:17 ROLLOUT_CONTRADICTION give_up_after.after is 4 s, and the ramp alone takes 4 s',
  ]);
});

test('a step that an actuator rounds to nobody', async () => {
  const actuators =
    'actuators:\n  - exec: {command: [a], flag: f}\n  - exec: {command: [b], flag: f, decimals: 0}\n';
  const plan = latencyPlan([
    [0.5, '0s'],
    [100, '4s'],
  ]);
  expect(await faults(`${SERVED}${actuators}`, plan)).toEqual([
    '6:5 ROLLOUT_ROUNDS exec rounds step 1 of the ramp, 0.5 %, down to 0 %',
  ]);
});
