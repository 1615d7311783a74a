import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { webhook } from '../../src/control/actuators/webhook.ts';
import { freePort } from '../support/free-port.ts';
import { blocksOf } from '../support/guide.ts';
import { root } from '../support/script.ts';
import { call, decisionOf, testWorld } from '../support/test-world.ts';
import { until } from '../support/until.ts';

const blocks = blocksOf(readFileSync(join(root, 'docs/receiver.md'), 'utf8'));
const textOf = (name: string) => blocks.find(({ info }) => info === name)!.text;

let directory: string;
let receiver: ChildProcess;
let url: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'rollout-receiver-'));
  const file = join(directory, 'receiver.mjs');
  writeFileSync(file, textOf('receiver.mjs'));
  const port = await freePort();
  url = `http://127.0.0.1:${port}/`;
  receiver = spawn(process.execPath, [file], { env: { PORT: String(port) }, stdio: 'inherit' });
  await until(async () => {
    if (receiver.exitCode !== null) throw new Error(`it ended with ${receiver.exitCode}`);
    return fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
  });
});
afterAll(async () => {
  const closed = once(receiver, 'close');
  receiver.kill();
  await closed;
  rmSync(directory, { recursive: true, force: true });
});

test('the receiver of docs/receiver.md refuses old numbers, as its entry in a rollout file says', async () => {
  const { actuators } = load(textOf('receiver.yaml')) as {
    readonly actuators: readonly { readonly webhook: { readonly url: string; readonly flag: string } }[];
  };
  const target = webhook.open({ ...actuators[0]!.webhook, url }, testWorld({ directory }));
  const tell = async (number: number, percentage: number, killed = false) => {
    const { kind } = await target.apply(decisionOf({ number, percentage, killed }), call);
    const read = await target.read!(call);
    return [kind, read];
  };
  const at = (percentage: number) => expect.objectContaining({ percentage });
  expect(target.isFencing).toBe(true);
  expect(await tell(7, 20)).toEqual(['confirmed', at(20)]);
  expect(await tell(6, 50)).toEqual(['refused', at(20)]);
  expect(await tell(7, 30)).toEqual(['refused', at(20)]);
  expect(await tell(7, 10)).toEqual(['confirmed', at(10)]);
  expect(await tell(5, 0, true)).toEqual(['confirmed', at(0)]);
  expect(await tell(6, 50)).toEqual(['refused', at(0)]);
  expect(await tell(8, 1)).toEqual(['confirmed', at(1)]);
});
