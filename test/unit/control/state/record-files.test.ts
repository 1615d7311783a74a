import { expect, test } from 'vitest';
import { newRecord } from '../../../../src/control/record/record.ts';
import { openDirectory } from '../../../support/control/file-target.ts';
import { recordIn } from '../../../support/control/record-in.ts';
import { eachWithProcesses } from '../../../support/control/state-processes.ts';

const opened = eachWithProcesses();

test('processes that are killed at any moment never write one number twice', async () => {
  const processes = opened();
  const store = openDirectory(processes.directory);
  store.create({ ...newRecord('checkout', 'plan'), started: true });
  const all = [processes.start('count'), processes.start('count'), processes.start('count')];
  for (let round = 0; round < 6; round++) {
    await all[round]!.saysMore(5 + round);
    await all[round]!.kill();
    all.push(processes.start('count'));
  }
  await all.at(-1)!.saysMore(3);
  await Promise.all(all.map((child) => child.kill()));
  const numbers = all.flatMap(({ lines }) => lines).map(Number);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect((await recordIn(store)).number).toBeGreaterThanOrEqual(Math.max(...numbers));
});
