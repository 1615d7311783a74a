import { timesOf } from '../../control/actuators/times.ts';
import { requestOf } from '../../control/commands/request.ts';
import { countedApi } from '../../control/run/counted-api.ts';
import { type OpenedState, openRolloutState } from '../../control/run/open-state.ts';
import type { RolloutRunOptions } from '../../control/run/options.ts';
import { RunCounter } from '../../control/run/run-counter.ts';
import { takePlan } from '../../control/run/take-plan.ts';
import { inState } from '../../control/state/in-state.ts';
import { openTargets } from '../../control/state/open-frozen.ts';
import type { State } from '../../control/state/state.ts';
import type { World } from '../../control/world.ts';
import { fail } from '../../errors/rollout-error.ts';
import type { SharedAnswers } from '../../prometheus/shared-answers.ts';
import { systemClock } from '../../prometheus/system-clock.ts';
import { eventSentence, nowSentence } from '../../render/sentence/event.ts';
import { rampOf } from '../../rollout/ramp.ts';
import { openLive } from '../../source/live.ts';
import type { IO } from '../io.ts';
import type { FrozenSubject } from './frozen-subject.ts';
import type { ReadRollout } from './read-rollout.ts';
import type { RunRequest } from './request.ts';

/** A rollout that can be run, and what is closed afterwards. */
export interface OpenedRollout {
  readonly name: string;
  readonly options: Omit<RolloutRunOptions, 'listener'>;
  readonly state: State;
  readonly close: () => void;
  /** Gives up the targets that it has taken, and closes it. */
  readonly abandon: () => Promise<void>;
}

/** What the rollouts of one process have in common. */
export interface Opening {
  readonly request: RunRequest;
  readonly answers: SharedAnswers;
}

/** Opens the state of a rollout, and takes its targets. Throws RolloutError; nothing was told then. */
export async function openRollout(
  read: ReadRollout,
  { request, answers }: Opening,
  io: IO,
): Promise<OpenedRollout> {
  const { onExit } = request;
  const { state, subject, api, close, edits } = read;
  const { queries, interval } = subject.plan;
  const openSource: RolloutRunOptions['openSource'] = (cursor) =>
    openLive({ api: shared, queries, interval, signal: io.interrupted, isPatient: true, cursor });
  const { giveUp, ...acting } = await openActing(read);
  const asked = countedApi(api, acting.counter);
  const shared = countedApi(answers.of(JSON.stringify(subject.frozen.prometheus), api), acting.counter);
  const ask: RolloutRunOptions['ask'] = async (query) => (await asked.instant(query, io.now())).value;
  const { changed: changedOnDisk } = edits;
  const options = { ...acting, openSource, ask, onExit, changedOnDisk, signal: io.interrupted };
  const abandon = () => giveUp().finally(close);
  return { name: subject.frozen.rollout, state, close, abandon, options };
}

/** Its targets, which belong to no other rollout, and its state. Throws RolloutError. */
async function openActing({ state, subject, world, actuators }: ReadRollout) {
  const { frozen, plan } = subject;
  const { rollout } = frozen;
  await state.prepare();
  const targets = actuators.map(({ target }) => target);
  const free = await inState(state.place, () => claim(state, rollout, targets));
  const giveUp = () => state.releaseTargets(rollout, free).catch(() => {});
  const opened = await openOrReplan({ state, subject, targets, world }).catch(async (problem) => {
    await giveUp();
    throw problem;
  });
  return {
    ...opened,
    giveUp,
    actuators,
    plan,
    ramp: rampOf(plan)!,
    counter: new RunCounter(plan, targets),
    times: timesOf(frozen.actuators.map(({ config }) => config)),
    clock: systemClock,
    pid: process.pid,
    world,
    words: WORDS,
  };
}

/** Those of its targets that it did not have before. Throws ROLLOUT_TARGET_TAKEN. */
async function claim(state: State, rollout: string, targets: readonly string[]): Promise<string[]> {
  const owners = await Promise.all(targets.map((target) => state.ownerOf(target)));
  const taken = await state.claimTargets(rollout, targets);
  if (taken) throw fail('ROLLOUT_TARGET_TAKEN', taken);
  return targets.filter((_, i) => owners[i] === undefined);
}

interface Taking {
  readonly state: State;
  readonly subject: FrozenSubject;
  /** What its actuators move. */
  readonly targets: readonly string[];
  readonly world: World;
}

/** What its state has of it; where edits are taken, they are what it has from now on. */
async function openOrReplan({ state, subject, targets: next, world }: Taking): Promise<OpenedState> {
  const { frozen, replaced } = subject;
  if (replaced) {
    const { before, edited } = replaced;
    const opened = openTargets(before, { ...world, directory: before.directory });
    const targets = { before: opened.actuators.map(({ target }) => target), next };
    const request = requestOf('replan', edited.join(', '), world);
    await takePlan({ state, before, next: frozen, targets, request });
  }
  return openRolloutState(state.rollout(frozen.rollout), frozen);
}

const WORDS: RolloutRunOptions['words'] = {
  event: (event) => eventSentence(event).text,
  now: (why) => nowSentence(why).text,
};
