import { describe, expect, test } from 'vitest';
import { assignStages, parseStage } from '../../../src/blueprint/stage.ts';
import { RolloutError } from '../../../src/errors/rollout-error.ts';
import { assign, noValues } from '../../../src/text/assign.ts';

describe('parseStage', () => {
  test.each([
    ['1,0s', 1, '0s'],
    ['25,2h', 25, '2h'],
    ['5%,30m', 5, '30m'],
    [' 0.5 % , 1h30m ', 0.5, '1h30m'],
  ])('%s', (text, target_accept_percentage, duration) =>
    expect(parseStage(text)).toEqual({ target_accept_percentage, duration }),
  );

  test.each(['', '25', '25,', ',2h', '25,2', '101,1h', '-1,1h', '25,2x', '25;2h', '1,2h,3h'])(
    '%s is none',
    (text) => expect(parseStage(text)).toBeUndefined(),
  );
});

describe('assignStages', () => {
  test('replaces the steps and points at its own flag', () => {
    const base = { ...noValues, value: { policy: { load_ramp: { steps: [1, 2, 3], sampler: {} } } } };
    const values = assign(base, assignStages(['1,0s', '100,300s']));
    expect(values.value).toEqual({
      policy: {
        load_ramp: {
          sampler: {},
          steps: [
            { target_accept_percentage: 1, duration: '0s' },
            { target_accept_percentage: 100, duration: '300s' },
          ],
        },
      },
    });
    expect(values.locate('/policy/load_ramp/steps/1/duration').file).toBe('--stage 100,300s');
    expect(values.locate('/policy/load_ramp').file).toBe('command line');
  });

  test('names the flag that is wrong', () => {
    expect(() => assignStages(['1,0s', '25;2h'])).toThrow(RolloutError);
    expect(() => assignStages(['1,0s', '25;2h'])).toThrow(
      '--stage takes PCT,DURATION, such as 25,2h, got "25;2h"',
    );
  });

  test('none changes nothing', () => expect(assignStages([])).toEqual([]));
});
