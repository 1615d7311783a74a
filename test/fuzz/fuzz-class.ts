import fc from 'fast-check';
import { DEFAULT_SEED } from './counts.ts';
import { Fault, type World } from './world.ts';

/** Tries the input of a seed; throws Fault. */
export type Trial = (seed: number) => Promise<void>;

/** A class of inputs, as a worker runs it. */
export interface FuzzClass {
  open(world: World): Promise<Trial> | Trial;
  close?(): Promise<void> | void;
}

/** A fault is shrunk for at most so long. */
const SHRINKING_MS = 20_000;

/** Inputs that are generated from the seed; what fails is shrunk. */
export const property = <T>(
  inputs: fc.Arbitrary<T>,
  check: (world: World, input: T) => Promise<void>,
): FuzzClass => ({
  open: (world) => async (seed) => {
    const { failed, errorInstance, numShrinks } = await fc.check(
      fc.asyncProperty(inputs, (input) => check(world, input)),
      { seed, numRuns: 1, interruptAfterTimeLimit: SHRINKING_MS },
    );
    if (!failed) return;
    const message = errorInstance instanceof Fault ? errorInstance.message : stackOf(errorInstance);
    throw new Fault(`${message}\n(shrunk ${numShrinks} times)`);
  },
});

/** A prime, so that inputs side by side are of different kinds and all are met. */
const STRIDE = 7_919;

/** Inputs that are written down; as many seeds in a row as there are meet each once. */
export const each = <T>(cases: readonly T[], check: (world: World, one: T) => Promise<void>): FuzzClass => ({
  open: (world) => (seed) => check(world, caseOf(cases, seed)),
});

export const caseOf = <T>(cases: readonly T[], seed: number): T => {
  const index = ((seed - DEFAULT_SEED) * STRIDE) % cases.length;
  return cases[index < 0 ? index + cases.length : index]!;
};

const stackOf = (problem: unknown): string =>
  problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
