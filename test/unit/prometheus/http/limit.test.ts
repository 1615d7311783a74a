import { expect, test } from 'vitest';
import { limitConcurrency } from '../../../../src/prometheus/http/limit.ts';

/** Calls that run until they are ended; `log` is the order in which they began. */
function calls(limit: number) {
  const turn = limitConcurrency(limit);
  const log: string[] = [];
  const end = new Map<string, (problem?: Error) => void>();
  const begin = (name: string) =>
    turn(
      () =>
        new Promise<string>((done, failed) => {
          log.push(name);
          end.set(name, (problem) => (problem ? failed(problem) : done(name)));
        }),
    );
  return { log, end, begin };
}

test('two run at once, the others wait and begin in order as one ends, also by a failure', async () => {
  const { log, end, begin } = calls(2);
  const [a, b, c, d] = [begin('a'), begin('b'), begin('c'), begin('d')];
  expect(log).toEqual(['a', 'b']);
  end.get('b')!();
  expect(await b).toBe('b');
  await Promise.resolve();
  expect(log).toEqual(['a', 'b', 'c']);
  end.get('a')!(new Error('no'));
  await expect(a).rejects.toThrow('no');
  await Promise.resolve();
  expect(log).toEqual(['a', 'b', 'c', 'd']);
  end.get('c')!();
  end.get('d')!();
  expect(await Promise.all([c, d])).toEqual(['c', 'd']);
  const e = begin('e');
  expect(log).toEqual(['a', 'b', 'c', 'd', 'e']);
  end.get('e')!();
  expect(await e).toBe('e');
});
