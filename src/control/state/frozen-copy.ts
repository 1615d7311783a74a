import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../../disk/atomic-file.ts';
import { readRegularFile } from '../../disk/bounded.ts';
import type { Environment } from '../../prometheus/http/proxy.ts';
import { stateDir } from '../state-directory.ts';
import { frozenIn, type ReadFrozen } from './frozen-file.ts';
import { sumOf } from './sealed.ts';

const FILE_MODE = 0o600;
const DIRECTORY_MODE = 0o700;

/**
 * What a rollout of a server was frozen as, as this machine saw it last: with this a kill tells its targets while the server
 * does not answer.
 */
export class FrozenCopy {
  readonly file: string;

  /** In a directory of this user, by the kind of the state and its address. */
  constructor(directory: string, { kind, place }: { kind: string; place: string }, name: string) {
    this.file = join(directory, kind, sumOf(place), `${name}.json`);
  }

  /** Undefined where there is none that can be read. */
  read(): ReadFrozen | undefined {
    const text = this.#readText();
    const read = text === undefined ? undefined : frozenIn(text);
    return read?.kind === 'frozen' ? { ...read, copy: this.file } : undefined;
  }

  /** Keeps a text that differs. A copy that cannot be written is none: the home of a pod may be read-only. */
  keep(text: string): void {
    if (this.#readText() === text) return;
    try {
      replaceFile({ path: this.file, mode: FILE_MODE }, text, DIRECTORY_MODE);
    } catch {
      this.#remove();
    }
  }

  #remove(): void {
    try {
      rmSync(this.file, { force: true });
    } catch {
      // What cannot be removed still names targets that a kill may tell 0.
    }
  }

  #readText(): string | undefined {
    try {
      return readRegularFile(this.file);
    } catch {
      return undefined;
    }
  }
}

/** The text that a server has, if any, or why it does not answer. */
type TextAnswer =
  | { readonly kind: 'answer'; readonly value: string | undefined }
  | { readonly kind: 'none'; readonly why: string };

/** What a server has frozen of a rollout, which is copied; where it does not answer, the copy. */
export async function readFrozenText(
  copy: FrozenCopy | undefined,
  readText: () => Promise<TextAnswer>,
): Promise<ReadFrozen> {
  const answer = await readText();
  if (answer.kind === 'none') return copy?.read() ?? { kind: 'fault', why: answer.why };
  const { value: text } = answer;
  if (text === undefined) return { kind: 'missing' };
  const read = frozenIn(text);
  if (read.kind === 'frozen') copy?.keep(text);
  return read;
}

/** Where copies lie; undefined where there is no place for them. */
export function copiesDirectory(env: Environment): string | undefined {
  try {
    const { ROLLOUT_STATE_DIR: named = '' } = env;
    return stateDir(undefined, { ...env, ROLLOUT_STATE_DIR: named.includes('://') ? '' : named });
  } catch {
    return undefined;
  }
}
