import type { HoldReason } from '../../rollout/gates/gate.ts';
import type { Hold } from '../controller/holds.ts';

/** What holds a rollout besides its policy and its gates; the record's own words reach the gates as orders. */
const TEXTS: Readonly<Partial<Record<Hold, string>>> = {
  record_unread: 'waits until its record can be read',
  lowering_unwritten: 'waits until a lowering is written down',
  actuator_unconfirmed: 'waits until its targets have confirmed',
  actuator_below: 'a target was lowered by somebody else: waits to be resumed',
  outcome_unknown: 'a call to a target may still land',
};

/** The reasons of the controller; `faults` are what cannot be written, and why. */
export function controllerReasons(holds: readonly Hold[], faults: readonly string[]): HoldReason[] {
  const texts = [...holds.flatMap((hold) => TEXTS[hold] ?? []), ...faults.map(faultText)];
  return texts.map((text) => ({ kind: 'controller', text }));
}

const faultText = (why: string): string => `its state cannot be written: ${why}`;
