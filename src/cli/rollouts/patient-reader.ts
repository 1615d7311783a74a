import { isNetworkFault } from '../../control/remote/remote-rollout.ts';
import { diagnostic } from '../../errors/rollout-error.ts';
import type { IO } from '../io.ts';

/** Reads from a server again and again: once it has answered, a time without an answer is said once, and waited for. */
export class PatientReader {
  readonly #url: string;
  readonly #io: IO;
  #hasAnswered = false;
  #isLost = false;

  constructor(url: string, io: IO) {
    this.#url = url;
    this.#io = io;
  }

  /** Undefined where it does not answer now, but did before. Throws what it failed with before. */
  async read<T>(ask: () => Promise<T>): Promise<T | undefined> {
    try {
      const answer = await ask();
      this.#hasAnswered = true;
      this.#isLost = false;
      return answer;
    } catch (problem) {
      if (!this.#hasAnswered || !isNetworkFault(problem)) throw problem;
      if (!this.#isLost)
        this.#io.report([diagnostic('SERVER_LOST', { url: this.#url, why: problem.message })]);
      this.#isLost = true;
      return undefined;
    }
  }
}
