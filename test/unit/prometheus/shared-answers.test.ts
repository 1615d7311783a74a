import { expect, test } from 'vitest';
import { fail } from '../../../src/errors/rollout-error.ts';
import type { Answer } from '../../../src/prometheus/api/answer.ts';
import { SharedAnswers } from '../../../src/prometheus/shared-answers.ts';
import { until } from '../../support/until.ts';

interface Pending {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (problem: unknown) => void;
}

/** A connection whose requests are answered by hand. */
function connection() {
  const asked: string[] = [];
  const pending: Pending[] = [];
  return {
    asked,
    pending,
    instant(query: string, time: number, within?: number) {
      asked.push(`${query} at ${time} within ${within}`);
      return new Promise<Answer>((resolve, reject) => pending.push({ resolve, reject }));
    },
    facts: () => ({ url: 's', server: null, kind: 'unknown' as const }),
    warnings: () => [],
    close: () => undefined,
  };
}

/** Two rollouts of one process, each with its connection. */
function two(servers: readonly [string, string] = ['s', 's']) {
  const shared = new SharedAnswers();
  const [first, second] = [connection(), connection()];
  return { first, second, a: shared.of(servers[0], first), b: shared.of(servers[1], second) };
}

test('an equal query of the same moment is asked once, while it is under way and after it', async () => {
  const { a, b, first, second } = two();
  const answers = [a.instant('up', 10, 1), b.instant('up', 10, 1)];
  first.pending[0]!.resolve({ value: 7 });
  expect(await Promise.all(answers)).toEqual([{ value: 7 }, { value: 7 }]);
  expect(await b.instant('up', 10, 1)).toEqual({ value: 7 });
  expect([first.asked, second.asked]).toEqual([['up at 10 within 1'], []]);
});

test.each<[string, [string, number, number], readonly [string, string]]>([
  ['another query', ['down', 10, 1], ['s', 's']],
  ['another moment', ['up', 11, 1], ['s', 's']],
  ['another limit', ['up', 10, 5], ['s', 's']],
  ['another server', ['up', 10, 1], ['s', 't']],
])('%s is asked for itself, and waits for nobody', async (_title, asked, servers) => {
  const { a, b, second } = two(servers);
  void a.instant('up', 10, 1);
  const answer = b.instant(...asked);
  second.pending[0]!.resolve({ value: 8 });
  expect(await answer).toEqual({ value: 8 });
});

test('what the server says to one it says to all; the next moment is asked for anew', async () => {
  const { a, b, first, second } = two();
  const answers = [a.instant('up', 10, 1), b.instant('up', 10, 1)];
  first.pending[0]!.reject(fail('PROM_UNREACHABLE', { url: 'http://s', why: 'away', tries: 1 }));
  const said = await Promise.allSettled(answers);
  expect(said.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const next = b.instant('up', 11, 1);
  second.pending[0]!.resolve({ value: 9 });
  expect(await next).toEqual({ value: 9 });
});

test('a rollout that ends takes no answer from another', async () => {
  const { a, b, first, second } = two();
  const left = a.instant('up', 10, 1);
  const stays = b.instant('up', 10, 1);
  first.pending[0]!.reject(fail('INTERRUPTED', {}));
  await expect(left).rejects.toThrow();
  await until(() => second.asked.length > 0);
  expect(second.asked).toEqual(['up at 10 within 1']);
  second.pending[0]!.resolve({ value: 3 });
  expect(await stays).toEqual({ value: 3 });
});

test('of each query only the last moment is kept', async () => {
  const { a, first } = two();
  for (const time of [1, 2, 1]) {
    const answer = a.instant('up', time, 1);
    first.pending.at(-1)!.resolve({ value: time });
    await answer;
  }
  expect(first.asked).toHaveLength(3);
});
