import { dirname, resolve } from 'node:path';
import type { GateRules } from '../../rollout/gates/rules.ts';
import type { Ramp } from '../../rollout/ramp.ts';
import type { PassThrough } from '../decision.ts';
import type { AddressDocument, EntryConfig } from '../rollout-file/document.ts';
import type { Entry, RolloutFile } from '../rollout-file/rollout-file.ts';
import { sumOf } from './sealed.ts';

export const FROZEN_FORMAT = 1;

/** One actuator or receiver: everything but where it was written. */
export interface FrozenEntry {
  readonly kind: string;
  readonly config: EntryConfig;
}

/** What is frozen of the targets of a rollout: with this alone it can be killed. */
export interface FrozenTargets {
  /** Where relative paths of actuators and receivers are looked for; absolute. */
  readonly directory: string;
  readonly actuators: readonly FrozenEntry[];
}

/** A policy as a resource: what it runs is its circuit. */
export interface FrozenPolicy {
  readonly spec: { readonly circuit: unknown };
}

/** A rollout as it was when it was run first: nothing that is edited later changes it. */
export interface Frozen extends FrozenTargets {
  readonly format: typeof FROZEN_FORMAT;
  readonly rollout: string;
  /** Of the rollout file; absolute, `-` for standard input. */
  readonly file: string;
  /** Identity of what it decides, asks and tells. */
  readonly plan: string;
  /** The rendered policy. */
  readonly policy: FrozenPolicy;
  readonly rules: GateRules;
  readonly prometheus: FrozenServer | null;
  /** In the order of `rules.gates`. */
  readonly gates: readonly AddressDocument[];
  /** The query of `min_requests`. */
  readonly requests: string | null;
  readonly pass_through: PassThrough | null;
  readonly notify: readonly FrozenEntry[];
}

export interface FrozenServer {
  readonly url: string;
  /** Absolute. */
  readonly http_config_file: string | null;
}

export interface FreezeOptions {
  readonly rollout: RolloutFile;
  readonly policy: FrozenPolicy;
  /** Of the policy. */
  readonly ramp: Ramp;
  /** The working directory: what paths of the rollout are relative to. */
  readonly cwd: string;
}

export function freeze({ rollout, policy, ramp, cwd }: FreezeOptions): Frozen {
  const { name, file, rules, prometheus, gates, requests = null } = rollout;
  const path = file === '-' ? file : resolve(cwd, file);
  const acts = {
    rules,
    prometheus: prometheus ? serverOf(prometheus, cwd) : null,
    gates,
    requests,
    pass_through: passThroughOf(ramp),
    directory: file === '-' ? cwd : dirname(path),
    actuators: rollout.actuators.map(entryOf),
  };
  return {
    format: FROZEN_FORMAT,
    rollout: name,
    file: path,
    plan: sumOf(JSON.stringify([policy.spec.circuit, acts])),
    policy,
    ...acts,
    notify: rollout.notify.map(entryOf),
  };
}

const entryOf = ({ kind, config }: Entry): FrozenEntry => ({ kind, config });

const serverOf = (
  { url, httpConfigFile }: NonNullable<RolloutFile['prometheus']>,
  cwd: string,
): FrozenServer => ({
  url,
  http_config_file: httpConfigFile === undefined ? null : resolve(cwd, httpConfigFile),
});

function passThroughOf({ passThrough: values, sampler }: Ramp): PassThrough | null {
  return values.length === 0 ? null : { label_key: sampler.labelKey, values };
}
