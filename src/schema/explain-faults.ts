import { inFileOrder } from '../errors/file-order.ts';
import type { Diagnostic } from '../errors/rollout-error.ts';
import { toPointer } from '../text/pointer.ts';
import { suggest } from '../text/suggest.ts';
import type { Document } from '../text/yaml.ts';
import { knownKeysOf } from './fault-diagnostics.ts';
import { foldChoices } from './fold-choices.ts';
import { explainFault } from './keywords.ts';
import type { Fault } from './validator.ts';

/** A fault's own place: the key itself for an unknown, missing or refused key, else the value. */
export function pointerOf({ instancePath, params }: Fault): string {
  const key = params.additionalProperty ?? params.missingProperty ?? params.propertyName;
  if (key === undefined) return instancePath;
  return instancePath + toPointer([String(key)]);
}

/** Of the faults of a compiled validator, those to report: at most one for each place. */
export function faultsToReport(faults: readonly Fault[]): Fault[] {
  const byPointer = new Map<string, Fault>();
  for (const fault of withoutMisspeltTwins(foldChoices(faults))) {
    const pointer = pointerOf(fault);
    if (!isRepeated(fault) && !byPointer.has(pointer)) byPointer.set(pointer, fault);
  }
  return [...byPointer.values()];
}

/** A mapping with too many keys of which at most one is known: each unknown key is a fault of its own. */
const isRepeated = (fault: Fault): boolean =>
  fault.keyword === 'maxProperties' && knownKeysOf(fault).length < 2;

/** Faults of a compiled validator -> diagnostics in file order. */
export const explainFaults = (faults: readonly Fault[], document: Document): Diagnostic[] =>
  inFileOrder(faultsToReport(faults).map((fault) => explainFault(fault, pointerOf(fault), document)));

/** A misspelt key is one fault: the unknown key stays, the missing key that it stands for goes. */
function withoutMisspeltTwins(faults: readonly Fault[]): Fault[] {
  const unknown = faults.filter(({ keyword }) => keyword === 'additionalProperties');
  const isMisspelt = ({ instancePath, params }: Fault): boolean =>
    unknown.some(
      (one) =>
        one.instancePath === instancePath &&
        suggest(String(one.params.additionalProperty), [String(params.missingProperty)]) !== undefined,
    );
  return faults.filter((fault) => fault.keyword !== 'required' || !isMisspelt(fault));
}
