import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { settings } from './counts.ts';
import { faultsOf, type Rehearsed } from './invariants/check.ts';
import { rehearse } from './invariants/engine.ts';
import { MutantEngines } from './invariants/mutant-engine.ts';
import { mutants } from './invariants/mutants.ts';
import { type Rollout, rollouts } from './invariants/rollout.ts';

const SOUND_RUNS = 100;
const MAX_MUTANT_RUNS = 1_000;

/** What is found in random rollouts that an engine rehearses; undefined where nothing is. */
async function foundIn(
  engine: (rollout: Rollout) => Promise<Rehearsed>,
  numRuns: number,
): Promise<string | undefined> {
  let found: string | undefined;
  const check = async (rollout: Rollout) => {
    found = faultsOf(rollout, await engine(rollout)).join('; ');
    return found === '';
  };
  const { failed } = await fc.check(fc.asyncProperty(rollouts, check), {
    seed: settings.seed,
    numRuns,
    endOnFailure: true,
  });
  return failed ? found : undefined;
}

let engines: MutantEngines;
beforeAll(async () => {
  engines = await MutantEngines.start();
});
afterAll(() => engines?.close());

test('the engine as it is has no fault', async () => {
  expect(await foundIn(rehearse, SOUND_RUNS)).toBeUndefined();
});

test.each(mutants)('$what: caught', async (mutant) => {
  const { rehearse: wrong } = await engines.engineOf(mutant);
  expect(await foundIn(wrong, MAX_MUTANT_RUNS)).toMatch(/\S/);
});
