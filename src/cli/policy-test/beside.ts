import { dirname, isAbsolute, join } from 'node:path';

/** A path that a file names, relative to that file; relative to the working directory for standard input. */
export const beside = (file: string, path: string): string =>
  isAbsolute(path) || file === '-' ? path : join(dirname(file), path);
