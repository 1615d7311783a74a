import { error, warning } from '../define.ts';

/** Recordings of a history: written by --record, read by --replay. */
export const recordingCodes = {
  RECORDING_FORMAT: error<{ why: string }>(3, {
    text: (p) => `not a recording that can be replayed: ${p.why}`,
    hint: () => '`rollout simulate --prometheus URL --from T --record FILE` makes one',
  }),
  RECORDING_TRUNCATED: error<Record<string, never>>(3, {
    text: () => 'the recording is incomplete: its last line is missing',
    hint: () =>
      'copy it again, or record it again; a part of it is never replayed; `simulate --resume` reads the rest of a history',
  }),
  RECORDING_PARTIAL: error<{ file: string }>(3, {
    text: (p) => `${p.file} is a part of a recording: the rehearsal that made it failed`,
    hint: () =>
      'give --resume instead of --replay, and --prometheus: the rest is read from the server; a part is never replayed',
  }),
  RECORDING_DAMAGED: error<{ from: string; why: string }>(3, {
    text: (p) => `the recording is damaged in its readings from ${p.from} on: ${p.why}`,
    hint: () => 'copy it again, or record it again; the readings before are not used either',
  }),
  RECORDING_WRITE: error<{ file: string; why: string; isKept: boolean }>(3, {
    text: (p) => `${p.file} cannot be recorded: ${p.why}`,
    hint: (p) =>
      p.isKept
        ? 'what was written before is kept'
        : 'no part of it was written; give a place with room for it',
  }),
  RECORDING_FULL: error<{ from: string; to: string; at: string; isKept: boolean }>(4, {
    text: (p) =>
      `the readings from ${p.from} to ${p.to} could not be recorded: the disk was full at those of ${p.at}`,
    hint: (p) =>
      p.isKept
        ? 'what was written before is kept: make room and resume'
        : 'no part of them was written: give --record a place with more room, or a shorter span with --from and --to',
  }),
  RECORDING_UNFINISHED: error<{ file: string; part: string }>(2, {
    text: (p) => `${p.part} exists and was kept: the part of a rehearsal that failed, or that runs now`,
    hint: (p) =>
      `give --resume ${p.file} instead of --record to go on with it, or add --overwrite to begin anew`,
  }),
  RECORDING_KEPT: warning<{ file: string; until: string; to: string; command: string }>({
    text: (p) => `${p.file} has the readings up to ${p.until}, of those to ${p.to}`,
    hint: (p) => `go on with: ${p.command}`,
  }),
  RECORDING_QUERIES: error<{ recorded: string; asked: string }>(3, {
    text: (p) => `the recording was made for other queries: ${p.recorded}; the policy asks ${p.asked}`,
    hint: () => 'resume with the policy it was made for, or record anew with this one',
  }),
  RECORDING_PERIOD: error<{ recorded: string; got: string }>(3, {
    text: (p) => `the recording is of another period: ${p.recorded}; asked for ${p.got}`,
    hint: () => 'leave --from and --to out: the recording knows its period; or record anew',
  }),
  RECORDING_SERVER: error<{ recorded: string; got: string }>(3, {
    text: (p) => `the recording was made from ${p.recorded}, this server is ${p.got}`,
    hint: () =>
      'two servers, or two versions, may answer differently: resume from the first one, or record anew',
  }),
  RECORDING_LIVE: error<Record<string, never>>(3, {
    text: () => 'the recording is of a live run, which cannot be resumed',
    hint: () => '--replay repeats what it has',
  }),
  RECORDING_QUERY: error<{ signal: string; query: string; known: string }>(3, {
    text: (p) => `the recording has no readings for ${p.signal}: ${p.query}`,
    hint: (p) => `it holds ${p.known}; record again with this policy`,
  }),
  RECORDING_INTERVAL: error<{ got: number; recorded: number }>(3, {
    text: (p) => `the policy ticks every ${p.got} s, the recording every ${p.recorded} s`,
    hint: () => 'record again with this policy',
  }),
  RECORDING_SHIFTED: error<{ at: string; tick: number }>(3, {
    text: (p) =>
      `the recording from ${p.at} on is of a live run that lost time at its tick ${p.tick}: its ticks do not stand at equal distances`,
    hint: () => 'record the history of that time instead: --from and --record of `rollout simulate`',
  }),
  RECORDING_OVERLAP: error<{ first: string; second: string; from: string; to: string }>(3, {
    text: (p) => `${p.first} and ${p.second} both have the readings from ${p.from} to ${p.to}`,
    hint: () => 'give recordings that follow each other: --to of one is --from of the next',
  }),
  RECORDING_APART: error<{ first: string; second: string; from: string; to: string }>(3, {
    text: (p) => `between ${p.first} and ${p.second} the readings from ${p.from} to ${p.to} are missing`,
    hint: () => 'record that time as well, or judge on one of the two',
  }),
  RECORDING_OUTSIDE: error<{ file: string; from: string; to: string; asked: string }>(3, {
    text: (p) => `${p.file} has readings from ${p.from} to ${p.to}, asked for ${p.asked}`,
    hint: () => 'give times within them, or leave --from and --to out',
  }),
  RECORDING_PHASE: error<{ file: string; signal: string; every: string }>(3, {
    text: (p) =>
      `${p.file} is begun between two evaluations of ${p.signal}, which are recorded every ${p.every}`,
    hint: (p) =>
      `begin at a multiple of ${p.every} behind its first tick, or behind that of the first recording`,
  }),
  RECORDING_UNLIKE: warning<{ first: string; second: string; one: string; other: string }>({
    text: (p) => `${p.first} was recorded from ${p.one}, ${p.second} from ${p.other}`,
    hint: () => 'two servers may measure differently; a policy is judged on both',
  }),
};
