import type { Actuator } from '../../../src/control/actuators/actuator.ts';
import type { Controller } from '../../../src/control/controller/controller.ts';
import { KillSwitch } from '../../../src/control/controller/kill.ts';
import { writeRequest } from '../../../src/control/controller/write-request.ts';
import type { Request } from '../../../src/control/record/record.ts';
import * as writes from '../../../src/control/record/request-writes.ts';
import type { RecordStore, RepairableStore } from '../../../src/control/record/store.ts';
import { Oracle } from './oracle.ts';
import { SimTarget, type SimTargetOptions } from './sim-actuator.ts';
import { SETTINGS, SimController } from './sim-controller.ts';
import { SimProcess } from './sim-process.ts';
import { SimStore } from './sim-store.ts';
import { Simulation } from './simulation.ts';

/** A protocol that is weaker in one place. */
export interface Mutant {
  /** What a controller sees of the store. */
  readonly store?: (store: RecordStore, world: World) => RecordStore;
  /** What a kill sees of it. */
  readonly killStore?: (store: RepairableStore, world: World) => RepairableStore;
  readonly actuator?: (actuator: Actuator, seen: Seen) => Actuator;
  readonly leaseSeconds?: number;
  readonly target?: Partial<SimTargetOptions>;
}

export interface Seen {
  readonly controller: () => Controller;
  readonly world: World;
}

const whole = (percentage: number): number => Math.floor(percentage);
const exact = (percentage: number): number => percentage;

/** One rollout with two targets, controllers that come and go, people, and faults. */
export class World {
  readonly simulation: Simulation;
  readonly oracle = new Oracle();
  readonly store: SimStore;
  readonly targets: readonly SimTarget[];
  readonly mutant: Mutant;
  /** No ramp moves any more. */
  isAtRest = false;
  controllers: SimController[] = [];
  #people = 0;
  #controllers = 0;

  constructor(seed: number, mutant: Mutant) {
    const { simulation, oracle } = this.#open(seed);
    this.simulation = simulation;
    this.mutant = mutant;
    this.store = new SimStore(simulation, oracle);
    const round = simulation.pick([whole, exact]);
    const isReadable = simulation.isChance(0.7);
    const isComparing = simulation.isChance(0.5);
    const options: SimTargetOptions[] = [
      { name: 'a0', isFencing: true, isReadable: true, isComparing, round: exact, ...mutant.target },
      { name: 'a1', isFencing: false, isReadable, round },
    ];
    this.targets = options.map((one) => new SimTarget(one, simulation, oracle));
    oracle.store = this.store;
    oracle.targets = this.targets;
  }

  #open(seed: number) {
    return { simulation: new Simulation(seed), oracle: this.oracle };
  }

  addController(): void {
    this.controllers.push(new SimController(this, `c${this.#controllers++}`));
  }

  get living(): SimController[] {
    return this.controllers.filter(({ process }) => process.isAlive);
  }

  request(verb: keyof typeof REQUESTS): void {
    const process = this.#person(verb);
    void writeRequest(this.store.seenBy(process), REQUESTS[verb]!, this.#asked(process));
  }

  kill(): SimProcess {
    const process = this.#person('kill');
    const seen = this.store.seenBy(process);
    const kill = new KillSwitch({
      rollout: 'checkout',
      plan: 'plan',
      store: this.mutant.killStore?.(seen, this) ?? seen,
      actuators: this.targets.map((target) => target.seenBy(process, () => undefined)),
      clock: process.clock,
      settings: SETTINGS,
      request: this.#asked(process),
      note: () => {},
      signal: new AbortController().signal,
    });
    void kill.run();
    return process;
  }

  #person(verb: string): SimProcess {
    const process = new SimProcess(`${verb}${this.#people++}`, this.simulation);
    this.simulation.say(`${process.name}`);
    return process;
  }

  #asked({ name }: SimProcess): Request {
    return { id: name, verb: name, by: 'somebody', at: '', reason: '' };
  }
}

export const REQUESTS: Readonly<Record<string, writes.RequestWrite>> = {
  start: writes.start,
  pause: writes.pause,
  resume: writes.resume,
  reset: writes.resetTo(5),
  unkill: writes.unkill,
};
