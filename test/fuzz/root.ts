import { packagePath } from '../../src/disk/package-root.ts';

/** The directory of the repository, whichever bundle asks. */
export const root = packagePath('.');
