import { randomUUID } from 'node:crypto';
import type { DynamicDocument } from '../run/dynamic-config.ts';
import { isMapping, isText, mappingOf, orNull } from '../text/shape.ts';
import type { Moment } from '../text/time.ts';
import { type ProcessStart, processStart } from './process-start.ts';
import { Requests } from './requests.ts';
import {
  isAlive,
  isFresh,
  isStatusFile,
  type RunningRun,
  type RunningState,
  type StatusFile,
} from './running-state.ts';
import { StateDirectory } from './state-directory.ts';

/** What `apply` stored. */
export interface StoredConfig {
  readonly policy: string;
  /** Differs from one apply to the next, even of the same document. */
  readonly revision: string;
  /** Null marks a deletion. */
  readonly document: DynamicDocument | null;
}

/** What a store asks of the machine it is on. */
export interface Machine {
  readonly now: () => Moment;
  readonly processStart: ProcessStart;
}

/** Whether a file has the shape of what rollout writes: anybody may write into the state directory. */
const isStoredConfig = mappingOf({ policy: isText, revision: isText, document: orNull(isMapping) });

const CONFIG = 'dynamic-config';
const RUNNING = 'running';

/** What `dynamic-config` and running simulations share through the state directory. */
export class Store {
  /** What commands ask of single runs. */
  readonly requests: Requests;
  readonly #directory: StateDirectory;
  readonly #machine: Machine;

  constructor(path: string, machine: Partial<Machine> = {}) {
    this.#directory = new StateDirectory(path);
    this.#machine = { now: () => Date.now() / 1000, processStart, ...machine };
    this.requests = new Requests(this.#directory, this.#machine.processStart);
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

  /** Deletes what is stored, also what cannot be read: false where nothing is. Throws STATE_UNWRITABLE. */
  delete(policy: string): boolean {
    if (!this.#isStored(policy)) return false;
    this.apply(policy, null);
    return true;
  }

  #isStored(policy: string): boolean {
    try {
      return this.get(policy) !== undefined;
    } catch {
      return true;
    }
  }

  /** As `get`, a deletion included: this is what a running simulation follows. */
  latest(policy: string): StoredConfig | undefined {
    return this.#directory.read<StoredConfig>(CONFIG, configName(policy), isStoredConfig);
  }

  /** The policies that have a stored document, or a simulation. */
  policies(): string[] {
    const stored = this.#directory.list(CONFIG).map((name) => name.replace(/\.json$/, ''));
    return [...stored, ...this.running().map(({ policy }) => policy)];
  }

  /** A text that changes with every apply. Throws STATE_UNREADABLE. */
  stamp(policy: string): string {
    return this.#directory.stamp(CONFIG, configName(policy));
  }

  /** Throws STATE_UNWRITABLE. */
  writeStatus(state: RunningState): void {
    const process_start = this.#machine.processStart(state.pid) ?? '';
    this.#directory.write(RUNNING, statusName(state.policy, state.pid), { ...state, process_start });
  }

  /** A status that cannot be removed stays: `running` skips it, because its process has ended. */
  removeStatus(policy: string, pid: number): void {
    this.#directory.remove(RUNNING, statusName(policy, pid));
  }

  /** When a policy's document was stored; undefined where the system cannot say. */
  storedAt(policy: string): Moment | undefined {
    try {
      return this.#directory.writtenAt(CONFIG, configName(policy));
    } catch {
      return undefined;
    }
  }

  /** The simulations that run now: whose process runs, and wrote its status in the last three intervals. Throws STATE_UNREADABLE. */
  running(policy?: string): RunningRun[] {
    return this.#statuses().flatMap(({ status, age }) => {
      if (policy !== undefined && status.policy !== policy) return [];
      if (!isFresh(status, age) || !isAlive(status, this.#machine.processStart)) return [];
      const { process_start: _, ...state } = status;
      return [{ ...state, age_seconds: Math.max(0, age) }];
    });
  }

  /**
   * Removes the statuses of runs that ended without doing so: their processes are gone, and their time is over. Where
   * they cannot be listed, they stay.
   */
  removeLeftovers(): void {
    try {
      for (const { name, status, age } of this.#statuses())
        if (!isFresh(status, age) && !isAlive(status, this.#machine.processStart)) {
          this.#directory.remove(RUNNING, name);
          this.requests.withdraw(status);
        }
    } catch {}
  }

  /** Files that cannot be read are left out: a simulation that runs replaces its own on its next tick. */
  #statuses(): { readonly name: string; readonly status: StatusFile; readonly age: number }[] {
    return this.#directory.list(RUNNING).flatMap((name) => {
      try {
        const age = this.#machine.now() - this.#directory.writtenAt(RUNNING, name);
        const status = this.#directory.read<StatusFile>(RUNNING, name, isStatusFile);
        return status ? [{ name, status, age }] : [];
      } catch {
        return [];
      }
    });
  }
}

const configName = (policy: string): string => `${policy}.json`;
const statusName = (policy: string, pid: number): string => `${policy}@${pid}.json`;
