import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunningState } from '../../../src/control/running-state.ts';
import { Store } from '../../../src/control/store.ts';
import { waitUntilApplied } from '../../../src/control/wait-until-applied.ts';
import { runningRun } from '../../support/running-run.ts';

let dir: string;
let store: Store;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rollout-wait-'));
  store = new Store(dir);
});
afterEach(() => rmSync(dir, { recursive: true }));

const taken = (taken: RunningState['taken']): RunningState => runningRun({ taken });

/** The ticks from which simulations apply it; the clock goes on by a second at each look. */
async function wait(
  { timeout = 3, onlyWhileRunning = false, signal = new AbortController().signal } = {},
  onLook = () => {},
) {
  const stored = store.latest('p')!;
  let seconds = 0;
  const now = () => {
    onLook();
    seconds += 1;
    return seconds;
  };
  const isApplied = ({ taken }: RunningState) => taken?.revision === stored.revision;
  const options = { store, policy: 'p', isApplied, timeout, onlyWhileRunning, now, signal };
  const applied = await waitUntilApplied(options);
  return { ticks: applied.map(({ taken }) => taken?.tick), seconds };
}

test('ends when a running simulation reports the revision', async () => {
  const { revision } = store.apply('p', { rollout: true });
  let looks = 0;
  const onLook = () => {
    looks += 1;
    store.writeStatus(taken(looks < 3 ? { revision: 'earlier', tick: 4 } : { revision, tick: 7 }));
  };
  expect(await wait({ timeout: 100 }, onLook)).toEqual({ ticks: [7], seconds: 4 });
});

test.each([
  ['at the timeout', {}, 4],
  ['at once where no simulation runs and none is waited for', { onlyWhileRunning: true }, 2],
  ['at once when interrupted', { signal: AbortSignal.abort() }, 2],
])('ends with nothing %s', async (_title, options, seconds) => {
  store.apply('p', { rollout: true });
  expect(await wait(options)).toEqual({ ticks: [], seconds });
});
