import type { Report } from './report.ts';
import { type Component, signalName } from './tree.ts';

/** Warns of signals nobody reads, and of components that lead to no output: no ramp, sampler, alerter or other actuator. */
export function checkInfluence(
  leaves: readonly Component[],
  feeds: readonly (readonly number[])[],
  report: Report,
): void {
  const read = new Set(
    leaves.flatMap((leaf) => Object.values(leaf.in).flatMap((given) => given.map((feed) => feed.signal))),
  );
  const isUnread = (key: string) => !read.has(key);
  for (const leaf of leaves) {
    for (const [port, key] of Object.entries(leaf.out)) {
      if (isUnread(key))
        report('CIRCUIT_UNUSED_SIGNAL', { signal: signalName(key) }, `${leaf.at('out', port)}/signal_name`);
    }
  }
  const outputs = leaves.flatMap((leaf, i) => (isOutput(leaf) ? [i] : []));
  if (outputs.length === 0) {
    if (leaves.length > 0) report('CIRCUIT_NO_OUTPUT', {}, '/circuit/components');
    return;
  }
  const influential = upstream(outputs, feeds);
  const places = new Set([...influential].map((i) => leaves[i]!.pointer));
  for (const [i, leaf] of leaves.entries()) {
    if (influential.has(i) || places.has(leaf.pointer) || isBoundary(leaf)) continue;
    const outs = Object.values(leaf.out);
    if (outs.length > 0 && outs.every(isUnread)) continue; // said already, signal by signal
    report('CIRCUIT_NO_INFLUENCE', { component: leaf.name }, leaf.pointer);
    places.add(leaf.pointer);
  }
}

const isOutput = ({ kind }: Component): boolean => 'actuate' in kind || kind.foreign === true;

const isBoundary = ({ kind }: Component): boolean =>
  kind.kind === 'nested_signal_ingress' || kind.kind === 'nested_signal_egress';

function upstream(from: readonly number[], feeds: readonly (readonly number[])[]): Set<number> {
  const seen = new Set(from);
  for (const at of seen) for (const producer of feeds[at]!) seen.add(producer);
  return seen;
}
