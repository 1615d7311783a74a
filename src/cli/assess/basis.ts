import { createHash } from 'node:crypto';
import type { Measure, Plan } from '../../circuit/plan.ts';
import type { AssessmentInput } from '../../judge/assess/input.ts';
import { summarise } from '../../judge/assess/summarise.ts';
import type { Assessment } from '../../judge/assessment.ts';
import type { History } from '../../judge/history.ts';
import type { StartOutcomes } from '../../judge/outcome.ts';
import { writePolicy } from '../../policy/write.ts';
import { measureOf } from '../../rollout/measure.ts';
import type { IO } from '../io.ts';
import { commandText, type ShownCommand } from '../judge/show-command.ts';
import type { JudgedPolicy } from '../judge/subject.ts';

/** All that an assessment is made of beside its rehearsals, as JSON: a shard carries it. */
export interface Basis {
  /** What all parts of one run have in common, by the names that people have for it. */
  readonly run: Readonly<Record<string, unknown>>;
  readonly policy: AssessedPolicy;
  readonly input: Omit<AssessmentInput, 'rehearsals' | 'command' | 'isPartial'>;
  readonly shown: ShownCommand;
  /** Whether the exit code is 1 also where the history cannot tell. */
  readonly sure: boolean;
}

/** A policy for people. */
export interface AssessedPolicy {
  /** As YAML. */
  readonly text: string;
  /** The values it was rendered from; null where it came as such. */
  readonly values: string | null;
  /** What its signals measure, by their names. */
  readonly measures: readonly (readonly [string, Measure])[];
}

/** What an assessment says beside its rehearsals. */
interface Told extends Pick<IO, 'invocation'> {
  /** It was interrupted. */
  readonly isPartial: boolean;
}

/** The assessment of these rehearsals, in whatever order they are. */
export const assessmentOf = (
  { input, shown }: Basis,
  rehearsals: readonly StartOutcomes[],
  { isPartial, invocation }: Told,
): Assessment =>
  summarise({
    ...input,
    rehearsals,
    isPartial,
    command: (from, to) => commandText({ ...shown, invocation }, from, to),
  });

export const assessedPolicy = ({ loaded, plan }: JudgedPolicy): AssessedPolicy => ({
  text: writePolicy(loaded.resource, 'cr'),
  values: loaded.blueprint ? loaded.text : null,
  measures: measuresOf(plan),
});

const measuresOf = (plan: Plan): AssessedPolicy['measures'] =>
  plan.queries.map(({ signal }) => [signal, measureOf(plan, signal)]);

/** What all readings of a history are known by. */
export function historyDigest({ columns, traffic, start, interval, ticks }: History): string {
  const hash = createHash('sha256').update(JSON.stringify([start, interval, ticks]));
  for (const column of new Set([...columns, ...(traffic ? [traffic] : [])]))
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  return hash.digest('hex');
}
