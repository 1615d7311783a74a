import { type Diagnostic, diagnostic } from '../../errors/rollout-error.ts';

/** A rollout that one of the files of a command is of; undefined where that cannot be read. */
export interface NamedFile {
  readonly file: string;
  readonly rollout: string | undefined;
}

/** Of each file, whether one before it is of the same rollout: one process leads a rollout once. */
export const namedTwice = (files: readonly NamedFile[]): Diagnostic[][] =>
  files.map(({ file, rollout }, i) => {
    const first = files.findIndex((one) => one.rollout === rollout);
    if (rollout === undefined || first === i) return [];
    return [diagnostic('ROLLOUT_TWICE', { rollout, file, first: files[first]!.file })];
  });
