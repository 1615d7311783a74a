import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { editedFiles } from '../../../../src/cli/run/edits.ts';
import type { Frozen } from '../../../../src/control/state/frozen.ts';
import { readFrozen } from '../../../../src/control/state/frozen-file.ts';
import { storeIn } from '../../../support/control/stored.ts';
import { Sandbox } from '../../../support/script.ts';

let sandbox: Sandbox;
let frozen: Frozen;
beforeEach(() => {
  sandbox = new Sandbox();
  const read = readFrozen(storeIn(sandbox, {}));
  if (read.kind !== 'frozen') throw new Error(read.kind);
  frozen = read.frozen;
});
afterEach(() => sandbox.close());

const edited = (next: Partial<Frozen>) => editedFiles(frozen, { ...frozen, ...next }, '/v.yaml');

test('of the rollout file and that of its policy those are named that say something else', () => {
  const file = join(sandbox.work, 'rollout.yaml');
  const policy = { spec: { circuit: {} } };
  expect(edited({})).toEqual([]);
  expect(edited({ plan: 'of another release' })).toEqual([]);
  expect(edited({ requests: 'sum(requests)' })).toEqual([file]);
  expect(edited({ policy })).toEqual(['/v.yaml']);
  expect(edited({ policy, notify: [{ kind: 'exec', config: {} }] })).toEqual([file, '/v.yaml']);
});
