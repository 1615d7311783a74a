import { type Diagnostic, diagnostic, type Place } from '../../errors/rollout-error.ts';
import type { RolloutDocument } from './document.ts';

type Faults = (pointer: string, why: string, fix: string) => Diagnostic[];

/** Settings of a rollout file that say the opposite of each other, or the same thing twice. */
export function contradictions(document: RolloutDocument, placeOf: (pointer: string) => Place): Diagnostic[] {
  const fault: Faults = (pointer, why, fix) => {
    const place = placeOf(pointer);
    return [diagnostic('ROLLOUT_CONTRADICTION', { path: place.path ?? '', why, fix }, place)];
  };
  return [...afterReset(document, fault), ...approvedTwice(document, fault)];
}

/** Which policy it names: in one way. */
export function policyFaults(
  { values_file, policy_file, blueprint }: RolloutDocument,
  placeOf: (pointer: string) => Place,
): Diagnostic[] {
  if (values_file === undefined && policy_file === undefined)
    return [diagnostic('ROLLOUT_POLICY', { given: 'neither' }, { at: placeOf('').at })];
  if (values_file !== undefined && policy_file !== undefined)
    return [diagnostic('ROLLOUT_POLICY', { given: 'both' }, placeOf('/policy_file'))];
  if (policy_file === undefined || blueprint === undefined) return [];
  const [why, fix] = ['is of values, and the policy is a file', 'take it out, or give values_file'];
  const place = placeOf('/blueprint');
  return [diagnostic('ROLLOUT_CONTRADICTION', { path: 'blueprint', why, fix }, place)];
}

function afterReset({ after_reset: after = {} }: RolloutDocument, fault: Faults): Diagnostic[] {
  if (after.do === 'continue' && after.at_most === undefined)
    return fault(
      '/after_reset/do',
      'is continue without a bound',
      'say with at_most how many times it climbs again by itself',
    );
  if (after.do === 'continue' || after.at_most === undefined) return [];
  const why = 'bounds a rollout that does not climb again by itself';
  return fault('/after_reset/at_most', why, 'take it out, or add do: continue');
}

function approvedTwice({ approvals = [] }: RolloutDocument, fault: Faults): Diagnostic[] {
  const steps = approvals.map(({ before_step }) => before_step);
  return steps.flatMap((step, i) => {
    if (steps.indexOf(step) === i) return [];
    return fault(`/approvals/${i}/before_step`, `names step ${step} a second time`, 'take one of them out');
  });
}
