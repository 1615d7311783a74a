import { defineConfig } from 'vitest/config';
import config from './vitest.config.ts';

/** The suites that install and start other programs, or fill memory: `npm run test:servers`. */
export default defineConfig({
  test: { ...config.test, include: ['test/servers/**/*.test.ts'], exclude: [] },
});
