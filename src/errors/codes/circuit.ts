import { didYouMean, error, warning } from '../define.ts';

/** Circuits: what compile finds. */
export const circuitCodes = {
  CIRCUIT_UNDEFINED_SIGNAL: error<{ signal: string; suggestion?: string }>(3, {
    text: (p) => `signal ${p.signal} is read but nothing produces it${didYouMean(p)}`,
    hint: () => 'name a signal that some component puts out',
  }),
  CIRCUIT_DUPLICATE_SIGNAL: error<{ signal: string; first: string }>(3, {
    text: (p) => `signal ${p.signal} is produced twice, first by ${p.first}`,
    hint: () => 'a signal has one producer; rename one of the two',
  }),
  CIRCUIT_UNKNOWN_KIND: error<{ kind: string; suggestion?: string }>(3, {
    text: (p) => `unknown component "${p.kind}"${didYouMean(p)}`,
  }),
  CIRCUIT_NO_KIND: error<{ got: string }>(3, {
    text: (p) => `a component is a mapping with one kind (decider: {...}), got ${p.got}`,
  }),
  CIRCUIT_UNKNOWN_PORT: error<{ kind: string; port: string; suggestion?: string; known: string }>(3, {
    text: (p) => `${p.kind} has no port "${p.port}"${didYouMean(p)}`,
    hint: (p) => `ports: ${p.known}`,
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
  CIRCUIT_NESTED_PORT: error<{ port: string; circuit: string }>(3, {
    text: (p) => `port "${p.port}" is mapped, but ${p.circuit} has no ingress or egress of that name`,
    hint: () => 'add a nested_signal_ingress or nested_signal_egress with this port_name inside',
  }),
  CIRCUIT_DUPLICATE_PORT: error<{ port: string }>(3, {
    text: (p) => `two ingresses or egresses carry the port_name "${p.port}"`,
  }),
  CIRCUIT_DEPTH: error<{ limit: number }>(3, { text: (p) => `circuits are nested deeper than ${p.limit} levels` }),
  CIRCUIT_SIZE: error<{ limit: number; got: number }>(3, {
    text: (p) => `the circuit has ${p.got} components, the limit is ${p.limit}`,
  }),
  CIRCUIT_CONFIG: error<{ kind: string; message: string }>(3, { text: (p) => `${p.kind}: ${p.message}` }),
  CIRCUIT_INTERVAL: error<{ got: string }>(3, {
    text: (p) => `evaluation_interval must be a duration above zero, got ${p.got}`,
    hint: () => 'write for example 1s, 10s or 1m',
  }),
  CIRCUIT_SINK: warning<{ kind: string }>({
    text: (p) => `${p.kind} steers another system: in a run its inputs are recorded and its outputs are invalid`,
  }),
};
