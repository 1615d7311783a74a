import { expect, test } from 'vitest';
import { MUTANTS } from '../../../support/control/mutants.ts';
import { runSchedule } from '../../../support/control/schedule.ts';

// Hundreds of schedules are tried by test/fuzz; here is that they find what is weaker, and that they can be repeated.

const MAX_SCHEDULES = 400;

async function firstBroken(name: string): Promise<number | undefined> {
  for (let seed = 0; seed < MAX_SCHEDULES; seed++)
    if ((await runSchedule(seed, MUTANTS[name])).broken.length > 0) return seed;
  return undefined;
}

test.each(Object.keys(MUTANTS))('is found: %s', async (name) => {
  expect(await firstBroken(name)).toBeTypeOf('number');
});

test('a schedule is the same every time, to the last line of its trace', async () => {
  const { trace, broken } = await runSchedule(11);
  expect(broken).toEqual([]);
  expect(trace.length).toBeGreaterThan(50);
  expect((await runSchedule(11)).trace).toEqual(trace);
});
