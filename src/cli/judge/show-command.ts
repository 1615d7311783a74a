import { shownUrl } from '../../prometheus/http/base-url.ts';
import { toDotted, toPointer } from '../../text/pointer.ts';
import { formatMoment, type Moment } from '../../text/time.ts';
import type { ConnectionRequest } from '../connection.ts';
import type { IO } from '../io.ts';
import type { PolicyRequest } from '../load-policy.ts';
import { quoted, shownHeader } from '../simulate/resume-command.ts';
import type { SteeringRequest } from '../simulate/steering-request.ts';
import type { HistoryRequest } from './source-request.ts';

/** What a rehearsal is made of. */
export interface ShownRequest {
  readonly policy: PolicyRequest;
  readonly steering: SteeringRequest;
  readonly history: HistoryRequest;
}

/** A recording, and the time that it has readings of. */
export interface ShownRecording {
  readonly file: string;
  readonly start: Moment;
  readonly end: Moment;
}

/** The `simulate` command of a rehearsal as data, so that another process, started in another way, can write it. */
export interface ShownCommand {
  /** All of it but how rollout is started, recording and period. */
  readonly words: string;
  /** In the order of their times; none for a server. */
  readonly recordings: readonly ShownRecording[];
}

/** Passwords in the address and values of headers are left out. */
export const shownCommand = (
  { policy, steering, history }: ShownRequest,
  recordings: readonly ShownRecording[],
): ShownCommand => ({
  words: [
    'simulate',
    ...[...policyWords(policy), '--start', ...steeringWords(steering), ...serverWords(history)].map(quoted),
  ].join(' '),
  recordings,
});

/** The command of the rehearsal from one moment to before another, on the recording that has its start, as far as that goes. */
export function commandText(
  { invocation, words, recordings }: ShownCommand & Pick<IO, 'invocation'>,
  from: Moment,
  to: Moment,
): string {
  const recording = recordings.findLast(({ start }) => start <= from) ?? recordings[0];
  const replay = recording ? ['--replay', quoted(recording.file)] : [];
  const end = Math.min(to, recording?.end ?? to);
  return [invocation, words, ...replay, '--from', formatMoment(from), '--to', formatMoment(end)].join(' ');
}

function policyWords(policy: PolicyRequest): string[] {
  if ('policyFile' in policy) return ['--policy-file', policy.policyFile];
  const { valuesFile, blueprint, blueprints, assignments = [] } = policy;
  return [
    ...optional('-f', valuesFile),
    ...optional('--name', blueprint),
    ...optional('--blueprints', blueprints),
    ...assignments.flatMap(({ path, value }) => [
      '--value',
      `${toDotted(toPointer(path))}=${JSON.stringify(value)}`,
    ]),
  ];
}

const steeringWords = ({ document: { file, set = [] } }: SteeringRequest): string[] => [
  ...optional('--dynamic-config', file),
  ...set.flatMap((one) => ['--set', one]),
];

function serverWords(history: HistoryRequest): string[] {
  if (history.kind !== 'server') return [];
  const { url, httpConfigFile, headers = [], allowPartial } = history.connection satisfies ConnectionRequest;
  return [
    '--prometheus',
    shownUrl(url),
    ...optional('--http-config-file', httpConfigFile),
    ...headers.flatMap((header) => ['--header', shownHeader(header)]),
    ...(allowPartial ? ['--allow-partial'] : []),
  ];
}

const optional = (flag: string, value: string | undefined): string[] =>
  value === undefined ? [] : [flag, value];
