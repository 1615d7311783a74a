import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Of the repository, also for what is bundled into a file below its node_modules. */
export const root = rootAbove(import.meta.dirname);

function rootAbove(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : rootAbove(dirname(folder));
}
