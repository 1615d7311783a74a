import { dirname } from 'node:path';
import type { Seconds } from '../../text/duration.ts';
import { type ControlClock, elapsedAtLeast, instant } from '../controller/clock.ts';
import { KillSwitch } from '../controller/kill.ts';
import type { KillEnd, KillNote } from '../controller/kill-options.ts';
import type { Request, RolloutRecord } from '../record/record.ts';
import type { World } from '../world.ts';
import { killSettings } from './kill-settings.ts';
import { frozenTargets, killTargets } from './kill-targets.ts';
import type { StoredRollout } from './stored-rollout.ts';

export interface KillOptions {
  readonly stored: StoredRollout;
  readonly openWorld: (directory: string) => World & { close(): void };
  readonly request: Request;
  readonly clock: ControlClock;
  readonly note: (note: KillNote) => void;
  readonly signal: AbortSignal;
}

/** What a kill came to. */
export interface KillReport {
  readonly rollout: string;
  readonly end: KillEnd;
  /** The record that says so; undefined where none does. */
  readonly record: RolloutRecord | undefined;
  /** All targets. */
  readonly targets: readonly string[];
  /** Those that are not known to be at 0 %. */
  readonly pending: readonly string[];
  /** When every target had answered 0 %; undefined where one has not. */
  readonly offAfter: Seconds | undefined;
}

/** Where relative files of its targets are looked for. */
export const worldDirectory = ({ frozen, storage }: StoredRollout): string =>
  frozenTargets(frozen)?.directory ?? dirname(storage.place);

/** Switches a rollout off by what its state holds, and nothing else. */
export async function killRollout(options: KillOptions): Promise<KillReport> {
  const { stored, clock, request, signal } = options;
  const begun = instant(clock);
  const world = options.openWorld(worldDirectory(stored));
  const { actuators, unknown: others, entries } = killTargets(stored.frozen, world);
  const unknown = others.map(({ target }) => target);
  let record: RolloutRecord | undefined;
  let offAfter: Seconds | undefined;
  const note = (one: KillNote) => {
    if (one.kind === 'off') offAfter = elapsedAtLeast(clock, begun);
    if (one.kind === 'durable' || one.kind === 'confirmed') record = one.record;
    options.note(one);
  };
  const { name: rollout, store, frozen } = stored;
  const plan = frozen.kind === 'frozen' ? frozen.frozen.plan : undefined;
  const settings = killSettings(entries);
  const targets = { actuators, unknown };
  const kill = new KillSwitch({ rollout, plan, store, ...targets, clock, settings, request, note, signal });
  for (const { target, why } of others) note({ kind: 'untold', target, why });
  const end = await kill.run();
  world.close();
  const all = [...actuators.map(({ target }) => target), ...unknown];
  return { rollout, end, record, targets: all, pending: kill.pending, offAfter };
}
