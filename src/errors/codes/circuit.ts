import { didYouMean, error, warning } from '../define.ts';

/** Circuits: what compile finds. */
export const circuitCodes = {
  CIRCUIT_UNDEFINED_SIGNAL: error<{ signal: string; suggestion?: string }>(3, {
    text: (p) => `signal ${p.signal} is read but nothing produces it${didYouMean(p)}`,
  }),
  CIRCUIT_DUPLICATE_SIGNAL: error<{ signal: string; first: string }>(3, {
    text: (p) => `signal ${p.signal} is produced twice, first by ${p.first}`,
    hint: () => 'a signal has one producer; rename one of the two',
  }),
  CIRCUIT_UNKNOWN_KIND: error<{ kind: string; suggestion?: string; instead?: string }>(3, {
    text: (p) => `unknown component "${p.kind}"${didYouMean(p)}`,
    hint: (p) => p.instead,
  }),
  CIRCUIT_NO_KIND: error<{ got: string }>(3, {
    text: (p) => `a component is a mapping with one kind (decider: {...}), got ${p.got}`,
  }),
  CIRCUIT_FLAT: error<{ keys: string }>(3, {
    text: (p) => `${p.keys} are beside the kind of their component, not below it`,
    hint: () => 'indent them below their kind: `- decider:`, then two columns further in `operator: gt`',
  }),
  CIRCUIT_UNKNOWN_PORT: error<{
    kind: string;
    port: string;
    suggestion?: string;
    known: string;
    instead?: string;
  }>(3, {
    text: (p) => `${p.kind} has no port "${p.port}"${didYouMean(p)}`,
    hint: (p) => p.instead ?? `ports: ${p.known}`,
  }),
  CIRCUIT_MISSING_PORT: error<{ kind: string; port: string }>(3, {
    text: (p) => `${p.kind} needs its port "${p.port}" connected`,
  }),
  CIRCUIT_UNCONNECTED_PORT: warning<{ kind: string; port: string }>({
    text: (p) => `${p.kind} reads nothing on "${p.port}": the reading is always invalid`,
    hint: (p) => `connect ${p.port} to a signal or a constant`,
  }),
  CIRCUIT_UNUSED_SIGNAL: warning<{ signal: string }>({
    text: (p) => `signal ${p.signal} is produced but nothing reads it`,
  }),
  CIRCUIT_NO_INFLUENCE: warning<{ component: string }>({
    text: (p) => `${p.component} influences no ramp, sampler or alert`,
    hint: () => 'connect it, or leave it out',
  }),
  CIRCUIT_NO_OUTPUT: warning<Record<string, never>>({
    text: () => 'the circuit steers nothing: it has no load ramp, sampler or alerter',
    hint: () => 'add a flow_control.load_ramp',
  }),
  CIRCUIT_NESTED_PORT: error<{
    port: string;
    circuit: string;
    side: 'ingress' | 'egress';
    suggestion?: string;
  }>(3, {
    text: (p) => `port "${p.port}" is mapped, but ${p.circuit} has no ${p.side} of that name${didYouMean(p)}`,
    hint: (p) => `add a nested_signal_${p.side} with port_name: ${p.port} inside`,
  }),
  CIRCUIT_DUPLICATE_PORT: error<{ port: string }>(3, {
    text: (p) => `two ingresses or egresses carry the port_name "${p.port}"`,
  }),
  CIRCUIT_DEPTH: error<{ limit: number }>(3, {
    text: (p) => `circuits are nested deeper than ${p.limit} levels`,
  }),
  CIRCUIT_SIZE: error<{ limit: number }>(3, {
    text: (p) => `the circuit has more than ${p.limit} components, the limit`,
  }),
  CIRCUIT_MEMORY: error<{ limit: number }>(3, {
    text: (p) => `the windows of the circuit keep more than ${p.limit} readings, the limit`,
    hint: () => 'shorten windows or raise evaluation_interval',
  }),
  CIRCUIT_DURATION: error<{ kind: string; key: string; got: string }>(3, {
    text: (p) => `${p.kind}: ${p.key} must be a duration, got "${p.got}"`,
    hint: () => 'write for example 5s, 1h30m or 2d; at most 10,000 years',
  }),
  CIRCUIT_CONFIG: error<{ kind: string; message: string }>(3, { text: (p) => `${p.kind}: ${p.message}` }),
  CIRCUIT_INTERVAL: error<{ got: string }>(3, {
    text: (p) => `evaluation_interval must be a duration above zero, got ${p.got}`,
    hint: () => 'write for example 1s, 10s or 1m',
  }),
  CIRCUIT_SINK: warning<{ kind: string }>({
    text: (p) =>
      `${p.kind} steers another system: in a run its inputs are recorded and its outputs are invalid`,
  }),
};
