import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Listening } from '../../../src/control/api/listen.ts';
import { Journal } from '../../../src/control/journal/journal.ts';
import type { RolloutRecord } from '../../../src/control/record/record.ts';
import { journalDirectory, rolloutDirectory } from '../../../src/control/state/rollout-directory.ts';
import { RunningCommand } from '../running-command.ts';
import { type Outcome, Sandbox } from '../script.ts';
import { NAME } from './rollout-status.ts';
import { serveStored, writeToken } from './served.ts';
import { storeIn } from './stored.ts';

/** A rollout in the state of a sandbox, which this process serves to the commands of a test. */
export class ServedRollout {
  readonly sandbox = new Sandbox();
  readonly #running: RunningCommand[] = [];
  #served: Listening | undefined;

  /** That of the rollout in the state. */
  get directory(): string {
    return rolloutDirectory(join(this.sandbox.directory, 'state/rollout'), NAME);
  }

  /** Stores and serves it, with the token in `api.token`: its address. */
  async serve(record: Partial<RolloutRecord> = {}, document?: object): Promise<string> {
    storeIn(this.sandbox, record, document);
    writeToken(this.sandbox);
    return this.serveStored();
  }

  /** Serves what is stored; `url` is where it was served before. */
  async serveStored(url?: string): Promise<string> {
    this.#served = await serveStored(this.sandbox, url === undefined ? 0 : Number(new URL(url).port));
    return this.#served.url;
  }

  /** Its server goes away. */
  async leave(): Promise<void> {
    await this.#served?.close();
    this.#served = undefined;
  }

  /** Starts a command that the test goes on beside. */
  start(...words: readonly string[]): RunningCommand {
    const command = new RunningCommand(this.sandbox, words);
    this.#running.push(command);
    return command;
  }

  openJournal(): Journal {
    const directory = journalDirectory(this.directory);
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return new Journal(directory);
  }

  async close(): Promise<void> {
    for (const { process } of this.#running) process.kill('SIGKILL');
    await Promise.all(this.#running.map((command) => command.end()));
    await this.leave();
    this.sandbox.close();
  }
}

export const WITH_TOKEN = '--token-file api.token';

/** Without ids, and without the name by which the request came. */
export const said = ({ stdout, stderr, exit }: Outcome) =>
  `${exit} ${stdout}${stderr}`.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID');
