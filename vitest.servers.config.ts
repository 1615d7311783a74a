import { defineConfig } from 'vitest/config';
import config, { SERVERS } from './vitest.config.ts';

/** The suites of large or slow programs: `npm run test:servers`. */
export default defineConfig({
  test: {
    ...config.test,
    globalSetup: [...config.test!.globalSetup!, './test/support/install-servers.ts'],
    include: SERVERS,
    exclude: [],
  },
});
