import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newRecord, type RolloutRecord } from '../../../src/control/record/record.ts';
import { resolveRollout } from '../../../src/control/rollout-file/resolve.ts';
import { type FrozenEntry, freeze } from '../../../src/control/state/frozen.ts';
import { writeFrozen } from '../../../src/control/state/frozen-file.ts';
import { rolloutDirectory } from '../../../src/control/state/rollout-directory.ts';
import { nowhere } from '../../../src/errors/location.ts';
import { rampOf } from '../../../src/rollout/ramp.ts';
import { latencyComponents, latencyPlan } from '../plans.ts';
import type { Sandbox } from '../script.ts';
import { openDirectory } from './file-target.ts';
import { NAME } from './rollout-status.ts';

/** A rollout of a state directory as a run leaves it: started, at 20 %. */
export interface Stored {
  /** The state directory. */
  readonly state: string;
  /** Keys of its rollout file. */
  readonly document?: object;
  readonly actuators: readonly FrozenEntry[];
  readonly record?: Partial<RolloutRecord>;
  /** Where its rollout file was: relative files are looked for there. */
  readonly cwd: string;
  readonly name?: string;
}

/** Writes it, and returns the directory of the rollout. */
export function store({ state, document, actuators, record, cwd, name = NAME }: Stored): string {
  const directory = rolloutDirectory(state, name);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const value = { rollout: name, values_file: 'v.yaml', ...document, actuators: actuators.map(entryOf) };
  const rollout = resolveRollout({ file: 'rollout.yaml', value, locate: () => nowhere('rollout.yaml') });
  const circuit = { evaluation_interval: '1s', components: latencyComponents() };
  const frozen = freeze({ rollout, policy: { spec: { circuit } }, ramp: rampOf(latencyPlan())!, cwd });
  writeFrozen(directory, frozen);
  const first = { ...newRecord(name, frozen.plan), started: true, target: 20, ceiling: 20, ...record };
  openDirectory(directory).create(first);
  return directory;
}

/** The same in the state directory of a sandbox, with a flag of flagd. */
export function storeIn(sandbox: Sandbox, record: Partial<RolloutRecord>, document?: object): string {
  sandbox.write('flags.json', JSON.stringify(FLAGS));
  const actuators = [{ kind: 'flagd', config: { file: 'flags.json', flag: 'new-checkout' } }];
  return store({
    state: join(sandbox.directory, 'state', 'rollout'),
    cwd: sandbox.work,
    document,
    actuators,
    record,
  });
}

const entryOf = ({ kind, config }: FrozenEntry): object => ({ [kind]: config });

/** A flag of flagd, as a rollout leaves it at 20 %. */
export const FLAGS = {
  flags: {
    'new-checkout': { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'on' },
    other: { state: 'DISABLED', variants: { on: true, off: false }, defaultVariant: 'on' },
  },
};

/** The targeting of the flag in a file. */
export function flagIn(file: string): { defaultVariant: string; targeting: unknown } {
  return JSON.parse(readFileSync(file, 'utf8')).flags['new-checkout'];
}

/** A program that adds what it reads to `told.ndjson` of its directory. */
export function writeTeller(directory: string): string {
  const file = join(directory, 'tell');
  writeFileSync(file, '#!/bin/sh\nexec cat >> told.ndjson\n');
  chmodSync(file, 0o755);
  return './tell';
}

/** What the program was told. */
export const toldIn = (directory: string): { percentage: number; killed: boolean; number: number }[] =>
  readFileSync(join(directory, 'told.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
