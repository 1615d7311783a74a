import type { Command } from 'commander';
import { fail } from '../errors/rollout-error.ts';
import { connect, type PrometheusApi } from '../prometheus/connect.ts';
import type { Seconds } from '../text/duration.ts';
import { readDurationFlag } from './duration-flag.ts';
import type { IO } from './io.ts';
import { repeated } from './options.ts';

/** The flags of every command that takes a URL. */
export interface ConnectionFlags {
  readonly prometheus?: string;
  readonly httpConfigFile?: string;
  readonly header?: readonly string[];
  readonly timeout?: string;
  readonly retries?: string;
  readonly concurrency?: string;
  readonly allowPartial?: boolean;
}

export const addConnectionOptions = (command: Command): Command =>
  command
    .option('--prometheus <url>', 'the server; the path before /api/v1 is kept')
    .option(
      '--http-config-file <file>',
      "credentials, TLS, proxy and headers: the YAML of promtool's --http.config.file",
    )
    .option('--header <"K: V">', 'a request header; may be repeated', repeated)
    .option('--timeout <duration>', 'for one request, everything included (default: 30s)')
    .option('--retries <count>', 'attempts after the first (default: 6)')
    .option('--concurrency <count>', 'requests at once (default: 4)')
    .option('--allow-partial', 'take answers that lack a part of the data');

/** How to reach a server. */
export interface ConnectionRequest {
  readonly url: string;
  readonly httpConfigFile: string | undefined;
  /** Whether files with secrets that others can read are refused. */
  readonly isPrivate?: boolean;
  /** `K: V` each. */
  readonly headers: readonly string[] | undefined;
  /** For one request, everything included. */
  readonly timeout: Seconds | undefined;
  /** Attempts after the first. */
  readonly retries: number | undefined;
  /** Requests at once. */
  readonly concurrency: number | undefined;
  /** Whether an answer that lacks a part of the data is taken. */
  readonly allowPartial: boolean | undefined;
}

/** The server that the flags name; undefined where they name none. Throws USAGE_VALUE. */
export function readConnectionFlags(flags: ConnectionFlags): ConnectionRequest | undefined {
  if (flags.prometheus === undefined) return undefined;
  return {
    url: flags.prometheus,
    httpConfigFile: flags.httpConfigFile,
    headers: flags.header,
    timeout: readTimeout(flags.timeout),
    retries: readCount('--retries', flags.retries, 0),
    concurrency: readCount('--concurrency', flags.concurrency, 1),
    allowPartial: flags.allowPartial,
  };
}

/** Throws RolloutError: 2 for a bad header, 3 for a bad file, 4 for a server that does not answer. */
export async function connectTo(
  { httpConfigFile, ...request }: ConnectionRequest,
  io: IO,
): Promise<PrometheusApi> {
  const httpConfig =
    httpConfigFile === undefined ? undefined : { file: httpConfigFile, text: await io.read(httpConfigFile) };
  return connect({ ...request, httpConfig, signal: io.interrupted, env: io.env });
}

/** Timers hold 2^31 - 1 milliseconds, which is a little more; a longer one would end at once. */
const MAX_TIMEOUT: Seconds = 24 * 86_400;

function readTimeout(text: string | undefined): Seconds | undefined {
  const timeout = readDurationFlag('--timeout', text, '30s');
  if (timeout === undefined || timeout <= MAX_TIMEOUT) return timeout;
  throw fail('USAGE_VALUE', { flag: '--timeout', got: text ?? '', expected: 'a duration of at most 24d' });
}

function readCount(flag: string, text: string | undefined, min: number): number | undefined {
  if (text === undefined) return undefined;
  const count = /^\d{1,3}$/.test(text) ? Number(text) : -1;
  if (count < min)
    throw fail('USAGE_VALUE', { flag, got: text, expected: `a whole number of ${min} or more` });
  return count;
}
