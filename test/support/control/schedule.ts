import { MAX_TRAVEL } from './sim-actuator.ts';
import { SETTINGS } from './sim-controller.ts';
import { type Mutant, World } from './world.ts';

/** Seconds in which faults begin, and in which everything comes to rest after that. */
const FAULTS_UNTIL = 80;
/** What is on its way arrives, and every target is looked at. */
const REST = MAX_TRAVEL + SETTINGS.resync + 16;
const KILL_REST = 20;

type Fault = (world: World) => void;

/** Each fault, and how often it comes. */
const FAULTS: readonly (readonly [number, Fault])[] = [
  [3, (world) => world.request('start')],
  [1, (world) => world.request('pause')],
  [2, (world) => world.request('resume')],
  [2, (world) => world.request('reset')],
  [3, killSometimesInterrupted],
  [3, killAndUnkill],
  [2, (world) => world.request('unkill')],
  [3, crashController],
  [2, leave],
  [5, stopController],
  [2, setWallClock],
  [4, refuse],
  [2, unreadable],
  [8, delayCalls],
  [3, stopBeforeSend],
  [4, storeDown],
  [4, storeUncertain],
  [2, byHand],
];

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

function pickFault({ simulation }: World): Fault {
  const all = FAULTS.reduce((sum, [weight]) => sum + weight, 0);
  let left = simulation.between(0, all);
  for (const [weight, fault] of FAULTS) {
    left -= weight;
    if (left <= 0) return fault;
  }
  return FAULTS[0]![1];
}

const bound = ({ simulation }: World) => ({
  between: (from: number, to: number) => simulation.between(from, to),
});

/** For a while; the end never comes in the time of rest. */
function during({ simulation }: World, longest: number, end: () => void): void {
  simulation.after(simulation.between(0.1, longest), end);
}

function killSometimesInterrupted(world: World): void {
  const process = world.kill();
  if (world.simulation.isChance(0.2)) during(world, 2, () => process.crash());
  if (!world.simulation.isChance(0.2)) return;
  during(world, 2, () => process.stop());
  during(world, 30, () => process.goOn());
}

/** Also within one look at the record. */
function killAndUnkill(world: World): void {
  world.kill();
  for (let i = 0; i < 8; i++) world.simulation.after(0.3 * 2 ** i, () => world.request('unkill'));
  for (let i = 0; i < 6; i++) world.simulation.after(0.4 * 2 ** (i + 1), () => world.request('start'));
}

function crashController(world: World): void {
  if (world.living.length === 0) return;
  world.simulation.pick(world.living).process.crash();
  during(world, 30, () => world.addController());
}

function leave(world: World): void {
  if (world.living.length > 0) world.simulation.pick(world.living).stop();
  during(world, 10, () => world.addController());
}

/** Stopped, or suspended with the machine; for longer than a lease, or not. */
function stopController(world: World): void {
  if (world.living.length === 0) return;
  const { process } = world.simulation.pick(world.living);
  process.stop({ isSuspended: world.simulation.isChance(0.4) });
  during(world, 40, () => process.goOn());
}

function setWallClock(world: World): void {
  if (world.living.length === 0) return;
  const { process } = world.simulation.pick(world.living);
  if (process.wrongClock === 'monotonic') return;
  process.wrongClock = 'wall';
  process.wallOffset = world.simulation.pick([-3600, 3600]);
  during(world, 20, () => {
    process.wallOffset = 0;
  });
}

function refuse(world: World): void {
  const target = world.simulation.pick(world.targets);
  target.refuses = true;
  during(world, 40, () => {
    target.refuses = false;
  });
}

function unreadable(world: World): void {
  const target = world.simulation.pick(world.targets);
  world.oracle.blind();
  target.isUnreadable = true;
  during(world, 20, () => {
    target.isUnreadable = false;
  });
}

function delayCalls(world: World): void {
  const { simulation } = world;
  const target = simulation.pick(world.targets);
  target.chances = { ...target.chances, late: simulation.random(), lost: simulation.random() / 2 };
  during(world, 25, () => {
    target.chances = { ...target.chances, late: 0, lost: 0 };
  });
}

/** Between the look at the lease and the call. */
function stopBeforeSend(world: World): void {
  const target = world.simulation.pick(world.targets);
  target.chances = { ...target.chances, stop: 0.3 };
  during(world, 10, () => {
    target.chances = { ...target.chances, stop: 0 };
  });
}

function storeDown(world: World): void {
  world.store.isDown = true;
  during(world, 30, () => {
    world.store.isDown = false;
  });
}

function storeUncertain(world: World): void {
  const { simulation, store } = world;
  store.chances = { lost: simulation.random() / 2, late: simulation.random() / 2 };
  during(world, 20, () => {
    store.chances = { lost: 0, late: 0 };
  });
}

function byHand(world: World): void {
  const target = world.simulation.pick(world.targets);
  const before = target.percentage;
  world.oracle.blind();
  target.percentage = target.options.round(world.simulation.between(0, 100));
  target.isByHand ||= target.percentage > before;
  world.simulation.say(`somebody sets ${target.options.name} to ${target.percentage}`);
}
