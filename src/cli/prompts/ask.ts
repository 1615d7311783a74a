import type { Paint } from '../paint.ts';

/** Says what is wrong with an answer, or undefined when nothing is. */
export type Check = (answer: string) => string | undefined | Promise<string | undefined>;

export interface TextQuestion {
  readonly message: string;
  /** What Enter alone answers. */
  readonly fallback?: string;
  readonly check?: Check;
}

export interface Choice<T extends string> {
  readonly value: T;
  readonly title: string;
  /** What stands there once it is chosen; the title without. */
  readonly short?: string;
  /** Shown under the list while the choice is marked. */
  readonly more?: string;
}

/** Somebody who answers questions: a person at a terminal, or a test. */
export interface Ask {
  readonly text: (question: TextQuestion) => Promise<string>;
  readonly choose: <T extends string>(
    message: string,
    choices: readonly Choice<T>[],
    fallback?: T,
  ) => Promise<T>;
  readonly confirm: (message: string, fallback: boolean) => Promise<boolean>;
  /** Prints lines between two questions. */
  readonly say: (text: string) => void;
  readonly paint: Paint;
  /** Width of the terminal. */
  readonly columns: number;
}
