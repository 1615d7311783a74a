import { error, warning } from '../define.ts';

/** Pictures, and the traces they show. */
export const renderCodes = {
  PICTURE_SIZE: error<{ got: number; limit: number }>(3, {
    text: (p) => `the circuit has ${p.got} components at this depth, a picture holds at most ${p.limit}`,
    hint: () => 'lower --depth, or use --format mermaid or dot',
  }),
  TRACE_FORMAT: error<{ why: string }>(3, {
    text: (p) => `this is not a trace: ${p.why}`,
    hint: () => 'give a file that `rollout simulate --trace` wrote',
  }),
  TRACE_TICK: error<{ tick: number; first: number; last: number }>(3, {
    text: (p) => `the trace has no tick ${p.tick}`,
    hint: (p) => `it holds ticks ${p.first} to ${p.last}`,
  }),
  TRACE_TIME: error<{ from: string; to: string; isOneDay: boolean }>(3, {
    text: (p) => `the trace has no tick at that time: it goes from ${p.from} to ${p.to}`,
    hint: (p) => (p.isOneDay ? 'times are UTC' : 'give the day too, as in 2026-11-03T11:00:50Z'),
  }),
  WHY_NO_RAMP: error<{ policy: string }>(3, {
    text: (p) => `policy ${p.policy} has no load ramp, so there is no decision to explain`,
  }),
  TRACE_FOREIGN: error<{ signal: string }>(3, {
    text: (p) => `the trace is of another circuit: it has no signal ${p.signal}`,
    hint: () => 'give the trace of a run of this very policy',
  }),
  TRACE_COLUMNS: warning<{ missing: string }>({
    text: (p) => `the trace has no column for ${p.missing}: drawn without a reading`,
  }),
};
