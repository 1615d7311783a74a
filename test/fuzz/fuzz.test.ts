import { afterAll, beforeAll, expect, test } from 'vitest';
import { classNames, counts, settings } from './counts.ts';
import { Supervisor } from './supervisor.ts';

let supervisor: Supervisor;
beforeAll(async () => {
  supervisor = await Supervisor.start();
});
afterAll(() => supervisor?.close());

test.each(classNames)('%s: no bug, no hang, nothing left behind', async (name) => {
  const to = settings.count ?? counts[name].short;
  const { faults, inputs, commands } = await supervisor.run({ name, seed: settings.seed, from: 0, to });
  expect(faults).toEqual([]);
  expect(inputs).toBe(to);
  // The protocol is tried in simulated time, without commands.
  if (name !== 'protocol') expect(commands).toBeGreaterThan(0);
});
