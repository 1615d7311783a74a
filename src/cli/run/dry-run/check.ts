import { timesOf } from '../../../control/actuators/times.ts';
import { openWorld } from '../../../control/open-world.ts';
import type { RolloutFile } from '../../../control/rollout-file/rollout-file.ts';
import { type CheckedReceiver, checkReceivers, gateFault } from '../../../control/run/check/receivers.ts';
import { type CheckedState, checkState } from '../../../control/run/check/state.ts';
import { type CheckedTarget, checkTargets, type TriedTarget } from '../../../control/run/check/targets.ts';
import type { Frozen } from '../../../control/state/frozen.ts';
import { openTargets } from '../../../control/state/open-frozen.ts';
import type { State } from '../../../control/state/state.ts';
import {
  type Diagnostic,
  diagnostic,
  type Place,
  placed,
  RolloutError,
} from '../../../errors/rollout-error.ts';
import type { PreflightRow } from '../../../preflight/row.ts';
import { systemClock } from '../../../prometheus/system-clock.ts';
import { toDotted } from '../../../text/pointer.ts';
import type { IO } from '../../io.ts';
import { loadRollout } from '../../rollout-file/load.ts';
import { openState } from '../../state-dir.ts';
import { type FrozenSubject, frozenSubject } from '../frozen-subject.ts';
import type { RunRequest } from '../request.ts';
import { checkServer } from './queries.ts';

/** What a run of one file would need, as far as it could be tried. */
export interface DryRun {
  readonly subject: FrozenSubject;
  readonly state: CheckedState;
  readonly queries: readonly PreflightRow[];
  readonly targets: readonly CheckedTarget[];
  readonly receivers: readonly CheckedReceiver[];
}

export interface CheckedFile {
  readonly file: string;
  /** Undefined where the file itself has faults: nothing else is tried then. */
  readonly found: DryRun | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export const canStart = ({ found, diagnostics }: CheckedFile): boolean =>
  found !== undefined && !diagnostics.some(({ severity }) => severity === 'error');

/** Tries everything that a run of a rollout file would need. Tells nothing, and writes nothing. */
export async function checkFile(file: string, request: RunRequest, io: IO): Promise<CheckedFile> {
  const faults: Diagnostic[] = [];
  const found = await collected(faults, async () => {
    const rollout = await loadRollout(file, request.blueprints, io);
    faults.push(...rollout.diagnostics);
    const state = await openState(request, io);
    const subject = await frozenSubject({ rollout, state, isReplan: request.isReplan }, io);
    return checkSubject({ rollout: rollout.rollout, subject, state, faults }, io).finally(() =>
      state.close(),
    );
  });
  return { file, found, diagnostics: faults };
}

interface Subject {
  readonly rollout: RolloutFile;
  readonly subject: FrozenSubject;
  readonly state: State;
  readonly faults: Diagnostic[];
}

async function checkSubject({ rollout, subject, state, faults }: Subject, io: IO): Promise<DryRun> {
  const { frozen } = subject;
  const world = openWorld({ directory: frozen.directory, env: io.env });
  try {
    const { actuators, faults: unopened } = openTargets(frozen, world);
    const { place } = state;
    faults.push(...unopened.map((why) => diagnostic('ROLLOUT_STATE', { directory: place, why })));
    const names = actuators.map(({ target }) => target);
    const { timeout: limit } = timesOf(frozen.actuators.map(({ config }) => config));
    const [stood, asked] = await Promise.all([
      checkState(state, subject.replaced?.before ?? frozen, names),
      collected(faults, () => checkServer(subject, io)),
    ]);
    const target = stood.record?.target ?? 0;
    const tried = await checkTargets({ actuators, target, clock: systemClock, limit });
    const receivers = checkReceivers(frozen.notify, world);
    faults.push(...stood.faults, ...(asked?.diagnostics ?? []));
    faults.push(
      ...targetFaults(tried, placesOf(rollout, subject)),
      ...receiverFaults(receivers),
      ...gateFaults(frozen, world),
    );
    const targets = tried.map(({ target: one }) => one);
    return { subject, state: stood, queries: asked?.rows ?? [], targets, receivers };
  } finally {
    world.close();
  }
}

/** What can be found all the same; the diagnostics of what cannot are kept. */
async function collected<T>(faults: Diagnostic[], find: () => Promise<T>): Promise<T | undefined> {
  try {
    return await find();
  } catch (problem) {
    if (!(problem instanceof RolloutError)) throw problem;
    faults.push(...problem.diagnostics);
    return undefined;
  }
}

const targetFaults = (tried: readonly TriedTarget[], places: readonly Place[]): Diagnostic[] =>
  tried.flatMap(({ target: { name }, why }, i) => {
    if (why === undefined) return [];
    if (typeof why === 'string') return [diagnostic('RUN_TARGET', { target: name, why }, places[i])];
    return [placed(why, places[i])];
  });

/** Where the entries of the targets stand; nowhere where they are not those of the file. */
function placesOf({ document, actuators }: RolloutFile, { changedOnDisk }: FrozenSubject): Place[] {
  if (changedOnDisk.length > 0) return [];
  return actuators.map(({ pointer }) => ({ at: document.locate(pointer), path: toDotted(pointer) }));
}

const receiverFaults = (receivers: readonly CheckedReceiver[]): Diagnostic[] =>
  receivers.flatMap(({ kind, fault: why }, i) =>
    why === null ? [] : [diagnostic('RUN_RECEIVER', { path: `notify[${i}].${kind}`, why })],
  );

const gateFaults = ({ gates }: Frozen, world: Parameters<typeof gateFault>[1]): Diagnostic[] =>
  gates.flatMap((address, i) => {
    const why = gateFault(address, world);
    if (why === undefined) return [];
    return [diagnostic('RUN_GATE', { path: `gates[${i}]`, why })];
  });
