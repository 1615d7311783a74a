import type { Client, Result } from 'pg';
import { decode } from '../../../prometheus/http/base-url.ts';
import type { Secrets } from '../../../prometheus/http/secrets.ts';
import { refused, unknown } from '../../outcome.ts';
import { readSecret, SecretFault, type SecretKeys } from '../../secrets.ts';
import type { World } from '../../world.ts';
import type { Outcome } from '../actuator.ts';

/** Where a database is; with a password in it, by file or variable. */
export interface ConnectionKeys extends SecretKeys<'url'> {
  readonly url?: string;
}

/** A database did not do what it was asked for; `outcome` says what that means for a change. */
export class DatabaseFault extends Error {
  readonly outcome: Outcome;

  constructor(isChanged: 'no' | 'unknown', why: string) {
    super(why);
    this.outcome = isChanged === 'no' ? refused(why) : unknown(why);
  }
}

export type Query = (text: string, values: readonly unknown[]) => Promise<Result>;

export interface Connecting {
  readonly keys: ConnectionKeys;
  readonly world: World;
  readonly signal: AbortSignal;
  readonly secrets: Secrets;
}

/** A statement that waits for a lock of others ends by itself, also where nobody is there any more to end it. */
const MAX_STATEMENT_MS = 5000;

/** Connects, asks, and closes the connection, at the latest when the signal fires. Throws DatabaseFault, SecretFault. */
export async function withDatabase<T>(options: Connecting, use: (query: Query) => Promise<T>): Promise<T> {
  const { signal, secrets } = options;
  const client = await clientOf(options);
  const stop = () => client.connection.stream.destroy();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const attempt = <R>(asked: Promise<R>, faultOf: (problem: Error) => 'no' | 'unknown'): Promise<R> =>
    asked.catch((problem: Error) => {
      const why = signal.aborted ? 'no answer within the time limit' : secrets.hide(problem.message);
      throw new DatabaseFault(faultOf(problem), why);
    });
  try {
    await attempt(client.connect(), () => 'no');
    return await use((text, values) => attempt(client.query(text, values), changeAfter));
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

async function clientOf({ keys, world, secrets }: Connecting): Promise<Client> {
  const pg = await loadPg();
  const connectionString = readUrl(keys, world, secrets);
  const limits = { statement_timeout: MAX_STATEMENT_MS, lock_timeout: MAX_STATEMENT_MS };
  const client = new pg.Client({ connectionString, application_name: 'rollout', ...limits });
  client.on('error', () => {}); // what is asked at the time fails by itself
  return client;
}

/** pg is installed by those who need it, beside rolloutctl. */
async function loadPg() {
  try {
    return (await import('pg')).default;
  } catch {
    throw new DatabaseFault(
      'no',
      'the package pg is needed for PostgreSQL: npm install pg, beside rolloutctl',
    );
  }
}

function readUrl(keys: ConnectionKeys, world: World, secrets: Secrets): string {
  const url = readSecret(keys, 'url', world) ?? keys.url ?? '';
  if (!URL.canParse(url) || !/^postgres(ql)?:/.test(url))
    throw new SecretFault('the address is no URL of PostgreSQL');
  const { password } = new URL(url);
  secrets.add(url, password, decode(password));
  return url;
}

/** The server's own fault undoes a statement, but when the server or the connection goes away with it (classes 57P, 08). */
function changeAfter(problem: Error): 'no' | 'unknown' {
  const { code, severity } = problem as { code?: string; severity?: string };
  const isOfServer = severity !== undefined && code !== undefined;
  return isOfServer && !/^(08|57P)/.test(code) ? 'no' : 'unknown';
}
