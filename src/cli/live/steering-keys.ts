import type { RunningState } from '../../control/running-state.ts';
import { type Asked, doneText, type SteeringAction, steer } from '../../control/steer.ts';
import type { Store } from '../../control/store.ts';
import { RolloutError } from '../../errors/rollout-error.ts';
import { stoodAt } from '../stood-at.ts';
import type { KeyName, ViewKeys } from './live-view.ts';

const ACTIONS: Readonly<Record<string, SteeringAction>> = { s: 'start', p: 'pause', r: 'reset' };
const QUIT: readonly string[] = ['q', 'ctrl-d'];

/** What the keys of a live view do. */
export interface SteeringKeysOptions {
  readonly store: () => Store;
  readonly quit: () => void;
  /** Asked before it quits; undefined where nothing is lost by that. */
  readonly quitQuestion?: string;
}

/** An action that was asked of a run. */
interface Pending {
  readonly action: SteeringAction;
  readonly asked: Asked;
}

/** The keys that start, pause and reset a run and that quit, and what came of the last one. Reset, and quitting where it ends something, ask once. */
export class SteeringKeys implements ViewKeys<RunningState> {
  /** What is asked, or what came of the last key; empty for nothing. */
  message = '';
  readonly #options: SteeringKeysOptions;
  /** The key that must be pressed again. */
  #question: string | undefined;
  #pending: Pending | undefined;

  constructor(options: SteeringKeysOptions) {
    this.#options = options;
  }

  names(run: RunningState | undefined): readonly KeyName[] {
    if (!run) return [['q', 'quit']];
    return [...Object.entries(ACTIONS), ['q', 'quit']];
  }

  /** Presses a key for a run, if there is one. */
  press(key: string, run: RunningState | undefined): void {
    const name = this.#nameOf(key);
    const question = this.#questionOf(name, run);
    const isAnswer = this.#question === name;
    this.#question = undefined;
    if (question !== undefined && !isAnswer) {
      this.#question = name;
      this.message = question;
      return;
    }
    this.message = '';
    const action = ACTIONS[name];
    if (name === 'q') this.#options.quit();
    else if (action && run) this.#ask(action, run);
  }

  /** Looks whether the run took what was asked. */
  see(run: RunningState): void {
    const { asked, action } = this.#pending ?? {};
    if (!asked?.isTaken(run) || !action) return;
    this.#pending = undefined;
    const before = asked.before(run);
    const where = action === 'reset' ? `from ${stoodAt(before)}, to its start` : `at ${stoodAt(before)}`;
    this.message = `${doneText(action)} ${where} (tick ${before.tick})`;
  }

  /** A yes stands for the key that was asked about. */
  #nameOf(key: string): string {
    if (QUIT.includes(key)) return 'q';
    const name = key.toLowerCase();
    if (name !== 'y') return name;
    return this.#question ?? name;
  }

  #questionOf(name: string, run: RunningState | undefined): string | undefined {
    if (name === 'q') return this.#options.quitQuestion;
    if (ACTIONS[name] !== 'reset' || !run) return undefined;
    return `press r again or y to take ${run.policy} from ${stoodAt(run)} to its start`;
  }

  #ask(action: SteeringAction, run: RunningState): void {
    try {
      const asked = steer(this.#options.store(), [run], action);
      this.#pending = { action, asked };
      this.message = `asked for ${action} ...`;
    } catch (problem) {
      if (!(problem instanceof RolloutError)) throw problem;
      this.message = problem.message;
    }
  }
}
