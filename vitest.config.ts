import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['./build/validators.mjs', './build/page-script.mjs', './test/support/install-tools.ts'],
    include: ['test/**/*.test.ts'],
    // `npm run test:servers` runs those.
    exclude: ['test/servers/**'],
    reporters: ['dot', './test/support/tally.ts'],
    // One worker per core: by default vitest leaves a core to itself, which on two cores halves the speed.
    maxWorkers: '100%',
    // Guards against what hangs, not bounds on what is slow: a test takes seconds at most, also on a busy machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
