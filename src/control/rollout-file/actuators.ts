import { dirname } from 'node:path';
import { type Diagnostic, diagnostic, type Place, placed } from '../../errors/rollout-error.ts';
import type { Ramp } from '../../rollout/ramp.ts';
import { formatNumber } from '../../text/number.ts';
import type { Actuator } from '../actuators/actuator.ts';
import type { ConfigFault } from '../actuators/kind.ts';
import { checkTimes } from '../actuators/times.ts';
import { actuatorKinds } from '../actuators.ts';
import type { ResourceName } from '../kubernetes/resource.ts';
import { notifierKinds } from '../notifiers.ts';
import type { World } from '../world.ts';
import type { Entry, RolloutFile } from './rollout-file.ts';

type PlaceOf = (pointer: string) => Place;

/** Faults of actuators that their schemas cannot say: each for itself, and two that move the same target. */
export function actuatorFaults(entries: readonly Entry[], file: string, placeOf: PlaceOf): Diagnostic[] {
  const kinds = actuatorKinds.map(withTimes);
  const faultsOf = (entry: Entry) => checkFaults(kinds, entry, placeOf);
  const sound = entries.filter((entry) => faultsOf(entry).length === 0);
  return [...entries.flatMap(faultsOf), ...sameTargets(sound, file, placeOf)];
}

const withTimes = ({ kind, check }: Checked): Checked => ({
  kind,
  check: (config) => [...(check?.(config) ?? []), ...checkTimes(config as object)],
});

/** Faults of receivers, each for itself. */
export const receiverFaults = (entries: readonly Entry[], placeOf: PlaceOf): Diagnostic[] =>
  entries.flatMap((entry) => checkFaults(notifierKinds, entry, placeOf));

interface Checked {
  readonly kind: string;
  check?(config: unknown): readonly ConfigFault[];
}

function checkFaults(
  kinds: readonly Checked[],
  { kind, config, pointer }: Entry,
  placeOf: PlaceOf,
): Diagnostic[] {
  const faults = kinds.find((one) => one.kind === kind)?.check?.(config) ?? [];
  return faults.map(({ path, why }) => {
    const place = placeOf(`${pointer}/${path.replace(/\[(\d+)\]/g, '/$1').replaceAll('.', '/')}`);
    if (typeof why !== 'string') return placed(why, place);
    return diagnostic('VALUES_INVALID', { path: `${place.path}:`, message: why }, place);
  });
}

function sameTargets(entries: readonly Entry[], file: string, placeOf: PlaceOf): Diagnostic[] {
  const targets = entries.map((entry) => untouched(entry, file)?.target);
  return targets.flatMap((target, i) => {
    const first = targets.indexOf(target);
    if (first === i || target === undefined) return [];
    const params = { target, first: placeOf(entries[first]!.pointer).path ?? '' };
    return [diagnostic('ROLLOUT_TARGET', params, placeOf(entries[i]!.pointer))];
  });
}

/** Faults of actuators that round a step of the ramp to nobody. */
export const roundingFaults = (
  { actuators, file }: RolloutFile,
  ramp: Ramp,
  placeOf: PlaceOf,
): Diagnostic[] =>
  actuators.flatMap((entry) => {
    const actuator = untouched(entry, file);
    const step = ramp.steps.findIndex(({ target }) => target > 0 && actuator?.round(target) === 0);
    if (step === -1) return [];
    const percentage = formatNumber(ramp.steps[step]!.target);
    return [
      diagnostic('ROLLOUT_ROUNDS', { kind: entry.kind, step: step + 1, percentage }, placeOf(entry.pointer)),
    ];
  });

/** What each actuator of a file makes of a percentage. */
export const roundings = ({ actuators, file }: RolloutFile): readonly ((percentage: number) => number)[] =>
  actuators.flatMap((entry) => {
    const actuator = untouched(entry, file);
    return actuator ? [(percentage: number) => actuator.round(percentage)] : [];
  });

/** What the actuators of a file read and patch in Kubernetes. */
export const movedResources = ({ actuators }: RolloutFile): ResourceName[] =>
  actuators.flatMap(({ kind, config }) => kindOf(kind)?.resource?.(config) ?? []);

const kindOf = (name: string) => actuatorKinds.find(({ kind }) => kind === name);

/** An actuator to ask what it is, not to be told anything. */
const untouched = ({ kind, config }: Entry, file: string): Actuator | undefined =>
  kindOf(kind)?.open(config, nowhereWorld(dirname(file)));

const nowhereWorld = (directory: string): World => ({
  directory,
  env: {},
  exchange: () => Promise.reject(new Error('nothing is asked')),
  now: () => 0,
  newId: () => '',
});
