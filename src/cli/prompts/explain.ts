import type { Blueprint } from '../../blueprint/catalog.ts';
import { type Parameter, parametersOf } from '../../blueprint/parameters.ts';

/** Explains the parameters of a blueprint by their paths, from its schema. */
export function explainerOf(blueprint: Blueprint): (path: string) => string | undefined {
  let parameters: ReadonlyMap<string, Parameter> | undefined;
  return (path) => {
    parameters ??= new Map(parametersOf(blueprint.values()).map((one) => [one.path, one]));
    const found = parameters.get(path);
    return found && textOf(found);
  };
}

/** What is made of parts is explained by them, not by its type. */
const PARTS = /^(mapping|list of mappings)$/;

/** `The service; any is every service. (text, default "any")` */
function textOf({ description, type, unit, default: usual }: Parameter): string {
  const facts = PARTS.test(type) ? [] : [type];
  if (unit !== undefined) facts.push(`in ${unit}`);
  if (usual !== undefined) facts.push(`default ${JSON.stringify(usual)}`);
  return facts.length === 0 ? description : `${description} (${facts.join(', ')})`;
}
