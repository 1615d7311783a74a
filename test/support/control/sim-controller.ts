import { Controller } from '../../../src/control/controller/controller.ts';
import type { ControlSettings } from '../../../src/control/controller/settings.ts';
import type { RecordStore } from '../../../src/control/record/store.ts';
import type { SimTarget } from './sim-actuator.ts';
import { SimProcess } from './sim-process.ts';
import type { Mutant, World } from './world.ts';

export const SETTINGS: ControlSettings = {
  callLimit: 2,
  retry: 0.5,
  poll: 1,
  resync: 4,
  settle: 30,
  margin: 0.5,
};

const FIRST_STEP = 5;

/** A controller in a process of its own, with a ramp that goes where chance says. */
export class SimController {
  readonly process: SimProcess;
  readonly #controller: Controller;
  readonly #world: World;
  #accept = 0;
  #held: string | undefined;

  constructor(world: World, name: string) {
    const { simulation, mutant } = world;
    this.#world = world;
    this.process = new SimProcess(name, simulation);
    const store = this.#watch(world.store.seenBy(this.process));
    this.#controller = new Controller({
      id: name,
      store: mutant.store?.(store, world) ?? store,
      actuators: world.targets.map((target) => this.#actuator(target)),
      passThrough: null,
      clock: this.process.clock,
      settings: SETTINGS,
      note: (note) => {
        if (note.kind === 'leads') this.#accept = note.record.target;
        if (note.kind === 'changed') this.#accept = this.#controller.leadership?.percentage ?? 0;
        if (note.kind === 'above' || note.kind === 'below')
          simulation.say(`${name} finds ${note.target} ${note.kind} at ${note.percentage}`);
      },
    });
    this.#controller.start();
    this.#tick();
  }

  stop(): void {
    void this.#controller.stop();
  }

  #actuator(target: SimTarget) {
    const { mutant } = this.#world;
    const actuator = target.seenBy(this.process, () => this.#held);
    return (
      mutant.actuator?.(actuator, { controller: () => this.#controller, world: this.#world }) ?? actuator
    );
  }

  /** Notes under which lease calls are made. */
  #watch(store: RecordStore): RecordStore {
    return {
      ...store,
      acquire: async (controller) => {
        const lease = await store.acquire(controller);
        if (lease) this.#held = lease.holder;
        return lease && { ...lease, seconds: this.#world.mutant.leaseSeconds ?? lease.seconds };
      },
    };
  }

  #tick(): void {
    const { simulation } = this.#world;
    this.process.clock.sleep(simulation.between(0.5, 3)).then(() => {
      const { leadership } = this.#controller;
      if (leadership && !this.#world.isAtRest) {
        this.#accept = this.#next(leadership.percentage, leadership.holds.length === 0);
        leadership.ask(this.#accept);
      }
      this.#tick();
    });
  }

  #next(percentage: number, mayMove: boolean): number {
    const { simulation } = this.#world;
    const random = simulation.random();
    if (random < 0.08) return Math.min(this.#accept, FIRST_STEP);
    if (random < 0.12) return Math.max(0, this.#accept - simulation.between(0, 20));
    if (random < 0.2 || !mayMove) return this.#accept;
    return Math.min(100, Math.max(percentage, this.#accept) + simulation.between(1, 15));
  }
}

export type { Mutant };
