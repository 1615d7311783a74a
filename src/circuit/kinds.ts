import type { Kind } from './component.ts';
import { and } from './kinds/and.ts';
import { decider } from './kinds/decider.ts';
import { loadRamp } from './kinds/load-ramp.ts';
import { nestedSignalEgress } from './kinds/nested-signal-egress.ts';
import { nestedSignalIngress } from './kinds/nested-signal-ingress.ts';
import { or } from './kinds/or.ts';
import { promql } from './kinds/promql.ts';
import { sampler } from './kinds/sampler.ts';
import { signalGenerator } from './kinds/signal-generator.ts';

/** The table: every kind of component there is. One kind, one file, one line. */
export const kinds: readonly Kind[] = [
  and,
  decider,
  loadRamp,
  nestedSignalEgress,
  nestedSignalIngress,
  or,
  promql,
  sampler,
  signalGenerator,
];

/** How a policy spells a kind: `decider`, `flow_control.load_ramp`. */
export const spelling = (kind: Kind): string => (kind.group ? `${kind.group}.${kind.kind}` : kind.kind);

export const kindsBySpelling: ReadonlyMap<string, Kind> = new Map(kinds.map((kind) => [spelling(kind), kind]));
