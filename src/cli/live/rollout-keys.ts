import type { RolloutStatus } from '../../control/state/rollout-status.ts';
import { acceptText } from '../../render/plot/number.ts';
import type { KeyName, ViewKeys } from './live-view.ts';

/** A command that a key stands for. */
export type KeyVerb = 'start' | 'pause' | 'resume' | 'reset' | 'kill' | 'approve';

export interface RolloutKeysOptions {
  /** Asks a rollout for something, and says what comes of it. */
  readonly ask: (verb: KeyVerb, name: string) => void;
  readonly quit: () => void;
  /** Asked before it quits; undefined where nothing is lost by that. */
  readonly quitQuestion?: () => string;
}

const QUIT: readonly string[] = ['q', 'ctrl-d'];

/** What a key asks of a rollout. */
const VERBS: Readonly<Record<string, (rollout: RolloutStatus) => KeyVerb>> = {
  s: () => 'start',
  p: (rollout) => (isPaused(rollout) ? 'resume' : 'pause'),
  r: () => 'reset',
  k: () => 'kill',
  a: () => 'approve',
};

/** Asked before something that takes the feature from people. */
const QUESTIONS: Readonly<Partial<Record<KeyVerb, (rollout: RolloutStatus) => string>>> = {
  reset: (status) => `press r again or y to take ${status.rollout} from ${stoodAt(status)} to its start`,
  kill: (status) =>
    `press k again or y to kill ${status.rollout}: off for everybody until \`rollout unkill\``,
};

/** The keys that start, pause and resume, reset, kill and approve a rollout and that quit. Reset, kill, and quitting where it ends something, ask once. */
export class RolloutKeys implements ViewKeys<RolloutStatus> {
  message = '';
  readonly #options: RolloutKeysOptions;
  /** The key that must be pressed again, and the rollout that it is for; empty for none. */
  #asked = '';

  constructor(options: RolloutKeysOptions) {
    this.#options = options;
  }

  names(shown: RolloutStatus | undefined): readonly KeyName[] {
    if (!shown) return [['q', 'quit']];
    return [...Object.entries(VERBS).map(([key, verb]): KeyName => [key, verb(shown)]), ['q', 'quit']];
  }

  press(key: string, shown: RolloutStatus | undefined): void {
    const name = this.#nameOf(key);
    const verb = shown && Object.hasOwn(VERBS, name) ? VERBS[name]!(shown) : undefined;
    const question = this.#questionOf(name, verb, shown);
    const answer = `${name} ${shown?.rollout ?? ''}`;
    const isAnswer = this.#asked === answer;
    this.#asked = '';
    if (question !== undefined && !isAnswer) {
      this.#asked = answer;
      this.message = question;
      return;
    }
    this.message = '';
    if (name === 'q') this.#options.quit();
    else if (verb && shown) this.#options.ask(verb, shown.rollout);
  }

  /** A yes stands for the key that was asked about. */
  #nameOf(key: string): string {
    if (QUIT.includes(key)) return 'q';
    const name = key.toLowerCase();
    if (name !== 'y' || this.#asked === '') return name;
    return this.#asked.split(' ', 1)[0]!;
  }

  #questionOf(name: string, verb: KeyVerb | undefined, shown: RolloutStatus | undefined): string | undefined {
    if (name === 'q') return this.#options.quitQuestion?.();
    return verb && shown && QUESTIONS[verb]?.(shown);
  }
}

/** Also where something else comes first in its state. */
const isPaused = ({ state, reasons }: RolloutStatus): boolean =>
  state === 'paused' || reasons.some(({ kind }) => kind === 'paused');

const stoodAt = ({ percentage, step, steps }: RolloutStatus): string =>
  `${acceptText(percentage)}, step ${step + 1} of ${steps}`;
