import { error } from '../define.ts';

/** Recordings of a history: written by --record, read by --replay. */
export const recordingCodes = {
  RECORDING_FORMAT: error<{ why: string }>(3, {
    text: (p) => `not a recording that can be replayed: ${p.why}`,
    hint: () => '`rollout simulate --prometheus URL --from T --record FILE` makes one',
  }),
  RECORDING_TRUNCATED: error<Record<string, never>>(3, {
    text: () => 'the recording is incomplete: its last line is missing',
    hint: () => 'copy it again, or record it again; a part of it is never replayed',
  }),
  RECORDING_DAMAGED: error<{ from: string; why: string }>(3, {
    text: (p) => `the recording is damaged in its readings from ${p.from} on: ${p.why}`,
    hint: () => 'copy it again, or record it again; the readings before are not used either',
  }),
  RECORDING_WRITE: error<{ file: string; why: string }>(3, {
    text: (p) => `${p.file} cannot be recorded: ${p.why}`,
    hint: () => 'no part of it was written; give a place with room for it',
  }),
  RECORDING_FULL: error<{ from: string; to: string; at: string }>(4, {
    text: (p) =>
      `the readings from ${p.from} to ${p.to} could not be recorded: the disk was full at those of ${p.at}`,
    hint: () =>
      'no part of them was written: give --record a place with more room, or a shorter span with --from and --to',
  }),
  RECORDING_QUERY: error<{ signal: string; query: string; known: string }>(3, {
    text: (p) => `the recording has no readings for ${p.signal}: ${p.query}`,
    hint: (p) => `it holds ${p.known}; record again with this policy`,
  }),
  RECORDING_INTERVAL: error<{ got: number; recorded: number }>(3, {
    text: (p) => `the policy ticks every ${p.got} s, the recording every ${p.recorded} s`,
    hint: () => 'record again with this policy',
  }),
};
