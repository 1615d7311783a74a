import { RolloutError } from '../../errors/rollout-error.ts';
import type { Command } from '../command.ts';
import type { IO } from '../io.ts';
import type { ServerFlags } from '../rollouts/place.ts';
import type { StateFlags } from '../state-dir.ts';
import type { KeyVerb } from './rollout-keys.ts';

const COMMANDS: Readonly<Record<KeyVerb, () => Promise<Command>>> = {
  start: async () => (await import('../commands/steer.ts')).start,
  pause: async () => (await import('../commands/steer.ts')).pause,
  resume: async () => (await import('../commands/steer.ts')).resume,
  reset: async () => (await import('../commands/steer.ts')).reset,
  approve: async () => (await import('../commands/approve.ts')).approve,
  kill: async () => (await import('../commands/kill.ts')).kill,
};

/** The flags of the commands that say where rollouts are. */
export type PlaceFlags = StateFlags & ServerFlags;

export interface KeyRequestsOptions {
  readonly io: IO;
  /** Where the commands find the rollouts. */
  readonly place: PlaceFlags;
  /** Shows what comes of a key. */
  readonly say: (text: string) => void;
}

/** What keys ask of rollouts: each is the command of that name, whose result is shown. */
export class KeyRequests {
  readonly #options: KeyRequestsOptions;
  readonly #kills = new Set<Promise<void>>();
  readonly #left = new AbortController();

  constructor(options: KeyRequestsOptions) {
    this.#options = options;
  }

  readonly ask = (verb: KeyVerb, name: string): void => {
    this.#options.say(`asked for ${verb} ...`);
    const done = this.#run(verb, name);
    if (verb !== 'kill') return;
    this.#kills.add(done);
    void done.finally(() => this.#kills.delete(done));
  };

  /** Ends when every kill is confirmed, or when the signal says so. */
  async killed(signal: AbortSignal): Promise<void> {
    if (this.#kills.size === 0) return;
    this.#options.io.note('waiting until the kill is confirmed; Ctrl-C leaves');
    if (signal.aborted) this.#left.abort();
    signal.addEventListener('abort', () => this.#left.abort(), { once: true });
    await Promise.all(this.#kills);
  }

  async #run(verb: KeyVerb, name: string): Promise<void> {
    const { io, place, say } = this.#options;
    const flags = { ...place, output: 'text', timeout: verb === 'kill' ? undefined : '1m' };
    const spoken: IO = {
      ...io,
      interrupted: this.#left.signal,
      out: (text) => say(text.trim()),
      note: say,
      report(diagnostics) {
        for (const { message } of diagnostics) say(message);
      },
    };
    try {
      const command = await COMMANDS[verb]();
      await command.run(flags, [name], spoken);
    } catch (problem) {
      if (!(problem instanceof RolloutError)) throw problem;
      say(problem.message);
    }
  }
}
