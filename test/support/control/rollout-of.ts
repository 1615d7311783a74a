import { join } from 'node:path';
import type { Actuator } from '../../../src/control/actuators/actuator.ts';
import { timesOf } from '../../../src/control/actuators/times.ts';
import type { JournalEntry } from '../../../src/control/journal/line.ts';
import { openWorld } from '../../../src/control/open-world.ts';
import type { RecordStore } from '../../../src/control/record/store.ts';
import { resolveRollout } from '../../../src/control/rollout-file/resolve.ts';
import { openRolloutState } from '../../../src/control/run/open-state.ts';
import type { RolloutRunOptions } from '../../../src/control/run/options.ts';
import { RolloutRun } from '../../../src/control/run/rollout-run.ts';
import { RunCounter } from '../../../src/control/run/run-counter.ts';
import { DirectoryStorage } from '../../../src/control/state/directory-storage.ts';
import { freeze } from '../../../src/control/state/frozen.ts';
import { nowhere } from '../../../src/errors/location.ts';
import type { Clock } from '../../../src/prometheus/clock.ts';
import { eventSentence, nowSentence } from '../../../src/render/sentence/event.ts';
import { rampOf } from '../../../src/rollout/ramp.ts';
import { type LiveOptions, openLive } from '../../../src/source/live.ts';
import type { Seconds } from '../../../src/text/duration.ts';
import { averageLatency, planOf } from '../../bench/engine-policy.ts';

export interface RolloutParts {
  /** Of its state. */
  readonly folder: string;
  readonly name: string;
  readonly interval: Seconds;
  /** How long the ramp takes. */
  readonly ramp: Seconds;
  readonly api: LiveOptions['api'];
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onTick: () => void;
  readonly onEntry?: (entry: JournalEntry) => void;
  /** Other keys of its rollout file. */
  readonly document?: object;
  /** One that several controllers tell. */
  readonly target?: Actuator;
  /** What the controller sees of its record; the one in its folder where it is left out. */
  readonly storeOf?: (store: RecordStore) => RecordStore;
}

/** A rollout of the average-latency policy, as `rollout run` runs it, with its state in a folder. */
export async function rolloutOf(parts: RolloutParts): Promise<RolloutRun> {
  const { folder, name, interval, clock, signal, api } = parts;
  const { target: actuator = new QuickTarget(name), storeOf } = parts;
  const components = componentsOf(interval, parts.ramp);
  const plan = planOf(components, interval);
  const ramp = rampOf(plan)!;
  const value = {
    rollout: name,
    policy_file: 'policy.json',
    start: 'immediately',
    ...parts.document,
    actuators: [],
  };
  const rollout = resolveRollout({ file: 'rollout.yaml', value, locate: () => nowhere('rollout.yaml') });
  const policy = { spec: { circuit: { evaluation_interval: `${interval}s`, components } } };
  const frozen = freeze({ rollout, policy, ramp, cwd: folder });
  const opened = await openRolloutState(new DirectoryStorage(name, folderOf(folder, name)), frozen);
  if (storeOf) Object.assign(opened.storage, { store: storeOf(opened.storage.store) });
  const { queries } = plan;
  return new RolloutRun({
    ...opened,
    changedOnDisk: () => [],
    onExit: 'hold',
    plan,
    ramp,
    actuators: [actuator],
    times: timesOf([{}]),
    openSource: (cursor) => openLive({ api, queries, interval, clock, signal, isPatient: true, cursor }),
    ask: async () => Number.NaN,
    clock,
    world: openWorld({ directory: folder, env: {} }),
    pid: process.pid,
    counter: new RunCounter(plan, [actuator.target]),
    words: WORDS,
    listener: {
      onEntry: parts.onEntry ?? (() => {}),
      onTick: parts.onTick,
      onFault: throwFault,
      onStandby: () => {},
    },
    signal,
  });
}

/** Where everything of a rollout is. */
export const folderOf = (folder: string, name: string): string => join(folder, 'rollouts', name);

const componentsOf = (interval: Seconds, ramp: Seconds): unknown[] =>
  JSON.parse(
    JSON.stringify(averageLatency)
      .replace('"evaluation_interval":"1s"', `"evaluation_interval":"${interval}s"`)
      .replace('"duration":"300s"', `"duration":"${ramp}s"`),
  );

const WORDS: RolloutRunOptions['words'] = {
  event: (event) => eventSentence(event).text,
  now: (why) => nowSentence(why).text,
};

function throwFault(what: string): never {
  throw new Error(what);
}

/** A target that has at once what it was told. */
export class QuickTarget implements Actuator {
  readonly kind = 'quick';
  readonly flag = 'new-checkout';
  readonly isFencing: boolean = false;
  readonly target: string;
  #percentage = 0;

  constructor(target: string) {
    this.target = target;
  }

  /** Thousandths of a percent. */
  round(percentage: number): number {
    return Math.floor(percentage * 1000) / 1000;
  }

  async apply({ percentage }: Parameters<Actuator['apply']>[0]): ReturnType<Actuator['apply']> {
    this.#percentage = this.round(percentage);
    return { kind: 'confirmed' };
  }

  async read(): ReturnType<NonNullable<Actuator['read']>> {
    return { kind: 'percentage', percentage: this.#percentage };
  }
}
