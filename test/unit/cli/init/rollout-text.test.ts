import { expect, test } from 'vitest';
import { writeRollout } from '../../../../src/cli/init/rollout-text.ts';
import type { RolloutDocument } from '../../../../src/control/rollout-file/document.ts';
import { readRolloutFile } from '../../../../src/control/rollout-file/read.ts';
import { parseYaml } from '../../../../src/text/yaml.ts';

const LEAST: RolloutDocument = {
  rollout: 'checkout',
  values_file: 'values.yaml',
  actuators: [{ flagd: { file: 'flags.json', flag: 'new' } }],
};

const read = (text: string): unknown => parseYaml(text, 'rollout.yaml').value;

test('what is written reads back as what was given', () => {
  const given: RolloutDocument = {
    ...LEAST,
    start: { at: '2026-11-24T09:00:00Z' },
    bake: '1h',
    actuators: [{ exec: { command: ['./set', 'a: b'], flag: 'on' } }, { flagd: { file: '#1', flag: 'x' } }],
    notify: [{ slack: { url_env: 'SLACK', on: ['reset'] } }],
  };
  expect(read(writeRollout(given, 'schema.json'))).toEqual(given);
});

test('the keys that are left out stand there as comments that are right', async () => {
  const text = writeRollout(LEAST, 'schema.json');
  const open = text.replace(/^( *)# ([a-z_]+: )/gm, '$1$2');
  const rollout = await readRolloutFile(open, 'rollout.yaml');
  expect(Object.keys(rollout.document.value as object)).toEqual([
    'rollout',
    'values_file',
    'start',
    'after_reset',
    'without_data',
    'without_prometheus',
    'forward_only',
    'approvals',
    'gates',
    'min_requests',
    'bake',
    'give_up_after',
    'actuators',
    'notify',
  ]);
  expect(rollout.actuators[0]!.config).toEqual({ file: 'flags.json', flag: 'new', on: 'on', off: 'off' });
});
