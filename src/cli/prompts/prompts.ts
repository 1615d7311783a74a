import type { Paint } from '../paint.ts';

/** Says what is wrong with an answer; undefined when nothing is. */
export type Check = (answer: string) => string | undefined | Promise<string | undefined>;

export interface TextQuestion {
  readonly message: string;
  /** What Enter alone answers. */
  readonly fallback?: string;
  /** The question is asked again until the answer passes. */
  readonly check?: Check;
}

export interface Choice<T extends string> {
  readonly value: T;
  readonly title: string;
  /** Printed once it is chosen; the title without. */
  readonly short?: string;
  /** Shown under the list while the choice is marked. */
  readonly description?: string;
}

/** Questions to a person at a terminal, or to the script of a test. */
export interface Prompts {
  readonly text: (question: TextQuestion) => Promise<string>;
  readonly select: <T extends string>(message: string, choices: readonly Choice<T>[]) => Promise<T>;
  readonly confirm: (message: string, fallback: boolean) => Promise<boolean>;
  /** Prints lines between two questions. */
  readonly print: (text: string) => void;
  readonly paint: Paint;
  /** Width of the terminal. */
  readonly columns: number;
}
