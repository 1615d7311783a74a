import { fail, type RolloutError } from '../errors/rollout-error.ts';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of its path is not a directory',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'too many symbolic links',
  EMFILE: 'too many open files',
  ENFILE: 'too many open files',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8 text',
};

/** The name of a system error: `ENOENT`; undefined for any other error. */
export const errorName = (problem: unknown): string | undefined => (problem as NodeJS.ErrnoException).code;

/** The reason of a system error, in words. */
export const reasonOf = (problem: unknown): string =>
  REASONS[errorName(problem) ?? ''] ?? (problem as Error).message;

/**
 * FILE_UNWRITABLE with the system's reason. Writing makes missing directories, so ENOENT is a place like
 * /proc.
 */
export function unwritable(file: string, problem: unknown): RolloutError {
  const why = errorName(problem) === 'ENOENT' ? 'no file can be made there' : reasonOf(problem);
  return fail('FILE_UNWRITABLE', { file, why }, {}, problem);
}
