import { codeOf, fail } from '../../errors/rollout-error.ts';
import type { Clock } from '../../prometheus/clock.ts';
import type { Seconds } from '../../text/duration.ts';
import {
  isCount,
  isMapping,
  isNumber,
  isText,
  listOf,
  mappingOf,
  oneOf,
  orMissing,
  orNull,
} from '../../text/shape.ts';
import type { KillProgress } from '../api/kills.ts';
import type { Checked } from '../commands/check-kill.ts';
import type { KillReport } from '../commands/kill-rollout.ts';
import type { KillNote } from '../controller/kill-options.ts';
import type { Request } from '../record/record.ts';
import { readRecord } from '../record/record-shape.ts';
import { bodyOf, isNetworkFault, named, pathOf, shaped } from './remote-rollout.ts';
import type { ServerClient } from './server-client.ts';

const POLL_INTERVAL: Seconds = 0.2;

export interface RemoteKill {
  readonly name: string;
  readonly client: ServerClient;
  readonly request: Request;
  readonly note: (note: KillNote) => void;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly signal: AbortSignal;
}

const isRecord = (value: unknown): boolean => readRecord(value).kind === 'record';

const NOTES: Readonly<Record<KillNote['kind'], (value: unknown) => boolean>> = {
  failed: mappingOf({ target: isText, why: isText }),
  above: mappingOf({ target: isText, percentage: isNumber }),
  below: mappingOf({ target: isText, percentage: isNumber }),
  off: isMapping,
  durable: mappingOf({ record: isRecord }),
  confirmed: mappingOf({ record: isRecord }),
  not_durable: mappingOf({ why: isText }),
  repaired: mappingOf({ why: isText }),
  untold: mappingOf({ target: isText, why: isText }),
  waits: mappingOf({ holder: isText }),
};

function isNote(value: unknown): boolean {
  const kind = String(Object(value).kind);
  return Object.hasOwn(NOTES, kind) && NOTES[kind as KillNote['kind']](value);
}

const isReport = mappingOf({
  rollout: isText,
  end: oneOf('guarded', 'confirmed', 'off', 'stopped', 'unkilled'),
  record: (value) => value === undefined || isRecord(value),
  targets: listOf(isText),
  pending: listOf(isText),
  offAfter: orMissing(isNumber),
});

const isProgress = mappingOf({ notes: listOf(isNote), next: isCount, report: orNull(isReport) });

const isChecked = mappingOf({
  what: isText,
  in_force: orNull(isNumber),
  tried: oneOf('answer', 'files'),
  fault: orNull(isText),
});

/**
 * Has the process of a server kill a rollout, and says how far that has come; undefined where the signal fires before its end:
 * the server goes on then. Throws KILL_SERVER where the server does not answer, or no more, and what it refuses with.
 */
export async function killByServer(kill: RemoteKill): Promise<KillReport | undefined> {
  let isAsked = false;
  try {
    await askForKill(kill);
    isAsked = true;
    return await followKill(kill);
  } catch (problem) {
    const { name, client, signal } = kill;
    if (signal.aborted && isAsked) return undefined;
    if (signal.aborted) {
      const why = `${client.url} had not answered when it was ended`;
      throw fail('KILL_SERVER', { name, why, reached: REACHED.unknown }, {}, problem);
    }
    if (!isNetworkFault(problem)) throw problem;
    const reached = isAsked ? REACHED.yes : reachedBefore(problem);
    throw fail('KILL_SERVER', { name, why: problem.message, reached }, {}, problem);
  }
}

/** How far a kill by a server came. */
const REACHED = {
  yes: 'was asked for, and is not known to be confirmed',
  no: 'did not reach its controller',
  unknown: 'is not known to have reached its controller',
} as const;

/** The request went out and no answer came, or it did not go out. */
const reachedBefore = (problem: unknown): string =>
  codeOf(problem) === 'SERVER_UNKNOWN' ? REACHED.unknown : REACHED.no;

/** A record that cannot be written yet ends nothing: the server goes on, and its notes say so. */
async function askForKill({ client, name, request }: RemoteKill): Promise<void> {
  const change = { what: `kill of ${name}`, name };
  const asked = client.post(pathOf(name, '/kill'), bodyOf(request), change);
  try {
    await named(asked, client, name);
  } catch (problem) {
    if (codeOf(problem) !== 'ROLLOUT_RECORD') throw problem;
  }
}

async function followKill(kill: RemoteKill): Promise<KillReport | undefined> {
  const { clock, signal, note } = kill;
  let next = 0;
  while (!signal.aborted) {
    const progress = await progressAfter(kill, next);
    for (const one of progress?.notes ?? []) note(one);
    if (progress?.report) return progress.report;
    next = progress?.next ?? 0;
    await clock.sleep(POLL_INTERVAL, signal);
  }
  return undefined;
}

/** A process that was started anew knows nothing of it: it is asked once more. */
async function progressAfter(kill: RemoteKill, after: number): Promise<KillProgress | undefined> {
  const { client, name, request } = kill;
  const path = pathOf(name, `/kill/notes?id=${encodeURIComponent(request.id)}&after=${after}`);
  try {
    return await shaped<KillProgress>(client, client.get(path), isProgress);
  } catch (problem) {
    if (codeOf(problem) !== 'API_KILL') throw problem;
    await askForKill(kill);
    return undefined;
  }
}

/** What a kill by the process of a server needs, as it stands there. */
export function checkKillByServer(client: ServerClient, name: string): Promise<Checked[]> {
  const change = { what: `check of the kill of ${name}`, name };
  const asked = client.post(pathOf(name, '/kill/check'), {}, change);
  return shaped<Checked[]>(client, named(asked, client, name), listOf(isChecked));
}
