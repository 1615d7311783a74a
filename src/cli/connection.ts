import type { Command } from 'commander';
import { fail } from '../errors/rollout-error.ts';
import { connect, type PrometheusApi } from '../prometheus/connect.ts';
import { parseDuration, type Seconds } from '../text/duration.ts';
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
    .option('--concurrency <count>', 'requests at once (default: 4)');

/** Connects as the flags say. Throws RolloutError: 2 for a bad flag, 3 for a bad file, 4 for a server that does not answer. */
export async function connectTo(url: string, flags: ConnectionFlags, io: IO): Promise<PrometheusApi> {
  const file = flags.httpConfigFile;
  return connect({
    url,
    headers: flags.header,
    httpConfig: file === undefined ? undefined : { file, text: await io.read(file) },
    timeout: readTimeout(flags.timeout),
    retries: readCount('--retries', flags.retries, 0),
    concurrency: readCount('--concurrency', flags.concurrency, 1),
    signal: io.interrupted,
    env: io.env,
  });
}

function readTimeout(text: string | undefined): Seconds | undefined {
  const seconds = text === undefined ? undefined : parseDuration(text);
  if (text !== undefined && !seconds)
    throw fail('USAGE_VALUE', {
      flag: '--timeout',
      got: text,
      expected: 'a duration above zero, such as 30s',
    });
  return seconds;
}

function readCount(flag: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const count = /^\d{1,3}$/.test(text) ? Number(text) : -1;
  if (count < least)
    throw fail('USAGE_VALUE', { flag, got: text, expected: `a whole number of ${least} or more` });
  return count;
}
