import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkState } from '../../../../../src/control/run/check/state.ts';
import { directoryState } from '../../../../../src/control/state/directory-state.ts';
import type { Frozen } from '../../../../../src/control/state/frozen.ts';
import { frozenFile, readFrozen } from '../../../../../src/control/state/frozen-file.ts';
import { openDirectory } from '../../../../support/control/file-target.ts';
import { storeIn } from '../../../../support/control/stored.ts';
import { Sandbox } from '../../../../support/script.ts';

let sandbox: Sandbox;
let place: string;
beforeEach(() => {
  sandbox = new Sandbox();
  place = join(sandbox.directory, 'state', 'rollout');
});
afterEach(() => sandbox.close());

const frozenIn = (directory: string): Frozen => {
  const read = readFrozen(directory);
  if (read.kind !== 'frozen') throw new Error(read.kind);
  return read.frozen;
};
const check = (frozen: Frozen, at = place, targets: readonly string[] = []) =>
  checkState(directoryState(at), frozen, targets);

test('a rollout of the state has its record, and who has it', async () => {
  const directory = storeIn(sandbox, {});
  const store = openDirectory(directory);
  const found = await check(frozenIn(directory));
  expect([found.record?.target, found.holder, found.faults]).toEqual([20, null, []]);
  const { holder } = (await store.acquire())!;
  await store.write({ ...found.record!, number: 2, holder }, 1);
  expect((await check(frozenIn(directory))).holder).toBe(holder);
});

test('a state that is not there yet could be made, and is not', async () => {
  const frozen = frozenIn(storeIn(sandbox, {}));
  const other = join(sandbox.directory, 'none', 'yet');
  expect(await check(frozen, other)).toEqual({ place: other, record: undefined, holder: null, faults: [] });
  expect(readdirSync(sandbox.directory)).not.toContain('none');
});

test('a place where none can be made, a damaged record and one of another policy have their reasons', async () => {
  const directory = storeIn(sandbox, {});
  const frozen = frozenIn(directory);
  writeFileSync(join(sandbox.directory, 'file'), '');
  const messages = async (one: Frozen, at?: string) =>
    (await check(one, at)).faults.map(({ code, message }) => `${code} ${message}`);
  expect(await messages(frozen, join(sandbox.directory, 'file', 'a'))).toEqual([
    expect.stringMatching(/^ROLLOUT_STATE .*a part of its path is not a directory$/),
  ]);
  expect(await messages({ ...frozen, plan: 'other' })).toEqual([
    expect.stringContaining('its record is of another policy'),
  ]);
  writeFileSync(frozenFile(directory), '{}');
  expect(await messages(frozen)).toEqual([expect.stringContaining('frozen.json: it is no file of rollout')]);
});

test('a target of another rollout is named', async () => {
  const frozen = frozenIn(storeIn(sandbox, {}));
  mkdirSync(join(place, 'targets'), { recursive: true });
  await directoryState(place).claimTargets('other', ['a']);
  await directoryState(place).claimTargets('checkout-v2', ['b']);
  const { faults } = await check(frozen, place, ['a', 'b', 'c']);
  expect(faults.map(({ message }) => message)).toEqual(['a is moved by the rollout other']);
});
