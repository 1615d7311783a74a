import { type Component, signalName } from '../tree.ts';
import type { Report } from './report.ts';
import type { SignalLinks } from './signal-links.ts';

/** Warns of signals nobody reads, and of components that lead to no output: no ramp, sampler, alerter or other actuator. */
export function checkInfluence(
  leaves: readonly Component[],
  { feeds, read, uncertain }: SignalLinks,
  report: Report,
): void {
  const isUnread = (key: string) => !read.has(key);
  const told = new Set<string>();
  for (const leaf of leaves) {
    for (const [port, key] of Object.entries(leaf.out)) {
      if (isUnread(key) && !told.has(key) && told.add(key))
        report('CIRCUIT_UNUSED_SIGNAL', { signal: signalName(key) }, `${leaf.at('out', port)}/signal_name`);
    }
  }
  const outputs = leaves.flatMap((leaf, i) => (isOutput(leaf) || uncertain.has(i) ? [i] : []));
  if (outputs.length === 0) return; // said once, by checkOutput
  const influential = upstream(outputs, feeds);
  const places = new Set([...influential].map((i) => leaves[i]!.pointer));
  for (const [i, leaf] of leaves.entries()) {
    if (influential.has(i) || places.has(leaf.pointer) || leaf.kind.boundary) continue;
    const outs = Object.values(leaf.out);
    if (outs.length > 0 && outs.every(isUnread)) continue; // said already, signal by signal
    report('CIRCUIT_NO_INFLUENCE', { component: leaf.name }, leaf.pointer);
    places.add(leaf.pointer);
  }
}

/** Warns of a circuit that steers nothing. To be asked where all is known: what is broken may be the output. */
export function checkOutput(leaves: readonly Component[], report: Report): void {
  if (leaves.length > 0 && !leaves.some(isOutput)) report('CIRCUIT_NO_OUTPUT', {}, '/circuit/components');
}

const isOutput = ({ kind }: Component): boolean => 'actuate' in kind || kind.unsupported === true;

function upstream(from: readonly number[], feeds: readonly (readonly number[])[]): Set<number> {
  const seen = new Set(from);
  for (const at of seen) for (const producer of feeds[at]!) seen.add(producer);
  return seen;
}
