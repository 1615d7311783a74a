import { parseDuration, type Seconds } from '../../text/duration.ts';
import type { ConfigFault } from './kind.ts';

/** How a target is told and looked at. */
export interface TargetTimes {
  /** It is told more at most as often. */
  readonly applyEvery: Seconds;
  /** It is looked at as often. */
  readonly resync: Seconds;
  /** No call lands later than this after its time limit. */
  readonly settle: Seconds;
  /** Time limit of a call. */
  readonly timeout: Seconds;
}

const DEFAULTS: TargetTimes = { applyEvery: 10, resync: 60, settle: 600, timeout: 5 };
/** A third of a lease: a call that begins under it ends under it. */
const MAX_TIMEOUT: Seconds = 5;

const duration = (format: string, description: string, text: string): object => ({
  type: 'string',
  format,
  default: text,
  description,
});

/** The keys that every kind of target has besides its own. */
export const timesSchema: Readonly<Record<string, object>> = {
  apply_every: duration('duration', 'It is told more at most as often; less at once.', '10s'),
  resync: duration('positive-duration', 'How often it is looked at whether it has what it was told.', '1m'),
  settle: duration('duration', 'A call without an answer may land as long after its time limit.', '10m'),
  timeout: duration('positive-duration', 'Time limit of a call, at most 5s.', '5s'),
};

export function checkTimes(config: object): ConfigFault[] {
  const { timeout } = config as { readonly timeout?: string };
  if (secondsOf(timeout, 0) <= MAX_TIMEOUT) return [];
  return [{ path: 'timeout', why: 'a call may take 5s at most, a third of the time that a lease lasts' }];
}

/** The times of the targets of one rollout: of several the most careful; the defaults without any. */
export function timesOf(configs: readonly object[]): TargetTimes {
  const values = (key: string, otherwise: Seconds): Seconds[] =>
    configs.map((config) => secondsOf((config as Readonly<Record<string, unknown>>)[key], otherwise));
  const longest = (key: string, otherwise: Seconds): Seconds =>
    configs.length === 0 ? otherwise : Math.max(...values(key, otherwise));
  return {
    applyEvery: longest('apply_every', DEFAULTS.applyEvery),
    resync: Math.min(...values('resync', DEFAULTS.resync)),
    settle: longest('settle', DEFAULTS.settle),
    timeout: longest('timeout', DEFAULTS.timeout),
  };
}

/** A damaged file may hold anything. */
const secondsOf = (text: unknown, otherwise: Seconds): Seconds =>
  typeof text === 'string' ? (parseDuration(text) ?? otherwise) : otherwise;
