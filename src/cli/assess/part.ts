import type { StartOutcomes } from '../../judge/outcome.ts';
import type { Shard } from '../../judge/shard.ts';
import type { Basis } from './basis.ts';

// A part of an assessment: lines of JSON. The first says what it is a part of, then one for each start, the last how many.

export const PART_FORMAT = 'rollout-assessment-part';
export const PART_VERSION = 1;

/** A part of an assessment: what came of the starts of one shard. */
export interface Part {
  readonly shard: Shard;
  readonly basis: Basis;
  readonly rehearsals: readonly StartOutcomes[];
}

/** Its first line. */
export interface PartHead {
  readonly format: typeof PART_FORMAT;
  readonly version: typeof PART_VERSION;
  readonly shard: Shard;
  readonly basis: Basis;
}

/** Its last line. */
export interface PartEnd {
  readonly end: true;
  readonly rehearsals: number;
}

export function partText({ shard, basis, rehearsals }: Part): string {
  const head: PartHead = { format: PART_FORMAT, version: PART_VERSION, shard, basis };
  const end: PartEnd = { end: true, rehearsals: rehearsals.length };
  return [head, ...rehearsals, end].map((line) => `${JSON.stringify(line)}\n`).join('');
}
