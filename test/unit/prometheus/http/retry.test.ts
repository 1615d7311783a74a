import { expect, test } from 'vitest';
import { fail } from '../../../../src/errors/rollout-error.ts';
import { type Attempt, retry } from '../../../../src/prometheus/http/retry.ts';
import { fakeClock } from '../../../support/fake-clock.ts';

const again = (after?: number): Attempt<string> => ({
  error: (tries) => fail('PROM_STATUS', { url: 'u', status: 503, words: 'busy', tries }),
  isTransient: true,
  after,
});
const never: Attempt<string> = {
  error: () => fail('PROM_NO_API', { url: 'u', words: '' }),
  isTransient: false,
};
const good: Attempt<string> = { value: 'yes' };

test.each([
  ['the first attempt', [good], {}, 'yes', []],
  ['pauses double from a quarter of a second', [again(), again(), again(), good], {}, 'yes', [0.25, 0.5, 1]],
  [
    'pauses end at five seconds',
    Array.from({ length: 7 }, () => again()).concat(good),
    {},
    'yes',
    [0.25, 0.5, 1, 2, 4, 5, 5],
  ],
  ['the server may ask for more', [again(7), good], {}, 'yes', [7]],
  ['but not for less', [again(0), good], {}, 'yes', [0.25]],
  [
    'not more often than allowed',
    [again(), again(), again()],
    { retries: 2 },
    'u answered 503 busy (tried 3 times)',
    [0.25, 0.5],
  ],
  [
    'not beyond the deadline',
    [again(), again(99)],
    { deadline: 60 },
    'u answered 503 busy (tried 2 times)',
    [0.25],
  ],
  [
    'no new attempt after `within`',
    [again(), again(), again()],
    { within: 1 },
    'u answered 503 busy (tried 3 times)',
    [0.25, 0.5],
  ],
  ['no attempt that cannot help', [never], {}, 'there is no Prometheus API at u: 404 ', []],
])('%s', async (_, attempts, options, result, sleeps) => {
  const clock = fakeClock(0, true);
  let n = 0;
  const outcome = retry(async () => attempts[n++]!, { retries: 9, deadline: 100, clock, ...options });
  expect(await outcome.catch((problem) => problem.message)).toBe(result);
  expect(clock.sleeps).toEqual(sleeps);
});

test('each attempt gets the time that is left', async () => {
  const clock = fakeClock(0, true);
  const left: number[] = [];
  const attempts = [again(3), again(), good];
  await retry(async (seconds) => (left.push(seconds), attempts[left.length - 1]!), {
    retries: 9,
    deadline: 10,
    clock,
  });
  expect(left).toEqual([10, 7, 6.5]);
});

test('a wall clock that is set meanwhile gives no attempt more, nor less', async () => {
  const clock = fakeClock(0, true);
  const left: number[] = [];
  const attempts = [again(3), again(3), good];
  await retry(
    async (seconds) => {
      clock.set(left.length === 0 ? -900 : 1800);
      left.push(seconds);
      return attempts[left.length - 1]!;
    },
    { retries: 9, deadline: 10, clock },
  );
  expect(left).toEqual([10, 7, 4]);
});
