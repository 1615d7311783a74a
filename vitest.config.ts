import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What needs a Prometheus or other large programs. */
export const SERVERS = ['test/servers/**/*.test.ts', 'test/prometheus/**/*.test.ts'];

/** Signals, timers, or the globals of a browser: the files of these names change the process that they run in. */
const CHANGING = '(connect|keyboard|mermaid|system-io)';

/** What leaves nothing behind in its process: the next file runs in the same one, with what is imported already. */
const SHARING = `test/{unit,conformance,judge}/**/!${CHANGING}.test.ts`;

const LONGEST = ['/acceptance/acceptance.test.ts', '/docs/examples.test.ts', '/docs/guides.test.ts'];

/** The longest files first: one of them alone at the end would leave a core idle. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => LONGEST.some((end) => moduleId.endsWith(end));
    return [...sorted.filter(rank), ...sorted.filter((file) => !rank(file))];
  }
}

/** Guards against what hangs, not bounds on what is slow: a test takes seconds at most, also on a busy machine. */
const TIMEOUTS = { testTimeout: 300_000, hookTimeout: 300_000 };

export const shared = {
  globalSetup: ['./build/validators.mjs', './build/page-script.mjs', './test/support/install-tools.ts'],
  sequence: { sequencer: LongestFirst },
  reporters: ['dot', './test/support/tally.ts'],
  // One worker per core: by default vitest leaves a core to itself, which on two cores halves the speed.
  maxWorkers: '100%',
  ...TIMEOUTS,
};

export default defineConfig({
  test: {
    ...shared,
    projects: [
      // `npm run test:servers` runs those of servers.
      {
        test: { name: 'alone', include: ['test/**/*.test.ts'], exclude: [...SERVERS, SHARING], ...TIMEOUTS },
      },
      { test: { name: 'shared', include: [SHARING], isolate: false, ...TIMEOUTS } },
    ],
  },
});
