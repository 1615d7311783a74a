import { describe } from 'vitest';
import { findPrometheus, INSTALL_HINT } from './prometheus.ts';

const found = findPrometheus();

/** A suite that needs a real server: skipped, with the way to get one, where there is none. */
export const withPrometheus = (name: string, suite: () => void): void => {
  describe.skipIf(!found)(found ? name : `${name} (skipped: ${INSTALL_HINT})`, suite);
};
