import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['./build/validators.mjs', './test/support/install-tools.ts'],
    include: ['test/**/*.test.ts'],
    reporters: ['dot', './test/support/tally.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
