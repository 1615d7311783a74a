import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One request of a user. */
export interface AskedRequest {
  readonly verb: string;
  readonly resource: string;
  /** Empty where all of a resource are asked for. */
  readonly name: string;
}

/** A line of the log of the API server, as far as it is read. */
interface AuditEvent {
  readonly verb: string;
  readonly stage: string;
  readonly objectRef?: { readonly resource?: string; readonly name?: string };
}

/** Has an API server keep a log of what users ask for, and of nothing else: the flags for that. */
export function auditFlags(directory: string, users: readonly string[]): Readonly<Record<string, string>> {
  const own = users.length > 0 ? [{ level: 'Metadata', users }] : [];
  const rules = [...own, { level: 'None' }];
  const policy = { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', omitStages: ['RequestReceived'], rules };
  const file = join(directory, 'audit.json');
  writeFileSync(file, JSON.stringify(policy));
  appendFileSync(logIn(directory), '');
  return { 'audit-policy-file': file, 'audit-log-path': logIn(directory) };
}

/** What users have asked for so far, in order: each request that was answered, and each watch that was begun. */
export function askedIn(directory: string): AskedRequest[] {
  const lines = readFileSync(logIn(directory), 'utf8').split('\n').slice(0, -1);
  const events = lines.map((line) => JSON.parse(line) as AuditEvent);
  const asked = events.filter(({ verb, stage }) => (stage === 'ResponseStarted') === (verb === 'watch'));
  return asked.map(({ verb, objectRef: { resource = '', name = '' } = {} }) => ({ verb, resource, name }));
}

const logIn = (directory: string): string => join(directory, 'audit.log');
