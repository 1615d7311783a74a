import type { World } from './world.ts';

type Fault = (world: World) => void;

/** Each fault, and how often it comes. */
const FAULTS: readonly (readonly [number, Fault])[] = [
  [3, (world) => world.request('start')],
  [1, (world) => world.request('pause')],
  [2, (world) => world.request('resume')],
  [2, (world) => world.request('reset')],
  [3, killSometimesInterrupted],
  [3, killAndUnkill],
  [2, damageAndKill],
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

export function pickFault({ simulation }: World): Fault {
  const all = FAULTS.reduce((sum, [weight]) => sum + weight, 0);
  let left = simulation.between(0, all);
  for (const [weight, fault] of FAULTS) {
    left -= weight;
    if (left <= 0) return fault;
  }
  return FAULTS[0]![1];
}

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

/** Until somebody kills it, nobody can read the record. */
function damageAndKill(world: World): void {
  world.store.isDamaged = true;
  world.simulation.say('the record is damaged');
  during(world, 20, () => world.kill());
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
