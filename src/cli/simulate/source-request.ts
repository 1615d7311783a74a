import { resolve } from 'node:path';
import { fail } from '../../errors/rollout-error.ts';
import type { Seconds } from '../../text/duration.ts';
import { type ConnectionFlags, type ConnectionRequest, readConnectionFlags } from '../connection.ts';
import { readDurationFlag } from '../duration-flag.ts';
import type { OutputFlags } from './output-request.ts';

/** commander's form of the flags that say where readings come from. */
export interface SourceFlags extends ConnectionFlags {
  readonly scenario?: string;
  readonly signal?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  /** commander's form of --no-preflight. */
  readonly preflight?: boolean;
  readonly record?: string;
  readonly resume?: string;
  readonly replay?: string;
  readonly duration?: string;
  readonly overwrite?: boolean;
}

/** Where readings come from. */
export type SourceRequest = ScenarioRequest | ReplayRequest | ServerRequest;

interface AnyRequest {
  /** The length of the run at most. */
  readonly duration: Seconds | undefined;
}

export interface ScenarioRequest extends AnyRequest {
  readonly kind: 'scenario';
  /** The name of a built-in one, or a file. */
  readonly scenario: string;
  /** NAME=MEASURE each, over those of the scenario. */
  readonly signals: readonly string[];
}

export interface ReplayRequest extends AnyRequest {
  readonly kind: 'replay';
  readonly file: string;
  /** All of the recording where it is not given. */
  readonly range?: RangeRequest;
}

/** A server: live, or its history where there is a range. */
export interface ServerRequest extends AnyRequest {
  readonly kind: 'server';
  readonly connection: ConnectionRequest;
  readonly range: RangeRequest | undefined;
  /** Whether every query is tried once before the run. */
  readonly preflight: boolean;
  readonly record: RecordRequest | undefined;
}

export interface RecordRequest {
  readonly file: string;
  readonly overwrite: boolean;
  /** Whether it goes on with what is there, which knows its period. */
  readonly resume: boolean;
}

/** Moments as they were given: `now-7d` depends on when the run begins. */
export interface RangeRequest {
  readonly from: string;
  readonly to: string | undefined;
}

export const DEFAULT_SCENARIO = 'healthy';

const SOURCE_FLAGS = ['scenario', 'prometheus', 'replay'] as const;
const SERVER_FLAGS = ['record', 'resume'] as const;
const HISTORY_FLAGS = ['from', 'to'] as const;

/** The one source that the flags name; a scenario where they name none. Throws USAGE_*. */
export function readSourceFlags(flags: SourceFlags & OutputFlags): SourceRequest {
  checkFlags(flags);
  const duration = readDurationFlag('--duration', flags.duration, '10m');
  const connection = readConnectionFlags(flags);
  const { from, to, preflight = true } = flags;
  const range = from === undefined ? undefined : { from, to };
  if (flags.replay !== undefined) return { kind: 'replay', file: flags.replay, range, duration };
  if (!connection) {
    const { scenario = DEFAULT_SCENARIO, signal: signals = [] } = flags;
    return { kind: 'scenario', scenario, signals, duration };
  }
  return { kind: 'server', connection, range, preflight, record: readRecord(flags), duration };
}

function checkFlags(flags: SourceFlags): void {
  const sources = SOURCE_FLAGS.filter((flag) => flags[flag] !== undefined);
  if (sources.length > 1)
    throw fail('USAGE_CONFLICT', { flags: sources.map((flag) => `--${flag}`).join(' and ') });
  if (flags.record !== undefined && flags.resume !== undefined)
    throw fail('USAGE_CONFLICT', { flags: '--record and --resume' });
  const serverFlag = SERVER_FLAGS.find((flag) => flags[flag] !== undefined);
  if (serverFlag && flags.prometheus === undefined)
    throw fail('USAGE_MISSING', { flag: '--prometheus URL', what: `the server for --${serverFlag}` });
  const historyFlag = HISTORY_FLAGS.find((flag) => flags[flag] !== undefined);
  if (historyFlag && flags.prometheus === undefined && flags.replay === undefined)
    throw fail('USAGE_MISSING', { flag: '--prometheus URL', what: `the server for --${historyFlag}` });
  if (flags.to !== undefined && flags.from === undefined)
    throw fail('USAGE_MISSING', { flag: '--from TIME', what: 'the start of the history' });
  if (flags.signal?.length && sources.some((flag) => flag !== 'scenario'))
    throw fail('USAGE_CONFLICT', { flags: `--signal and --${sources[0]}` });
}

/** A recording is a file of its own. */
function readRecord(flags: SourceFlags & OutputFlags): RecordRequest | undefined {
  const { trace, report, overwrite = false, resume } = flags;
  const file = resume ?? flags.record;
  if (file === undefined) return undefined;
  const flag = resume === undefined ? '--record' : '--resume';
  const isShared = [trace, report].some((other) => other !== undefined && resolve(other) === resolve(file));
  if (isShared) throw wrongFile(flag, file, 'a file of its own, not that of --trace or --report');
  if (file === '-') throw wrongFile(flag, file, 'the name of a file');
  return { file, overwrite, resume: resume !== undefined };
}

const wrongFile = (flag: string, got: string, expected: string): Error =>
  fail('USAGE_VALUE', { flag, got, expected });
