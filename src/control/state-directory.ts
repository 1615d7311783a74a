import { readdirSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { replaceFile } from '../disk/atomic-file.ts';
import { readRegularFile } from '../disk/bounded.ts';
import { errorName, reasonOf } from '../disk/reasons.ts';
import { fail, type RolloutError } from '../errors/rollout-error.ts';
import type { Check } from '../text/shape.ts';
import type { Moment } from '../text/time.ts';

const FILE_MODE = 0o600;
const DIRECTORY_MODE = 0o700;

/** JSON files in the folders of one directory, for the owner alone; each is replaced atomically. */
export class StateDirectory {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Undefined when there is no such file. Throws STATE_UNREADABLE, also for JSON of another shape. */
  read<T>(folder: string, name: string, hasShape: Check): T | undefined {
    const text = this.#readText(folder, name);
    if (text === undefined) return undefined;
    const content = this.#parse(text, folder, name);
    if (hasShape(content)) return content as T;
    throw fail('STATE_UNREADABLE', { file: this.#file(folder, name), why: 'it is no file of rollout' });
  }

  #parse(text: string, folder: string, name: string): unknown {
    try {
      return JSON.parse(text);
    } catch (problem) {
      throw fail('STATE_UNREADABLE', { file: this.#file(folder, name), why: 'not valid JSON' }, {}, problem);
    }
  }

  /** Throws STATE_UNWRITABLE. */
  write(folder: string, name: string, content: unknown): void {
    const file = this.#file(folder, name);
    try {
      replaceFile({ path: file, mode: FILE_MODE }, `${JSON.stringify(content)}\n`, DIRECTORY_MODE);
    } catch (problem) {
      throw fail('STATE_UNWRITABLE', { file, why: reasonOf(problem) }, {}, problem);
    }
  }

  /** A file that cannot be removed stays. */
  remove(folder: string, name: string): void {
    try {
      rmSync(this.#file(folder, name), { force: true });
    } catch {}
  }

  /** The names of the files of a folder, sorted; none where it is missing. Throws STATE_UNREADABLE. */
  list(folder: string): string[] {
    try {
      return readdirSync(join(this.#path, folder))
        .filter((name) => name.endsWith('.json'))
        .sort();
    } catch (problem) {
      if (errorName(problem) === 'ENOENT') return [];
      throw unreadable(join(this.#path, folder), problem);
    }
  }

  /**
   * A text that changes whenever the file is replaced; cheap enough to ask every tick. Throws
   * STATE_UNREADABLE.
   */
  stamp(folder: string, name: string): string {
    const file = this.#file(folder, name);
    try {
      const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
      return stat ? `${stat.ino}:${stat.mtimeNs}` : '';
    } catch (problem) {
      throw unreadable(file, problem);
    }
  }

  /** When the file was written. Throws the system's error. */
  writtenAt(folder: string, name: string): Moment {
    return statSync(this.#file(folder, name)).mtimeMs / 1000;
  }

  #readText(folder: string, name: string): string | undefined {
    const file = this.#file(folder, name);
    try {
      return readRegularFile(file);
    } catch (problem) {
      if (errorName(problem) === 'ENOENT') return undefined;
      throw unreadable(file, problem);
    }
  }

  #file(folder: string, name: string): string {
    return join(this.#path, folder, name);
  }
}

const unreadable = (file: string, problem: unknown): RolloutError =>
  fail('STATE_UNREADABLE', { file, why: reasonOf(problem) }, {}, problem);

/** `--state-dir`, `$ROLLOUT_STATE_DIR`, else the XDG state directory. Throws STATE_HOME. */
export function stateDir(
  given: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const configured = given ?? (env.ROLLOUT_STATE_DIR || undefined);
  if (configured !== undefined) return configured;
  return join(env.XDG_STATE_HOME || join(homeOf(env), '.local', 'state'), 'rollout');
}

/** An empty one would be the present folder. */
function homeOf({ HOME: home = homedir() }: Readonly<Record<string, string | undefined>>): string {
  if (home !== '') return home;
  throw fail('STATE_HOME', {});
}
