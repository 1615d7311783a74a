import { timesOf } from '../../control/actuators/times.ts';
import { requestOf } from '../../control/commands/request.ts';
import { openWorld } from '../../control/open-world.ts';
import { codedFault } from '../../control/run/check/targets.ts';
import { countedApi } from '../../control/run/counted-api.ts';
import { type OpenedState, openRolloutState } from '../../control/run/open-state.ts';
import type { RolloutRunOptions } from '../../control/run/options.ts';
import { RunCounter } from '../../control/run/run-counter.ts';
import { takePlan } from '../../control/run/take-plan.ts';
import { openTargets } from '../../control/state/open-frozen.ts';
import type { State } from '../../control/state/state.ts';
import type { World } from '../../control/world.ts';
import { fail, throwIfErrors } from '../../errors/rollout-error.ts';
import type { SharedAnswers } from '../../prometheus/shared-answers.ts';
import { systemClock } from '../../prometheus/system-clock.ts';
import { eventSentence, nowSentence } from '../../render/sentence/event.ts';
import { rampOf } from '../../rollout/ramp.ts';
import { openLive } from '../../source/live.ts';
import type { IO } from '../io.ts';
import { loadRollout } from '../rollout-file/load.ts';
import { openState } from '../state-dir.ts';
import { policyFileOf, watchEdits } from './edits.ts';
import { type FrozenSubject, frozenSubject } from './frozen-subject.ts';
import type { RunRequest } from './request.ts';
import { serverOf } from './server.ts';

/** A rollout that can be run, and what is closed afterwards. */
export interface OpenedRollout {
  readonly name: string;
  readonly options: Omit<RolloutRunOptions, 'listener'>;
  readonly state: State;
  readonly close: () => void;
}

/** What the rollouts of one process have in common. */
export interface Opening {
  readonly request: RunRequest;
  readonly answers: SharedAnswers;
}

/** Reads a rollout file and opens its state. Throws RolloutError; nothing was told then. */
export async function openRollout(
  file: string,
  { request, answers }: Opening,
  io: IO,
): Promise<OpenedRollout> {
  const { blueprints, isReplan, onExit } = request;
  const rollout = await loadRollout(file, blueprints, io);
  io.report(rollout.diagnostics);
  const state = await openState(request, io);
  const subject = await frozenSubject({ rollout, state, isReplan }, io);
  const { frozen, changedOnDisk: changed } = subject;
  const api = await serverOf(frozen, subject, io);
  const world = openWorld({ directory: frozen.directory, env: io.env });
  const policyFile = policyFileOf(rollout, io);
  const edits = watchEdits({ file, policyFile, blueprints, frozen, changed }, io);
  const close = () => {
    edits.close();
    api.close();
    world.close();
    state.close();
  };
  try {
    const { queries, interval } = subject.plan;
    const openSource: RolloutRunOptions['openSource'] = (cursor) =>
      openLive({ api: shared, queries, interval, signal: io.interrupted, isPatient: true, cursor });
    const acting = await openActing(state, subject, world);
    const asked = countedApi(api, acting.counter);
    const shared = countedApi(answers.of(JSON.stringify(subject.frozen.prometheus), api), acting.counter);
    const ask: RolloutRunOptions['ask'] = async (query) => (await asked.instant(query, io.now())).value;
    const { changed: changedOnDisk } = edits;
    const options = { ...acting, openSource, ask, onExit, changedOnDisk, signal: io.interrupted };
    return { name: frozen.rollout, state, close, options };
  } catch (problem) {
    close();
    throw problem;
  }
}

/** Its targets, which belong to no other rollout, and its state. */
async function openActing(state: State, subject: FrozenSubject, world: ReturnType<typeof openWorld>) {
  const { frozen, plan } = subject;
  const { rollout } = frozen;
  const { actuators, faults } = openTargets(frozen, world);
  if (faults[0] !== undefined) throw fail('ROLLOUT_STATE', { directory: state.place, why: faults[0] });
  if (subject.isFirst) throwIfErrors(actuators.flatMap((one) => codedFault(one) ?? []));
  await state.prepare();
  const targets = actuators.map(({ target }) => target);
  const owners = await Promise.all(targets.map((target) => state.ownerOf(target)));
  const free = targets.filter((_, i) => owners[i] === undefined);
  const taken = await state.claimTargets(rollout, targets);
  if (taken) throw fail('ROLLOUT_TARGET_TAKEN', taken);
  const opened = await openOrReplan({ state, subject, targets, world }).catch(async (problem) => {
    await state.releaseTargets(rollout, free);
    throw problem;
  });
  return {
    ...opened,
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
