import type { Fault } from './validator.ts';

/** Their own faults repeat those of what they contain, as do those of a key that `propertyNames` refuses. */
const SILENT = new Set(['if', 'allOf', 'false schema']);
const CHOICES = new Set(['oneOf', 'anyOf']);

/**
 * Replaces the faults of `oneOf` and `anyOf` by those of their branches. Where the value has the type of some
 * branch, the faults inside it stay; where it has none of the types, one type fault names them all.
 */
export function foldChoices(faults: readonly Fault[]): Fault[] {
  const kept: Fault[] = [];
  for (const fault of faults) {
    if (SILENT.has(fault.keyword) || fault.propertyName !== undefined) continue;
    if (CHOICES.has(fault.keyword)) kept.push(...foldOne(fault, takeBranches(kept, fault.instancePath)));
    else kept.push(fault);
  }
  return kept;
}

/** Removes the branches' own faults from the end of the list: they come right before their choice. */
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
