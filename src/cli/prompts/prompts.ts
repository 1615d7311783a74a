import type { Paint } from '../paint.ts';

/** Says what is wrong with an answer; undefined when nothing is. */
export type Check = (answer: string) => string | undefined | Promise<string | undefined>;

/** What may be typed on from a place in a text. */
export interface Completion {
  /** What all of them begin with, from the cursor on; empty where they differ at once. */
  readonly insert: string;
  readonly options: readonly string[];
}

/** Completes the text before the cursor; undefined where nothing is known of it. */
export type Complete = (before: string) => Promise<Completion | undefined>;

/** What every question may have. */
export interface Explained {
  /** What `?` prints. */
  readonly help?: string;
}

export interface TextQuestion extends Explained {
  readonly message: string;
  /** What Enter alone answers. */
  readonly fallback?: string;
  /** The question is asked again until the answer passes. */
  readonly check?: Check;
  readonly complete?: Complete;
  /**
   * What an answer may hold: a `?` is a key in plain answers and may be a part of free ones; a query may be pasted in
   * several lines, and be written in an editor.
   */
  readonly form?: 'plain' | 'free' | 'query';
}

export interface Choice<T extends string> {
  readonly value: T;
  readonly title: string;
  /** Printed once it is chosen; the title without. */
  readonly short?: string;
  /** Shown under the list while the choice is marked. */
  readonly description?: string;
}

export interface SelectOptions<T extends string> extends Explained {
  /** What is marked at first; the first choice without. */
  readonly initial?: T;
}

/**
 * Questions to a person at a terminal, or to the script of a test. Each throws GoBack where the person wants the question
 * before, and INTERRUPTED at Ctrl-C and the end of the input.
 */
export interface Prompts {
  readonly text: (question: TextQuestion) => Promise<string>;
  readonly select: <T extends string>(
    message: string,
    choices: readonly Choice<T>[],
    options?: SelectOptions<T>,
  ) => Promise<T>;
  readonly confirm: (message: string, fallback: boolean, options?: Explained) => Promise<boolean>;
  /** Prints lines between two questions. */
  readonly print: (text: string) => void;
  /** What the keys do, said once before the first question. */
  readonly keys?: string;
  readonly paint: Paint;
  /** Width of the terminal. */
  readonly columns: number;
}

/** A person wants the question before. */
export class GoBack extends Error {
  override readonly name = 'GoBack';
}
