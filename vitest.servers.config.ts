import { defineConfig } from 'vitest/config';
import { SERVERS, shared } from './vitest.config.ts';

/** The suites of large or slow programs: `npm run test:servers`. */
export default defineConfig({
  test: {
    ...shared,
    globalSetup: [...shared.globalSetup, './test/support/install-servers.ts'],
    include: SERVERS,
  },
});
