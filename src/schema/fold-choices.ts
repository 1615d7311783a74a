import type { Fault } from './validator.ts';

const SILENT = new Set(['if', 'allOf', 'not', 'false schema']);
const CHOICES = new Set(['oneOf', 'anyOf']);

/**
 * Takes the noise of `oneOf` and `anyOf` out. Where the value has the type of some branch, the faults inside it are kept
 * and the choice is dropped; where it has none of the types, one type fault names them all.
 */
export function foldChoices(faults: readonly Fault[]): Fault[] {
  const kept: Fault[] = [];
  for (const fault of faults) {
    if (SILENT.has(fault.keyword)) continue;
    if (CHOICES.has(fault.keyword)) kept.push(...foldOne(fault, takeBranches(kept, fault.instancePath)));
    else kept.push(fault);
  }
  return kept;
}

/** The branches' own faults come right before the choice; taken off the end of the list. */
function takeBranches(kept: Fault[], instancePath: string): Fault[] {
  let start = kept.length;
  while (start > 0 && isWithin(kept[start - 1]!.instancePath, instancePath)) start--;
  return kept.splice(start);
}

const isWithin = (path: string, parent: string): boolean => path === parent || path.startsWith(`${parent}/`);

function foldOne(choice: Fault, branches: readonly Fault[]): Fault[] {
  const types = branches.filter(
    ({ keyword, instancePath }) => keyword === 'type' && instancePath === choice.instancePath,
  );
  const inside = branches.filter((fault) => !types.includes(fault));
  if (inside.length) return inside;
  if (!types.length) return [choice];
  return [
    { ...types[0]!, params: { type: types.flatMap(({ params }) => params.type as string | string[]) } },
  ];
}
