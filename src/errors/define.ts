/** 1 the answer is no, 2 usage, 3 invalid input, 4 Prometheus or network, 70 a bug, 130 interrupted. */
export type ExitCode = 1 | 2 | 3 | 4 | 70 | 130;

/** One line of the catalogue: `P` are the parameters its text needs; leaving one out is a type error. */
export interface CodeEntry<P> {
  readonly exit: ExitCode;
  readonly severity: 'error' | 'warning';
  readonly text: (params: P) => string;
  readonly hint?: (params: P) => string | undefined;
}

type Texts<P> = Pick<CodeEntry<P>, 'text' | 'hint'>;

/** An error: it ends the command with `exit`. */
export const error = <P>(exit: ExitCode, texts: Texts<P>): CodeEntry<P> => ({
  exit,
  severity: 'error',
  ...texts,
});

/** A warning: it is printed and, under `--strict`, ends the command with 3. */
export const warning = <P>(texts: Texts<P>): CodeEntry<P> => ({ exit: 3, severity: 'warning', ...texts });

/** `, did you mean "x"?` or nothing. */
export const didYouMean = (p: { suggestion?: string }): string =>
  p.suggestion ? `, did you mean "${p.suggestion}"?` : '';
