import { type Diagnostic, diagnostic, type Place } from '../errors/rollout-error.ts';
import { parseDuration, type Seconds, ticksOf } from '../text/duration.ts';
import { expand } from './compile/expand.ts';
import { checkInfluence, checkOutput } from './compile/influence.ts';
import { cutLoops, inOrder } from './compile/loops.ts';
import { unreadable } from './compile/recover.ts';
import type { Report } from './compile/report.ts';
import { linkSignals } from './compile/signal-links.ts';
import { initialCells, MOST_CELLS } from './plan/cells.ts';
import { type Plan, plan } from './plan.ts';
import type { Component } from './tree.ts';

/** The `circuit` of a policy, checked against the schema. */
export interface CircuitDocument {
  readonly evaluation_interval?: string;
  readonly components?: readonly unknown[];
}

/** What is known to be wrong with a circuit before it is compiled. */
export interface Doubt {
  /** Whether its schema refuses the component at a pointer: of those only the signals they name count. */
  readonly isUnsound?: (pointer: string) => boolean;
  /** Whether what is wrong with such a component is in its ports alone, so that the rest of it can be checked. */
  readonly isPortsOnly?: (pointer: string) => boolean;
  /** Whether something that is not in the circuit may put out a signal of this name. */
  readonly mayExist?: (signal: string) => boolean;
}

const DEFAULT_INTERVAL = '0.5s';
const COMPONENTS = '/circuit/components';

/**
 * Compiles a circuit: all faults at once as diagnostics, and the plan when none is an error.
 * `placeOf` turns a JSON pointer inside the policy (`/circuit/components/3/...`) into the user's file and line.
 * `doubt` is there where the caller has errors already: then only the links are checked.
 */
export function compile(
  circuit: CircuitDocument,
  placeOf: (pointer: string) => Place,
  doubt: Doubt = {},
): { readonly plan?: Plan; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (code, params, pointer) =>
    void diagnostics.push(diagnostic(code, params, placeOf(pointer)));
  const interval = readInterval(circuit, report);
  const tree = expand(circuit.components ?? [], COMPONENTS, { interval, report, ...doubt });
  if (diagnostics.some(({ code }) => code === 'CIRCUIT_SIZE' || code === 'CIRCUIT_DEPTH'))
    return { diagnostics };
  const leaves = flatten(tree);
  const links = linkSignals(leaves, report, doubt);
  checkInfluence(leaves, links, report);
  warnOfUnsupported(leaves, report);
  if (diagnostics.some(({ code }) => code === 'CIRCUIT_CONFIG')) return { diagnostics };
  const cells = initialCells(leaves, (duration) => ticksOf(duration, interval));
  if (!cells) report('CIRCUIT_MEMORY', { limit: MOST_CELLS }, COMPONENTS);
  if (!cells || diagnostics.some((d) => d.severity === 'error')) return { diagnostics };
  checkOutput(leaves, report);
  const { producers, feeds } = links;
  // What a sink puts out does not depend on what it reads: no loop leads through it.
  const flows = feeds.map((producers, i) => (leaves[i]!.kind.unsupported ? [] : producers));
  const loops = cutLoops(flows);
  const order = inOrder(flows, loops);
  return { plan: plan({ interval, tree, leaves, producers, feeds, loops, order, cells }), diagnostics };
}

function readInterval(circuit: CircuitDocument, report: Report): Seconds {
  const text = circuit.evaluation_interval ?? DEFAULT_INTERVAL;
  const interval = parseDuration(text);
  if (interval) return interval;
  report('CIRCUIT_INTERVAL', { got: String(text) }, '/circuit/evaluation_interval');
  return 1;
}

/**
 * The leaves of a run: composites are replaced by what is inside, but for those that steer other systems. One that could
 * not be read stands beside what is inside.
 */
function flatten(tree: readonly Component[]): Component[] {
  return tree.flatMap((component) => {
    const { kind, children } = component;
    if ('expand' in kind && !kind.unsupported) return flatten(children);
    return kind === unreadable ? [component, ...flatten(children)] : [component];
  });
}

function warnOfUnsupported(leaves: readonly Component[], report: Report): void {
  for (const { kind, pointer, hearsay } of leaves)
    if (kind.unsupported && !hearsay) report('CIRCUIT_SINK', { kind: kind.kind }, pointer);
}
