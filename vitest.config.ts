import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What needs a Prometheus or other large programs. */
export const SERVERS = ['test/servers/**/*.test.ts', 'test/prometheus/**/*.test.ts'];

const LONGEST = ['/acceptance/acceptance.test.ts', '/docs/examples.test.ts', '/docs/guides.test.ts'];

/** The longest files first: one of them alone at the end would leave a core idle. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => LONGEST.some((end) => moduleId.endsWith(end));
    return [...sorted.filter(rank), ...sorted.filter((file) => !rank(file))];
  }
}

export default defineConfig({
  test: {
    globalSetup: ['./build/validators.mjs', './build/page-script.mjs', './test/support/install-tools.ts'],
    include: ['test/**/*.test.ts'],
    // `npm run test:servers` runs those.
    exclude: [...SERVERS],
    sequence: { sequencer: LongestFirst },
    reporters: ['dot', './test/support/tally.ts'],
    // One worker per core: by default vitest leaves a core to itself, which on two cores halves the speed.
    maxWorkers: '100%',
    // Guards against what hangs, not bounds on what is slow: a test takes seconds at most, also on a busy machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
