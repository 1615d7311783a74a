import { fail } from '../errors/rollout-error.ts';
import type { Assignment } from '../text/assign.ts';
import { parseDuration } from '../text/duration.ts';

/** One step of a ramp as values spell it. */
export interface Stage {
  readonly target_accept_percentage: number;
  /** As written: `30m`, `300s`. */
  readonly duration: string;
}

const STEPS = ['policy', 'load_ramp', 'steps'] as const;

/**
 * Reads `PCT,DURATION`, such as `25,2h` or `5%,30m`; `undefined` when it is none or the percentage is not 0
 * to 100.
 */
export function parseStage(text: string): Stage | undefined {
  const match = /^\s*(\d+(?:\.\d+)?|\.\d+)\s*%?\s*,\s*(\S+)\s*$/.exec(text);
  const percentage = Number(match?.[1]);
  if (!match || !(percentage <= 100) || parseDuration(match[2]!) === undefined) return undefined;
  return { target_accept_percentage: percentage, duration: match[2]! };
}

/** The `--stage` flags as assignments to the steps of the ramp, which they replace. Throws USAGE_VALUE. */
export function assignStages(texts: readonly string[]): Assignment[] {
  const stages = texts.map((text) => {
    const stage = parseStage(text);
    if (stage) return stage;
    throw fail('USAGE_VALUE', { flag: '--stage', got: text, expected: 'PCT,DURATION, such as 25,2h' });
  });
  return stepAssignments(stages, (i) => `--stage ${texts[i]}`);
}

/**
 * Assignments that put these stages in place of the ramp's steps; `flagOf` says which flag a stage came from.
 */
export function stepAssignments(stages: readonly Stage[], flagOf: (index: number) => string): Assignment[] {
  if (stages.length === 0) return [];
  const steps = stages.map((stage, i) => ({ path: [...STEPS, i], value: stage, flag: flagOf(i) }));
  return [{ path: STEPS, value: [], flag: flagOf(0) }, ...steps];
}
