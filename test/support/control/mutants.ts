import type { Actuator } from '../../../src/control/actuators/actuator.ts';
import type { RecordStore, RepairableStore } from '../../../src/control/record/store.ts';
import type { Mutant, Seen, World } from './world.ts';

/** Each is the protocol without one part of it: by what a controller or a kill sees, or by what a target does. */
export const MUTANTS: Readonly<Record<string, Mutant>> = {
  'a kill that changes the record without compare-and-swap': { killStore: overwriting },
  'a kill that confirms on answers alone': { killStore: alwaysFree },
  'a damaged record whose numbers begin anew': { killStore: numberedAnew },
  'a lowering that is told before it is durable': { store: lowerAfterAnswers },
  'a take-over that applies the record though a target is lower': { actuator: unreadAtTakeOver },
  'a retry without a look at the lease': { actuator: retrying },
  'calls that overlap': { actuator: notWaiting },
  'no push-down': { actuator: notSeenAbove },
  'of a tie the last': { target: { keepsLastOfTie: true } },
  'a target without numbers': { target: { ignoresNumbers: true } },
};

/** Writes whatever is there, under the same number: nobody's write is refused by it. */
function overwriting(store: RepairableStore, world: World): RepairableStore {
  return {
    ...store,
    write: async (next, from, lease) => {
      if (!next.killed || next.killed.confirmed) return store.write(next, from, lease);
      world.store.record = { ...world.store.record, killed: next.killed };
      return 'written';
    },
  };
}

function numberedAnew(store: RepairableStore): RepairableStore {
  return {
    ...store,
    repair: (blank, next) => store.repair(blank, () => next({ ...blank, ceiling: 100 })),
  };
}

function alwaysFree(store: RepairableStore): RepairableStore {
  return {
    ...store,
    read: async () => {
      const found = await store.read();
      if (found.kind === 'unknown' || !found.value.killed) return found;
      const killed = { ...found.value.killed, acknowledged: 'clean' as const };
      return { ...found, value: { ...found.value, killed } };
    },
  };
}

/** Says that it is written; does so when every target is there. */
function lowerAfterAnswers(store: RecordStore, world: World): RecordStore {
  return {
    ...store,
    write: async (next, from, lease) => {
      const isLowering = next.target < world.store.record.target && lease;
      const isThere = world.targets.every(({ percentage }) => percentage <= next.target);
      return isLowering && !isThere ? 'unknown' : store.write(next, from, lease);
    },
  };
}

function unreadAtTakeOver(actuator: Actuator, { controller }: Seen): Actuator {
  const { read } = actuator;
  if (!read) return actuator;
  return {
    ...actuator,
    read: (call) =>
      controller().leadership ? read(call) : Promise.resolve({ kind: 'unreadable', why: 'not asked' }),
  };
}

/** As an HTTP client does it that retries by itself. */
function retrying(actuator: Actuator, { world }: Seen): Actuator {
  return {
    ...actuator,
    apply: (decision, call) => {
      for (const seconds of [1, 2, 4, 8])
        world.simulation.after(seconds, () => {
          if (!call.signal.aborted || seconds > 1) void actuator.apply(decision, call);
        });
      return actuator.apply(decision, call);
    },
  };
}

/** Every call counts as answered when it is made. */
function notWaiting(actuator: Actuator): Actuator {
  return {
    ...actuator,
    apply: async (decision, call) => {
      void actuator.apply(decision, call);
      return { kind: 'confirmed' };
    },
    read: undefined,
  };
}

function notSeenAbove(actuator: Actuator, { controller }: Seen): Actuator {
  const { read } = actuator;
  if (!read) return actuator;
  return {
    ...actuator,
    read: async (call) => {
      const reading = await read(call);
      const want = controller().leadership?.percentage;
      if (reading.kind === 'unreadable' || want === undefined) return reading;
      return { ...reading, percentage: Math.min(reading.percentage, actuator.round(want)) };
    },
  };
}
