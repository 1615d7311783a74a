import { isAbsolute, relative, resolve } from 'node:path';

/**
 * The path of a file from the top of its project, which is how a forge knows it; as it was given where the top is not known
 * or the file is elsewhere.
 */
export function projectPath(file: string, cwd: string, top: string | undefined): string {
  if (!top) return file;
  const path = relative(top, resolve(cwd, file));
  return path === '' || path.startsWith('..') || isAbsolute(path) ? file : path;
}
