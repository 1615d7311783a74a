import type { Plan } from '../../circuit/plan.ts';
import { type Component, type Feed, signalName } from '../../circuit/tree.ts';
import type { Driver } from '../../rollout/drivers.ts';
import { isLogic } from '../../rollout/logic.ts';
import { type Field, fieldsOf, textField } from './field.ts';
import { type Part, singlePart } from './part.ts';

/** The components that no other part covers; they are the same where their names are. */
export function componentParts(
  plan: Plan,
  drivers: readonly Driver[],
  covered: ReadonlySet<Component>,
): Part[] {
  const derived = derivedKeys(plan, drivers);
  const counts = new Map<string, number>();
  return plan.tree
    .filter((component) => !covered.has(component))
    .map((component) => {
      const name = nameOf(component);
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return componentPart(component, count === 1 ? name : `${name} (${count})`, derived);
    });
}

const nameOf = ({ name, out }: Component): string => {
  const outputs = Object.values(out).map(signalName).join(', ');
  return `component ${outputs || name}`;
};

/** Logic over criteria alone is derived from them: no more than its kind can differ. */
function componentPart(component: Component, name: string, derived: ReadonlySet<string>): Part {
  const kind = textField('kind', component.kind.kind);
  const isDerived = isLogic(component) && Object.values(component.out).every((key) => derived.has(key));
  if (isDerived) return { ...singlePart(name, [kind]), isDerived };
  return { ...singlePart(name, [kind, ...ownFields(component, derived)]), summary: component.kind.kind };
}

/** The fields of its config; of logic also the inputs that are no criteria, sorted. */
function ownFields(component: Component, derived: ReadonlySet<string>): Field[] {
  if (!isLogic(component)) return fieldsOf(component.config);
  const { in_ports: _, ...config } = component.config as { readonly in_ports?: unknown };
  const inputs = Object.values(component.in)
    .flat()
    .filter(({ signal }) => signal === undefined || !derived.has(signal))
    .map(feedText);
  return [...fieldsOf(config), textField('inputs', inputs.sort().join(', '))];
}

/** The signals that follow from criteria alone, by key. */
function derivedKeys({ tree }: Plan, drivers: readonly Driver[]): Set<string> {
  const criteria = drivers.flatMap((driver) => driver.criteria);
  const derived = new Set(criteria.flatMap(({ component }) => Object.values(component.out)));
  const logic = tree.filter(isLogic);
  let known: number;
  do {
    known = derived.size;
    for (const component of logic)
      if (isFedBy(component, derived)) for (const key of Object.values(component.out)) derived.add(key);
  } while (derived.size > known);
  return derived;
}

const isFedBy = (component: Component, derived: ReadonlySet<string>): boolean =>
  Object.values(component.in)
    .flat()
    .every(({ signal }) => signal === undefined || derived.has(signal));

/** The name of the signal, or the constant as it is written. */
export function feedText(feed: Feed): string {
  if (feed.signal === undefined) return feed.text;
  return signalName(feed.signal);
}
