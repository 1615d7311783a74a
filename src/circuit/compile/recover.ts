import { toPointer } from '../../text/pointer.ts';
import type { Kind } from '../component.ts';
import { type Feed, signalKey } from '../tree.ts';

/** The signals of a component that cannot be read; ports are known by their pointer below the component. */
export interface Hearsay {
  readonly in: Readonly<Record<string, readonly Feed[]>>;
  readonly out: Readonly<Record<string, string>>;
  /** Keys of signals it may read or put out besides: any text in it may be the name of one. */
  readonly names: ReadonlySet<string>;
}

/** Stands for the kind of a component that cannot be read: it may steer anything. */
export const unreadable: Kind = {
  kind: 'component',
  name: 'component',
  summary: 'A component that its schema refuses.',
  unsupported: true,
  in: {},
  out: {},
  config: {},
  bind: () => undefined,
};

type Side = 'in' | 'out' | undefined;

/** What a component of any shape says of signals. The components of a circuit inside it speak for themselves. */
export function hear(raw: unknown, circuit: string): Hearsay {
  const ins: Record<string, readonly Feed[]> = {};
  const outs: Record<string, string> = {};
  const names = new Set<string>();
  const walk = (value: unknown, at: string, side: Side): void => {
    if (typeof value === 'string') names.add(signalKey(circuit, value));
    if (typeof value !== 'object' || value === null) return;
    for (const [key, entry] of Object.entries(value)) {
      if (key === 'components' && Array.isArray(entry)) continue;
      if (key !== 'signal_name' || !side || !isName(entry))
        walk(entry, at + toPointer([key]), side ?? sideOf(key));
      else if (side === 'in') ins[at] = [{ signal: signalKey(circuit, entry) }];
      else outs[at] = signalKey(circuit, entry);
    }
  };
  walk(raw, '', undefined);
  return { in: ins, out: outs, names };
}

const isName = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** `in_ports` and `in_ports_map`, `out_ports` and `out_ports_map`. */
const sideOf = (key: string): Side =>
  key.startsWith('in_ports') ? 'in' : key.startsWith('out_ports') ? 'out' : undefined;
