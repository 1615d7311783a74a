import { type Diagnostic, diagnostic, type Place } from '../errors/rollout-error.ts';
import { parseDuration, type Seconds, ticksOf } from '../text/duration.ts';
import type { Context, Report } from './compile/context.ts';
import { expand } from './compile/expand.ts';
import { checkInfluence, checkOutput } from './compile/influence.ts';
import { cutLoops, inOrder } from './compile/loops.ts';
import { type KnownFaults, recover } from './compile/recover.ts';
import { linkSignals } from './compile/signal-links.ts';
import { MAX_CELLS } from './limits.ts';
import { initialCells } from './plan/cells.ts';
import { makePlan } from './plan/make-plan.ts';
import type { Plan } from './plan.ts';
import type { Component } from './tree.ts';

/** The `circuit` of a policy, checked against the schema. */
export interface CircuitDocument {
  readonly evaluation_interval?: string;
  readonly components?: readonly unknown[];
}

const DEFAULT_INTERVAL = '0.5s';
const COMPONENTS = '/circuit/components';

/**
 * Compiles a circuit: all faults at once as diagnostics, and the plan when none is an error.
 * `placeOf` turns a JSON pointer inside the policy (`/circuit/components/3/...`) into the user's file and
 * line. Where the caller knows of faults already, the rest is checked as far as it can be read.
 */
export function compile(
  circuit: CircuitDocument,
  placeOf: (pointer: string) => Place,
  knownFaults: KnownFaults = {},
): { readonly plan?: Plan; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (code, params, pointer) => {
    diagnostics.push(diagnostic(code, params, placeOf(pointer)));
  };
  const has = (...codes: readonly Diagnostic['code'][]) =>
    diagnostics.some(({ code }) => codes.includes(code));
  const interval = readInterval(circuit, report);
  const context: Context = { interval, ticks: (duration) => ticksOf(duration, interval), report };

  const { circuits, errors, unresolved } = recover(
    circuit.components ?? [],
    COMPONENTS,
    context,
    knownFaults,
  );
  const tree = expand(circuits, COMPONENTS, context);
  if (has('CIRCUIT_SIZE', 'CIRCUIT_DEPTH')) return { diagnostics };
  const leaves = flatten(tree);
  const links = linkSignals({ leaves, errors, unresolved, mayExist: knownFaults.mayExist }, report);
  checkInfluence(links, report);
  warnOfUnsupported(leaves, report);
  if (has('CIRCUIT_CONFIG')) return { diagnostics };
  const cells = initialCells(leaves, context.ticks);
  if (!cells) report('CIRCUIT_MEMORY', { limit: MAX_CELLS }, COMPONENTS);
  const isInError = errors.length > 0 || diagnostics.some(({ severity }) => severity === 'error');
  if (!cells || isInError) return { diagnostics };
  checkOutput(leaves, report);

  const { producers, feeds } = links;
  // What a sink puts out does not depend on what it reads: no loop leads through it.
  const flows = feeds.map((producers, i) => (leaves[i]!.kind.unsupported ? [] : producers));
  const loops = cutLoops(flows);
  const order = inOrder(flows, loops);
  return { plan: makePlan({ interval, tree, leaves, producers, feeds, loops, order, cells }), diagnostics };
}

function readInterval(circuit: CircuitDocument, report: Report): Seconds {
  const text = circuit.evaluation_interval ?? DEFAULT_INTERVAL;
  const interval = parseDuration(text);
  if (interval) return interval;
  report('CIRCUIT_INTERVAL', { got: String(text) }, '/circuit/evaluation_interval');
  return 1;
}

/** The leaves of a run: composites are replaced by what is inside, but for those that steer other systems. */
const flatten = (tree: readonly Component[]): Component[] =>
  tree.flatMap((component) => {
    const { kind, children } = component;
    return 'expand' in kind && !kind.unsupported ? flatten(children) : [component];
  });

function warnOfUnsupported(leaves: readonly Component[], report: Report): void {
  for (const { kind, pointer } of leaves)
    if (kind.unsupported) report('CIRCUIT_SINK', { kind: kind.kind }, pointer);
}
