import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takePlan } from '../../../../src/control/run/take-plan.ts';
import { directoryState } from '../../../../src/control/state/directory-state.ts';
import type { Frozen } from '../../../../src/control/state/frozen.ts';
import { readFrozen } from '../../../../src/control/state/frozen-file.ts';
import type { State } from '../../../../src/control/state/state.ts';
import { openDirectory } from '../../../support/control/file-target.ts';
import { recordIn } from '../../../support/control/record-in.ts';
import { storeIn } from '../../../support/control/stored.ts';
import { Sandbox } from '../../../support/script.ts';

const REQUEST = { id: 'r1', verb: 'replan', by: 'ada@host', at: '2026-11-24T09:00:00Z', reason: 'v.yaml' };
const APPROVED = { approvals: [{ step: 1, plan: 'old', attempt: 1 }] };

let sandbox: Sandbox;
let state: State;
beforeEach(() => {
  sandbox = new Sandbox();
  state = directoryState(join(sandbox.directory, 'state', 'rollout'));
});
afterEach(() => sandbox.close());

const frozenIn = (directory: string): Frozen => {
  const read = readFrozen(directory);
  if (read.kind !== 'frozen') throw new Error(read.kind);
  return read.frozen;
};
const recordOf = (directory: string) => recordIn(openDirectory(directory));
const take = (before: Frozen, next: Frozen, targets = { before: ['a'], next: ['a'] }) =>
  takePlan({ state, before, next, targets, request: REQUEST });

test('the record has the new plan and no approval, at the percentage where it was; then it is frozen', async () => {
  const directory = storeIn(sandbox, APPROVED);
  const before = frozenIn(directory);
  const next = { ...before, plan: 'new', requests: 'sum(requests)' };
  await take(before, next);
  const { plan, approvals, target, requests } = await recordOf(directory);
  expect([plan, approvals, target, requests]).toEqual(['new', [], 20, [REQUEST]]);
  expect(frozenIn(directory)).toEqual(next);
});

test('one that says the same changes nothing; one that was cut before it was frozen is done again', async () => {
  const directory = storeIn(sandbox, APPROVED);
  const before = frozenIn(directory);
  await take(before, before);
  expect(await recordOf(directory)).toMatchObject({ number: 1, ...APPROVED });
  const store = openDirectory(directory);
  await store.write({ ...(await recordOf(directory)), number: 2, plan: 'cut' }, 1);
  await take(before, before);
  expect(await recordOf(directory)).toMatchObject({ number: 3, plan: before.plan });
});

test('it is refused while a controller leads, and where a target would be left with the feature', async () => {
  const directory = storeIn(sandbox, {});
  const before = frozenIn(directory);
  const next = { ...before, plan: 'new' };
  const removed = take(before, next, { before: ['a', 'b'], next: ['a'] });
  await expect(removed).rejects.toThrow('b is no target of it any more, and may have the feature');
  const store = openDirectory(directory);
  const { holder } = (await store.acquire())!;
  await store.write({ ...(await recordOf(directory)), number: 2, holder }, 1);
  await expect(take(before, next)).rejects.toThrow(`process ${process.pid} leads it`);
  expect([await recordOf(directory), frozenIn(directory)]).toMatchObject([{ number: 2 }, before]);
});

test('a target that is taken out at 0 % is free for others', async () => {
  const directory = storeIn(sandbox, { target: 0, ceiling: 0 });
  const before = frozenIn(directory);
  await state.claimTargets(before.rollout, ['a', 'b']);
  await take(before, { ...before, plan: 'new' }, { before: ['a', 'b'], next: ['a'] });
  expect([await state.ownerOf('a'), await state.ownerOf('b')]).toEqual([before.rollout, undefined]);
});
