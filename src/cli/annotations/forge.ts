import type { Diagnostic } from '../../errors/rollout-error.ts';

/** Diagnostics in the form that a forge shows beside the lines of a change; all of it goes to stderr. */
export interface Annotations {
  /** Whether stderr is one document, so that nothing else may stand there. */
  readonly isDocument: boolean;
  /** What is printed for these at once. */
  add(diagnostics: readonly Diagnostic[]): string;
  /** What is printed at the end. */
  end(): string;
  /** Text that the forge shows and does not obey. */
  inert(text: string): string;
}

/** What an environment says of a forge, and the working directory. */
export interface ForgeWorld {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

export const noAnnotations: Annotations = {
  isDocument: false,
  add: () => '',
  end: () => '',
  inert: (text) => text,
};
