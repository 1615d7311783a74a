import { fail } from '../../errors/rollout-error.ts';
import type { Request, RolloutRecord } from '../record/record.ts';
import { replan } from '../record/request-writes.ts';
import type { Frozen } from '../state/frozen.ts';
import { readHolder } from '../state/holder.ts';
import { inState } from '../state/in-state.ts';
import type { RolloutStorage, State } from '../state/state.ts';
import { readAnyRecord } from './open-state.ts';

export interface ReplanOptions {
  readonly state: State;
  /** What is frozen. */
  readonly before: Frozen;
  /** What its files say. */
  readonly next: Frozen;
  /** The targets of the two. */
  readonly targets: { readonly before: readonly string[]; readonly next: readonly string[] };
  readonly request: Request;
}

const MAX_TRIES = 20;

/**
 * Takes what the files of a rollout say by now. The record first: whoever had it with the old plan is stale then, and where
 * this ends in between nothing is run before it is done again; a kill goes by the old targets until then, which are all that
 * were told. Throws ROLLOUT_REPLAN and
 * ROLLOUT_STATE.
 */
export async function takePlan(options: ReplanOptions): Promise<void> {
  const { state, next } = options;
  const { rollout } = next;
  const storage = state.rollout(rollout);
  await writePlan(options, storage);
  await inState(storage.place, async () => {
    await storage.writeFrozen(next);
    await state.releaseTargets(rollout, removedOf(options));
  });
}

/** The record that another plan can be taken over. Throws ROLLOUT_REPLAN and ROLLOUT_STATE. */
async function checkReplan(options: ReplanOptions): Promise<RolloutRecord> {
  const { rollout } = options.next;
  const storage = options.state.rollout(rollout);
  const record = await readAnyRecord(storage);
  const holder = await storage.store.holder();
  if (holder.kind === 'unknown') throw fail('ROLLOUT_STATE', { directory: storage.place, why: holder.why });
  if (holder.value !== null) throw ledBy(rollout, holder.value);
  const [left] = removedOf(options);
  if (left !== undefined && record.ceiling > 0) throw leftOn(rollout, left);
  return record;
}

/** The record is the one that was looked at, or all is looked at again. */
async function writePlan(options: ReplanOptions, storage: RolloutStorage): Promise<void> {
  const { before, next, request } = options;
  const { place: directory, store } = storage;
  for (let left = MAX_TRIES; left > 0; left--) {
    const record = await checkReplan(options);
    if (record.plan === next.plan && isSame(before, next)) return;
    const change = replan(next.plan)(record, request);
    if (change.kind !== 'changed') return;
    const written = await store.write(change.record, record.number);
    if (written === 'written') return;
    if (written === 'unknown')
      throw fail('ROLLOUT_STATE', { directory, why: 'its record was written without an answer' });
  }
  throw fail('ROLLOUT_STATE', { directory, why: 'others change its record all the time' });
}

const isSame = (before: Frozen, next: Frozen): boolean => JSON.stringify(before) === JSON.stringify(next);

const removedOf = ({ targets: { before, next } }: ReplanOptions): string[] =>
  before.filter((target) => !next.includes(target));

function ledBy(rollout: string, holder: string): Error {
  const { pid } = readHolder(holder) ?? {};
  const why = pid === undefined ? 'another controller leads it' : `process ${pid} leads it`;
  return fail('ROLLOUT_REPLAN', {
    rollout,
    why,
    fix: 'stop that first: it leaves the percentage where it is',
  });
}

const leftOn = (rollout: string, target: string): Error =>
  fail('ROLLOUT_REPLAN', {
    rollout,
    why: `${target} is no target of it any more, and may have the feature`,
    fix: `put it to 0 % first: \`rollout kill ${rollout}\`, then \`rollout unkill ${rollout}\``,
  });
