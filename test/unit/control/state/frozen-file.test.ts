import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readRolloutFile } from '../../../../src/control/rollout-file/read.ts';
import { type Frozen, type FrozenTargets, freeze } from '../../../../src/control/state/frozen.ts';
import { frozenFile, readFrozen, writeFrozen } from '../../../../src/control/state/frozen-file.ts';
import { openTargets } from '../../../../src/control/state/open-frozen.ts';
import { seal } from '../../../../src/control/state/sealed.ts';
import { rampOf } from '../../../../src/rollout/ramp.ts';
import { latencyPlan } from '../../../support/plans.ts';
import { testWorld } from '../../../support/test-world.ts';

const TEXT = `rollout: checkout-v2
values_file: values.yaml
prometheus: {url: http://p:9090, http_config_file: http.yaml}
start: {at: 2026-11-24T09:00:00Z}
forward_only: [{days: mon-thu, from: "09:00", to: "16:00", timezone: Europe/Berlin}]
gates: [{before_step: 2, url_env: GATE}]
min_requests: {query: sum(r), per_step: 10}
give_up_after: {after: 7d}
actuators:
  - flagd: {file: flags.json, flag: new-checkout}
  - exec: {command: [tell], flag: new-checkout}
notify:
  - webhook: {url: http://n}
`;

const policy = { spec: { circuit: { evaluation_interval: '1s', components: [] } } };

async function frozenOf(text = TEXT, file = 'rollouts/a.yaml'): Promise<Frozen> {
  const rollout = await readRolloutFile(text, file);
  return freeze({ rollout, policy, ramp: rampOf(latencyPlan())!, cwd: '/srv' });
}

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rollout-frozen-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const reason = () => {
  const read = readFrozen(directory);
  return read.kind === 'fault' ? read.why : read.kind;
};

test('a rollout is frozen with its paths absolute, and without the places of its file', async () => {
  const frozen = await frozenOf();
  expect(frozen).toMatchObject({
    rollout: 'checkout-v2',
    file: '/srv/rollouts/a.yaml',
    directory: '/srv/rollouts',
    prometheus: { url: 'http://p:9090', http_config_file: '/srv/rollouts/http.yaml' },
    gates: [{ before_step: 2, url_env: 'GATE' }],
    requests: 'sum(r)',
    pass_through: null,
    notify: [{ kind: 'webhook', config: { url: 'http://n' } }],
  });
  expect(frozen.actuators).toEqual([
    { kind: 'flagd', config: { file: 'flags.json', flag: 'new-checkout' } },
    { kind: 'exec', config: { command: ['tell'], flag: 'new-checkout' } },
  ]);
});

test('its plan differs where what it decides, asks or tells differs, and nowhere else', async () => {
  const { plan } = await frozenOf();
  const planOf = async (from: string, to: string) => (await frozenOf(TEXT.replace(from, to))).plan;
  expect((await frozenOf(TEXT, 'rollouts/b.yaml')).plan).toBe(plan);
  expect(await planOf('http://n', 'http://m')).toBe(plan);
  expect(await planOf('per_step: 10', 'per_step: 11')).not.toBe(plan);
  expect(await planOf('p:9090', 'q:9090')).not.toBe(plan);
  expect(await planOf('command: [tell]', 'command: [say]')).not.toBe(plan);
});

test('standard input is relative to the working directory', async () => {
  expect(await frozenOf(TEXT, '-')).toMatchObject({ file: '-', directory: '/srv' });
});

test('what is written is read, by its owner alone', async () => {
  const frozen = await frozenOf();
  expect(readFrozen(directory)).toEqual({ kind: 'missing' });
  writeFrozen(directory, await frozenOf(TEXT.replace('p:9090', 'q:9090')));
  writeFrozen(directory, frozen);
  expect(readFrozen(directory)).toEqual({ kind: 'frozen', frozen: JSON.parse(JSON.stringify(frozen)) });
  expect(statSync(frozenFile(directory)).mode & 0o777).toBe(0o600);
});

test('a file that was changed says so, and still has its targets', async () => {
  writeFrozen(directory, await frozenOf());
  const text = readFileSync(frozenFile(directory), 'utf8');
  writeFileSync(
    frozenFile(directory),
    text.replace('q:9090', 'r:9090').replace('"file":"flags', '"file":"flaps'),
  );
  const read = readFrozen(directory);
  expect(read).toMatchObject({ kind: 'fault', why: 'its sum is wrong: it was changed or cut' });
  const { targets } = read as { readonly targets: FrozenTargets };
  const world = testWorld({ directory: targets.directory });
  expect(openTargets(targets, world).actuators.map(({ target }) => target)).toEqual([
    'flagd /srv/rollouts/flaps.json new-checkout',
    'exec tell new-checkout',
  ]);
});

test('a file of a newer format says so; of its targets those that are known are opened', async () => {
  const frozen = await frozenOf();
  const actuators = [
    ...frozen.actuators,
    { kind: 'later\u001b[2J', config: {} },
    { kind: 'exec', config: { program: 'tell' } },
  ];
  writeFileSync(frozenFile(directory), seal({ ...frozen, format: 2, actuators }));
  const read = readFrozen(directory);
  expect(reason()).toBe('it has format 2, this rollout reads format 1');
  const { targets } = read as { readonly targets: FrozenTargets };
  const { actuators: opened, faults } = openTargets(targets, testWorld({ directory: '/srv' }));
  expect(opened.map(({ kind }) => kind)).toEqual(['flagd', 'exec']);
  expect(faults).toEqual([
    'this release has no actuator later\ufffd[2J',
    'the keys of an actuator exec cannot be read',
  ]);
});

test.each([
  ['nothing', '', 'it is no file of rollout'],
  ['another value', seal({ format: 1 }), 'it is no frozen rollout'],
  ['a list', seal([]), 'it has format undefined, this rollout reads format 1'],
])('%s has no targets', (_name, text, why) => {
  writeFileSync(frozenFile(directory), text);
  expect(readFrozen(directory)).toEqual({ kind: 'fault', why, targets: undefined });
});

test('a file that cannot be read says why', () => {
  writeFileSync(frozenFile(directory), 'x');
  chmodSync(frozenFile(directory), 0);
  expect(reason()).toBe(process.getuid?.() === 0 ? 'it is no file of rollout' : 'permission denied');
});
