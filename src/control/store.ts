import { randomUUID } from 'node:crypto';
import { errorName } from '../disk/reasons.ts';
import type { DynamicDocument } from '../run/dynamic-config.ts';
import {
  type Check,
  isCount,
  isMapping,
  isNumber,
  isText,
  listOf,
  mappingOf,
  orNull,
} from '../text/shape.ts';
import { StateDirectory } from './state-directory.ts';

/** What `apply` stored. */
export interface StoredConfig {
  readonly policy: string;
  /** Differs from one apply to the next, even of the same document. */
  readonly revision: string;
  /** Null marks a deletion. */
  readonly document: DynamicDocument | null;
}

/** The status of a running simulation, at most a second old. */
export interface RunningState {
  readonly policy: string;
  readonly pid: number;
  readonly source: { readonly kind: string; readonly name: string | null; readonly url: string | null };
  readonly tick: number;
  readonly time: string;
  /** Position of the ramp's step, from 0. */
  readonly step: number;
  readonly steps: number;
  readonly accept_percentage: number | null;
  readonly decision: string;
  readonly reason: string;
  readonly remaining_seconds: number | null;
  /** Keys of the dynamic configuration that its policy reads. */
  readonly keys: readonly string[];
  /** The revision it applied last, and the first tick under it. */
  readonly taken: AppliedRevision | null;
}

export interface AppliedRevision {
  readonly revision: string;
  readonly tick: number;
}

// Whether a file has the shape of what rollout writes: anybody may write into the state directory.

const isStoredConfig = mappingOf({ policy: isText, revision: isText, document: orNull(isMapping) });

/** Zero and negative numbers name groups of processes. */
const isPid: Check = (value) => isCount(value) && (value as number) > 0;

const isRunningState = mappingOf({
  policy: isText,
  pid: isPid,
  source: mappingOf({ kind: isText, name: orNull(isText), url: orNull(isText) }),
  tick: isCount,
  time: isText,
  step: isCount,
  steps: isCount,
  accept_percentage: orNull(isNumber),
  decision: isText,
  reason: isText,
  remaining_seconds: orNull(isNumber),
  keys: listOf(isText),
  taken: orNull(mappingOf({ revision: isText, tick: isCount })),
});

const CONFIG = 'dynamic-config';
const RUNNING = 'running';

/** What `dynamic-config` and running simulations share through the state directory. */
export class Store {
  readonly #directory: StateDirectory;

  constructor(path: string) {
    this.#directory = new StateDirectory(path);
  }

  /** Stores a document, or null for its deletion. Throws STATE_UNWRITABLE. */
  apply(policy: string, document: DynamicDocument | null): StoredConfig {
    const stored: StoredConfig = { policy, revision: randomUUID(), document };
    this.#directory.write(CONFIG, configName(policy), stored);
    return stored;
  }

  /** Undefined when nothing is stored, or it was deleted. Throws STATE_UNREADABLE. */
  get(policy: string): StoredConfig | undefined {
    const stored = this.latest(policy);
    return stored?.document ? stored : undefined;
  }

  /** As `get`, a deletion included: this is what a running simulation follows. */
  latest(policy: string): StoredConfig | undefined {
    return this.#directory.read<StoredConfig>(CONFIG, configName(policy), isStoredConfig);
  }

  /** A text that changes with every apply. Throws STATE_UNREADABLE. */
  stamp(policy: string): string {
    return this.#directory.stamp(CONFIG, configName(policy));
  }

  /** Throws STATE_UNWRITABLE. */
  writeStatus(state: RunningState): void {
    this.#directory.write(RUNNING, statusName(state.policy, state.pid), state);
  }

  /** A status that cannot be removed stays: `running` skips it, because its process has ended. */
  removeStatus(policy: string, pid: number): void {
    this.#directory.remove(RUNNING, statusName(policy, pid));
  }

  /** The simulations that run now; files of ended processes are skipped. */
  running(policy?: string): RunningState[] {
    const states = this.#directory.list(RUNNING).flatMap((name) => this.#readStatus(name) ?? []);
    const wanted = states.filter((state) => policy === undefined || state.policy === policy);
    return wanted.filter(({ pid }) => isAlive(pid));
  }

  /** Undefined for a file that cannot be read: a simulation that runs replaces its own within a second. */
  #readStatus(name: string): RunningState | undefined {
    try {
      return this.#directory.read<RunningState>(RUNNING, name, isRunningState);
    } catch {
      return undefined;
    }
  }
}

const configName = (policy: string): string => `${policy}.json`;
const statusName = (policy: string, pid: number): string => `${policy}@${pid}.json`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return errorName(problem) === 'EPERM'; // it runs, as another user
  }
}
