import { fail } from '../../errors/rollout-error.ts';
import type { Seconds } from '../../text/duration.ts';
import { argoChecks } from './argo-analysis.ts';
import { addStage, type Imported, type ImportedStep } from './imported.ts';
import type { Losses, Node } from './node.ts';
import { nameOf, onlyOf } from './resources.ts';

const DEFAULT_INTERVAL: Seconds = 10;

/** A Rollout with the analyses that it names. Throws IMPORT_*, VALUES_*. */
export function importArgo(resources: readonly Node[], losses: Losses): Imported {
  const rollout = onlyOf('Rollout', resources);
  const name = nameOf(rollout);
  const spec = rollout.get('spec');
  const canary = spec.get('strategy', 'canary');
  const blueGreen = spec.get('strategy', 'blueGreen');
  if (!blueGreen.isMissing)
    throw fail('IMPORT_NO_WEIGHTS', { name, why: 'it is blue-green' }, blueGreen.place);
  const steps = canary.get('steps');
  const weight = rampOf(steps, canary.get('trafficRouting', 'maxTrafficWeight').number() ?? 100, losses);
  if (weight.length === 0) throw fail('IMPORT_NO_WEIGHTS', { name, why: 'no step sets one' }, steps.place);
  const { checks, intervals } = argoChecks({ canary, resources, losses });
  return {
    name,
    service: spec.get('workloadRef', 'name').text() || name,
    interval: Math.min(...(intervals.length > 0 ? intervals : [DEFAULT_INTERVAL])),
    steps: weight,
    checks,
  };
}

/** What a step may be that is read; anything else is said, also a key that Argo does not know. */
const READ_STEPS = ['setWeight', 'pause', 'analysis'];

/** The ramp of a list of steps. After its last step a rollout is promoted, unless that waits for somebody. */
function rampOf(list: Node, whole: number, losses: Losses): readonly ImportedStep[] {
  const steps = list.list();
  const ramp = new Ramp();
  const last = steps.findLast((step) => isOfRamp(step));
  for (const step of steps) {
    const others = step.keys.filter((key) => !READ_STEPS.includes(key));
    losses.addKeys(step, others, 'a step');
    const weight = step.get('setWeight').percent(whole);
    if (weight !== undefined) ramp.setWeight(weight);
    if (step.keys.includes('pause')) pause(step, ramp, { losses, isLast: step === last });
  }
  if (!steps.some((step) => step.keys.includes('setWeight'))) return [];
  return ramp.end();
}

const isOfRamp = ({ keys }: Node): boolean => keys.includes('setWeight') || keys.includes('pause');

function pause(
  step: Node,
  ramp: Ramp,
  { losses, isLast }: { readonly losses: Losses; readonly isLast: boolean },
): void {
  const duration = step.get('pause', 'duration').duration();
  if (duration !== undefined) ramp.hold(duration);
  else if (isLast && ramp.weight < 100) {
    ramp.staysBelow = true;
    losses.add(`who promotes it: the ramp ends at ${ramp.weight} %, so add a step to 100`, step);
  } else {
    const approvals = `approvals: [{before_step: ${ramp.nextStep}}]`;
    losses.add(`a pause that somebody ends: in the rollout file, ${approvals}`, step);
  }
}

class Ramp {
  weight = 0;
  /** Somebody takes it to 100 %. */
  staysBelow = false;
  readonly #steps: ImportedStep[] = [];
  #hold: Seconds = 0;
  #isBegun = false;

  setWeight(weight: number): void {
    this.#addStage();
    this.weight = weight;
    this.#hold = 0;
    this.#isBegun = true;
  }

  hold(duration: Seconds): void {
    this.#hold += duration;
    this.#isBegun ||= duration > 0;
  }

  /** The step, from 1, that comes after those until now. */
  get nextStep(): number {
    const isTwo = this.#steps.length > 0 && this.#hold > 0;
    return this.#steps.length + (isTwo ? 3 : 2);
  }

  end(): readonly ImportedStep[] {
    this.#addStage();
    if (!this.staysBelow && this.weight < 100) addStage(this.#steps, 100, 0);
    return this.#steps;
  }

  /** Nothing before the first weight that nobody waits for. */
  #addStage(): void {
    if (this.#isBegun) addStage(this.#steps, this.weight, this.#hold);
  }
}
