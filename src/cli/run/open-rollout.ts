import { timesOf } from '../../control/actuators/times.ts';
import { openWorld } from '../../control/open-world.ts';
import { countedApi } from '../../control/run/counted-api.ts';
import { openRolloutState } from '../../control/run/open-state.ts';
import type { RolloutRunOptions } from '../../control/run/options.ts';
import { RunCounter } from '../../control/run/run-counter.ts';
import { freeze } from '../../control/state/frozen.ts';
import { openTargets } from '../../control/state/open-frozen.ts';
import type { State } from '../../control/state/state.ts';
import { fail } from '../../errors/rollout-error.ts';
import type { SharedAnswers } from '../../prometheus/shared-answers.ts';
import { systemClock } from '../../prometheus/system-clock.ts';
import { eventSentence, nowSentence } from '../../render/sentence/event.ts';
import { rampOf } from '../../rollout/ramp.ts';
import { openLive } from '../../source/live.ts';
import type { IO } from '../io.ts';
import { loadRollout } from '../rollout-file/load.ts';
import { openState } from '../state-dir.ts';
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
  const { rollout, loaded, plan, diagnostics } = await loadRollout(file, request.blueprints, io);
  io.report(diagnostics);
  const state = await openState(request, io);
  const frozen = freeze({ rollout, policy: loaded.resource, ramp: rampOf(plan)!, cwd: io.cwd });
  const subject = await frozenSubject({ frozen, plan, loaded, state }, io);
  const api = await serverOf(subject.frozen, subject, io);
  const world = openWorld({ directory: subject.frozen.directory, env: io.env });
  const close = () => {
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
    const options = { ...acting, openSource, ask, onExit: request.onExit, signal: io.interrupted };
    return { name: frozen.rollout, state, close, options };
  } catch (problem) {
    close();
    throw problem;
  }
}

/** Its targets, which belong to no other rollout, and its state. */
async function openActing(
  state: State,
  { frozen, plan, changedOnDisk }: FrozenSubject,
  world: ReturnType<typeof openWorld>,
) {
  const { rollout } = frozen;
  const { actuators, faults } = openTargets(frozen, world);
  if (faults[0] !== undefined) throw fail('ROLLOUT_STATE', { directory: state.place, why: faults[0] });
  await state.prepare();
  const targets = actuators.map(({ target }) => target);
  const owners = await Promise.all(targets.map((target) => state.ownerOf(target)));
  const free = targets.filter((_, i) => owners[i] === undefined);
  const taken = await state.claimTargets(rollout, targets);
  if (taken) throw fail('ROLLOUT_TARGET_TAKEN', taken);
  const opened = await openRolloutState(state.rollout(rollout), frozen).catch(async (problem) => {
    await state.releaseTargets(rollout, free);
    throw problem;
  });
  return {
    ...opened,
    actuators,
    changedOnDisk,
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

const WORDS: RolloutRunOptions['words'] = {
  event: (event) => eventSentence(event).text,
  now: (why) => nowSentence(why).text,
};
