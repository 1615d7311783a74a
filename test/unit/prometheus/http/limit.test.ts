import { expect, test } from 'vitest';
import { limit } from '../../../../src/prometheus/http/limit.ts';

test('so many at once, in order, also after failures', async () => {
  const turn = limit(2);
  const log: string[] = [];
  let active = 0;
  let most = 0;
  const call = (name: string, fails = false) =>
    turn(async () => {
      most = Math.max(most, ++active);
      log.push(name);
      await new Promise((done) => setTimeout(done, 2));
      active--;
      if (fails) throw new Error(name);
    });
  const all = await Promise.allSettled([call('a', true), call('b'), call('c', true), call('d'), call('e')]);
  expect(log).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(most).toBe(2);
  expect(all.map(({ status }) => status)).toEqual([
    'rejected',
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
});
