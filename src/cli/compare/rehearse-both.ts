import { badTicks } from '../../judge/bad-ticks.ts';
import type { StartOutcomes } from '../../judge/outcome.ts';
import { startNumbers } from '../../judge/shard.ts';
import type { Prepared } from '../assess/prepare.ts';
import type { IO } from '../io.ts';
import { Rehearsals, type RehearsalTask } from '../judge/rehearsals.ts';
import { WorkProgress } from '../judge/work-progress.ts';
import type { Progress } from '../progress.ts';
import type { PreparedSides } from './sides.ts';

/** What the rehearsals of both policies came to. */
export interface BothRehearsed {
  readonly a: readonly StartOutcomes[];
  readonly b: readonly StartOutcomes[];
}

/** The policies take turns, so that an interrupt leaves pairs: the first is short, the others double up to a part of the starts. */
const FIRST_TURN = 16;
const LONGEST_TURN = 1 / 8;

/** Rehearses both from the same starts; after an interrupt those that are done. */
export async function rehearseBoth(
  { a, b }: PreparedSides,
  jobs: number,
  progress: Progress,
  io: IO,
): Promise<BothRehearsed> {
  const sides = [a.prepared, b.prepared].map((prepared) => ({
    task: taskOf(prepared),
    rehearsals: new Rehearsals(prepared.read.history, jobs),
    done: [] as StartOutcomes[],
  }));
  const numbers = startNumbers(a.prepared.starts.count);
  const shown = new WorkProgress(progress, { what: 'rehearsing', total: 2 * numbers.length, now: io.now });
  let before = 0;
  try {
    for (const turn of turnsOf(numbers))
      for (const { task, rehearsals, done } of sides) {
        if (io.interrupted.aborted) break;
        const onDone = (count: number): void => shown.done(before + count);
        done.push(...(await rehearsals.rehearse(task, turn, { signal: io.interrupted, onDone })));
        before += turn.length;
      }
  } finally {
    for (const { rehearsals } of sides) await rehearsals.close();
  }
  return { a: sides[0]!.done, b: sides[1]!.done };
}

function taskOf({
  policy,
  starts,
  injections,
  incidents,
  window,
  read: { history },
}: Prepared): RehearsalTask {
  const bad = incidents.map((one) => badTicks(one, history, window * history.interval));
  return { policy, starts, incidents: bad, injections };
}

function turnsOf(numbers: Int32Array): Int32Array[] {
  const turns: Int32Array[] = [];
  const longest = Math.ceil(numbers.length * LONGEST_TURN);
  let length = Math.min(FIRST_TURN, longest);
  for (let from = 0; from < numbers.length; from += turns.at(-1)!.length) {
    turns.push(numbers.slice(from, from + length));
    length = Math.min(2 * length, longest);
  }
  return turns;
}
