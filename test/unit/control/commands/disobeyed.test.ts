import { expect, test } from 'vitest';
import { whyDisobeyed } from '../../../../src/control/commands/disobeyed.ts';
import { VERBS } from '../../../../src/control/commands/verbs.ts';
import { STATUS } from '../../../support/control/rollout-status.ts';

test('of one that runs everything is obeyed', () => {
  expect(VERBS.filter((verb) => whyDisobeyed(verb, STATUS) !== undefined)).toEqual([]);
});

test('one that is complete obeys only what takes it down, until it is run again', () => {
  const complete = { ...STATUS, state: 'completed', controller: null } as const;
  const disobeyed = VERBS.filter((verb) => whyDisobeyed(verb, complete) === 'it is complete');
  expect(disobeyed).toEqual(['start', 'pause', 'resume', 'approve', 'advance']);
  expect(whyDisobeyed('pause', { ...complete, controller: STATUS.controller })).toBeUndefined();
});

test('one that somebody has lowered is not advanced', () => {
  const [actuator] = STATUS.actuators;
  const lowered = { ...STATUS, actuators: [{ ...actuator!, outcome: 'below' }] } as const;
  expect(whyDisobeyed('advance', lowered)).toBe('a target was lowered by somebody else');
  expect(whyDisobeyed('resume', lowered)).toBeUndefined();
});
