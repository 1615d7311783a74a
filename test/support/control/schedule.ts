import { pickFault } from './faults.ts';
import { MAX_TRAVEL } from './sim-actuator.ts';
import { SETTINGS } from './sim-controller.ts';
import { type Mutant, World } from './world.ts';

/** Seconds in which faults begin, and in which everything comes to rest after that. */
const FAULTS_UNTIL = 80;
/** What is on its way arrives, and every target is looked at. */
const REST = MAX_TRAVEL + SETTINGS.resync + 16;
const KILL_REST = 20;

/** Runs one schedule of faults; what it broke, and what happened. */
export async function runSchedule(seed: number, mutant: Mutant = {}) {
  const world = new World(seed, mutant);
  const { simulation, oracle } = world;
  const { between } = bound(world);
  const check = () => oracle.check();
  world.addController();
  if (simulation.isChance(0.6)) world.addController();
  simulation.after(1, () => world.request('start'));
  const count = Math.floor(between(4, 24));
  for (let i = 0; i < count; i++) {
    const fault = pickFault(world);
    simulation.after(between(2, FAULTS_UNTIL), () => fault(world));
  }
  await runWhileGood(world, FAULTS_UNTIL + 25, check);
  if (oracle.broken.length === 0) await comeToRest(world, check);
  return { broken: oracle.broken, trace: simulation.trace };
}

async function runWhileGood({ simulation, oracle }: World, end: number, check: () => void): Promise<void> {
  while (simulation.now < end && oracle.broken.length === 0)
    await simulation.runUntil(Math.min(end, simulation.now + 5), check);
}

async function comeToRest(world: World, check: () => void): Promise<void> {
  const { simulation, targets, store, oracle } = world;
  simulation.say('no more faults');
  world.isAtRest = true;
  store.isDown = false;
  store.chances = { lost: 0, late: 0 };
  for (const target of targets) heal(target);
  for (const { process } of world.living) {
    process.wallOffset = 0;
    process.goOn();
  }
  world.addController();
  await runWhileGood(world, simulation.now + REST, check);
  if (store.record.killed) {
    world.kill();
    await runWhileGood(world, simulation.now + KILL_REST, check);
  }
  if (oracle.broken.length === 0) oracle.checkAtRest();
}

function heal(target: World['targets'][number]): void {
  target.refuses = false;
  target.isUnreadable = false;
  target.chances = { late: 0, lost: 0, stop: 0 };
}

const bound = ({ simulation }: World) => ({
  between: (from: number, to: number) => simulation.between(from, to),
});
