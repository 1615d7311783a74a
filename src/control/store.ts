import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { replaceFile } from '../disk/atomic-file.ts';
import { errorName, reasonOf } from '../disk/reasons.ts';
import { fail } from '../errors/rollout-error.ts';
import type { DynamicDocument } from '../run/dynamic-config.ts';

/** What `apply` stored. `revision` tells one apply from the next, even of the same document; null marks a deletion. */
export interface StoredConfig {
  readonly policy: string;
  readonly revision: string;
  readonly document: DynamicDocument | null;
}

/** What a running simulation says of itself, at most a second old. */
export interface RunningState {
  readonly policy: string;
  readonly pid: number;
  readonly source: { readonly kind: string; readonly name: string | null; readonly url: string | null };
  readonly tick: number;
  readonly time: string;
  readonly step: number;
  readonly steps: number;
  readonly accept_percentage: number | null;
  readonly decision: string;
  readonly reason: string;
  readonly remaining_seconds: number | null;
  /** Keys of the dynamic configuration that its policy reads. */
  readonly keys: readonly string[];
  /** The revision it took last, and the first tick under it. */
  readonly taken: { readonly revision: string; readonly tick: number } | null;
}

/** The state directory: where `dynamic-config` and running simulations meet. Files 0600, replaced atomically. */
export class Store {
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = dir;
  }

  apply(policy: string, document: DynamicDocument | null): StoredConfig {
    const stored: StoredConfig = { policy, revision: randomUUID(), document };
    this.#write('dynamic-config', `${policy}.json`, stored);
    return stored;
  }

  /** What is stored; undefined when nothing is, or it was deleted. */
  get(policy: string): StoredConfig | undefined {
    const stored = this.latest(policy);
    return stored?.document ? stored : undefined;
  }

  /** What was said last, a deletion included: this is what a running simulation follows. */
  latest(policy: string): StoredConfig | undefined {
    return this.#read<StoredConfig>('dynamic-config', `${policy}.json`);
  }

  /** A number that changes whenever the stored document does; cheap enough to ask every tick. */
  stamp(policy: string): string {
    const file = join(this.#dir, 'dynamic-config', `${policy}.json`);
    try {
      const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
      return stat ? `${stat.ino}:${stat.mtimeNs}` : '';
    } catch (problem) {
      throw fail('STATE_UNREADABLE', { file, why: reasonOf(problem) }, undefined, problem);
    }
  }

  announce(state: RunningState): void {
    this.#write('running', `${state.policy}@${state.pid}.json`, state);
  }

  /** What cannot be taken away stays: its process is gone, so nobody is shown it. */
  withdraw(policy: string, pid: number): void {
    remove(join(this.#dir, 'running', `${policy}@${pid}.json`));
  }

  /** The simulations running now; what a dead process left behind is not shown. */
  running(policy?: string): RunningState[] {
    return this.#list('running').flatMap((name) => {
      const state = this.#readRunning(name);
      const isWanted = state && (policy === undefined || state.policy === policy);
      return isWanted && isAlive(state.pid) ? [state] : [];
    });
  }

  /** A file that cannot be read is not of a simulation that runs: those write theirs again every second. */
  #readRunning(name: string): RunningState | undefined {
    try {
      return this.#read<RunningState>('running', name);
    } catch {
      return undefined;
    }
  }

  #list(kind: string): string[] {
    try {
      return readdirSync(join(this.#dir, kind))
        .filter((name) => name.endsWith('.json'))
        .sort();
    } catch {
      return [];
    }
  }

  #read<T>(kind: string, name: string): T | undefined {
    const file = join(this.#dir, kind, name);
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (problem) {
      if (errorName(problem) === 'ENOENT') return undefined;
      throw fail('STATE_UNREADABLE', { file, why: reasonOf(problem) }, undefined, problem);
    }
    try {
      return JSON.parse(text) as T;
    } catch (problem) {
      throw fail('STATE_UNREADABLE', { file, why: 'not valid JSON' }, undefined, problem);
    }
  }

  #write(kind: string, name: string, content: unknown): void {
    const file = join(this.#dir, kind, name);
    try {
      replaceFile({ path: file, mode: 0o600 }, `${JSON.stringify(content)}\n`, 0o700);
    } catch (problem) {
      throw fail('STATE_UNWRITABLE', { file, why: reasonOf(problem) }, undefined, problem);
    }
  }
}

/** `--state-dir`, `$ROLLOUT_STATE_DIR`, else the XDG state directory. */
export function stateDir(
  given: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string {
  return (
    given ??
    (env.ROLLOUT_STATE_DIR ||
      join(env.XDG_STATE_HOME || join(env.HOME ?? homedir(), '.local', 'state'), 'rollout'))
  );
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {}
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return errorName(problem) === 'EPERM';
  }
}
