import { defineConfig } from 'vitest/config';
import config from './vitest.config.ts';

/** The suites of large or slow programs: `npm run test:servers`. */
export default defineConfig({
  test: { ...config.test, include: ['test/servers/**/*.test.ts'], exclude: [] },
});
