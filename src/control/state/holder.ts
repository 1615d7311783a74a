import { createHash, randomUUID } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { ProcessStart } from '../process-start.ts';

/** A process that holds a rollout: its id, its start, the machine with the namespace of its id, and which time it took it. */
export interface Holder {
  readonly pid: number;
  readonly start: string;
  readonly machine: string;
}

/** What a process is asked for. */
export interface Processes {
  readonly pid: number;
  readonly processStart: ProcessStart;
  readonly machine: string;
}

/** The text by which a record names this process; another one at each call. */
export const holderText = ({ pid, processStart, machine }: Processes): string =>
  [pid, processStart(pid) ?? '', machine, randomUUID().slice(0, 8)].join(' ');

export function readHolder(text: string): Holder | undefined {
  const [pid = '', start = '', machine = ''] = text.split(' ');
  return /^\d+$/.test(pid) && machine !== '' ? { pid: Number(pid), start, machine } : undefined;
}

/** Whether the process has ended; unknown for one of another machine or namespace of process ids. */
export function isGone(text: string, { processStart, machine }: Processes): boolean | undefined {
  const holder = readHolder(text);
  if (holder?.machine !== machine) return undefined;
  return processStart(holder.pid) !== holder.start;
}

/** This machine, and its namespace of process ids: a text without blanks. */
export const thisMachine = (): string =>
  createHash('sha256').update(`${hostname()} ${namespace()}`).digest('hex').slice(0, 12);

function namespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
