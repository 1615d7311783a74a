import { readFileSync, statSync } from 'node:fs';
import { FlagdCore } from '@openfeature/flagd-core';

const SILENT = { error() {}, warn() {}, info() {}, debug() {} };

/** One flag of a file in flagd's format. The file is read again when it was replaced, before the next decision. */
export class FlagFile {
  readonly #file: string;
  readonly #flag: string;
  readonly #core = new FlagdCore(undefined, SILENT);
  #version = '';

  constructor(file: string, flag: string) {
    this.#file = file;
    this.#flag = flag;
  }

  /** Whether this user has the feature. */
  has(user: string): boolean {
    this.#readAgain();
    return this.#core.resolveBooleanEvaluation(this.#flag, false, { targetingKey: user }, SILENT).value;
  }

  #readAgain(): void {
    const found = statSync(this.#file, { bigint: true, throwIfNoEntry: false });
    // Without its file a service goes on with what it read last.
    if (!found) return;
    const version = `${found.ino} ${found.mtimeNs}`;
    if (version === this.#version) return;
    this.#core.setConfigurations(readFileSync(this.#file, 'utf8'));
    this.#version = version;
  }
}
