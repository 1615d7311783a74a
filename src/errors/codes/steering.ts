import { didYouMean, error, warning } from '../define.ts';

/** The commands that steer a rollout, and its kill. */
export const steeringCodes = {
  ROLLOUT_NAME: error<{ got: string }>(3, {
    text: (p) => `"${p.got}" is no name of a rollout`,
    hint: () => 'lower case letters, digits, `-` and `.`, at most 253 characters',
  }),
  ROLLOUT_UNKNOWN: error<{ name: string; state: string; suggestion?: string }>(3, {
    text: (p) => `no rollout ${p.name} in ${p.state}${didYouMean(p)}`,
    hint: () => 'see `rollout status`; another state directory is named with --state',
  }),
  KILL_TARGET: warning<{ target: string; why: string }>({
    text: (p) => `${p.target} does not take 0 %: ${p.why}`,
    hint: () => 'it is told again until it does; where that lasts, switch the feature off there',
  }),
  KILL_RAISED: warning<{ target: string; percentage: string }>({
    text: (p) => `${p.target} was at ${p.percentage}, and is put down again`,
    hint: () => 'a late call of a controller, or a hand',
  }),
  KILL_UNTOLD: warning<{ target: string; why: string }>({
    text: (p) => `this command cannot tell ${p.target} anything: ${p.why}`,
    hint: () => 'a controller that runs tells it 0 % by the record; where none does, switch it off by hand',
  }),
  KILL_UNSAFE: warning<{ why: string }>({
    text: (p) => `${p.why}; it is killed all the same`,
    hint: () => 'what it has of the targets may have been changed: look at each of them',
  }),
  KILL_REPAIRED: warning<{ name: string; why: string }>({
    text: (p) => `the record of ${p.name} could not be read: ${p.why}; it is written anew, as killed`,
    hint: (p) => `\`rollout unkill ${p.name}\` leads on once the kill is confirmed: from 0 %, not started`,
  }),
  KILL_TARGETS: warning<{ file: string; why: string; areKnown: boolean }>({
    text: (p) =>
      `${p.file}: ${p.why}; ${p.areKnown ? 'the targets that can be read of it are told' : 'no target is known to this command'}`,
    hint: () => 'look at each target of the rollout file, and switch off by hand what is not named here',
  }),
  KILL_COPY: warning<{ place: string; file: string }>({
    text: (p) =>
      `${p.place} does not answer: the targets told are those of ${p.file}, as this machine saw them last`,
    hint: () =>
      'targets that were added since, and all runs that still go on, are not told: look at them by hand',
  }),
  KILL_NOT_DURABLE: warning<{ name: string; why: string }>({
    text: (p) => `the record of ${p.name} cannot be written: ${p.why}`,
    hint: () =>
      'the targets are told all the same, and it is tried again; until it is written a controller that runs, or is started, may raise them again: stop it',
  }),
  KILL_UNFINISHED: error<{ name: string; left: string; isUntold?: boolean }>(1, {
    text: (p) => `the kill of ${p.name} is not confirmed: ${p.left}`,
    hint: (p) =>
      p.isUntold
        ? `switch those off by hand; a \`rollout run\` of its file writes a frozen.json that is missing anew and raises nothing: then \`rollout kill ${p.name}\``
        : `\`rollout kill ${p.name}\` goes on with it`,
  }),
  ROLLOUT_REFUSED: error<{ name: string; verb: string; why: string; fix: string }>(1, {
    text: (p) => `${p.verb} ${p.name}: ${p.why}`,
    hint: (p) => p.fix,
  }),
  ROLLOUT_NOT_DRIFTED: error<{ name: string }>(1, {
    text: (p) => `no target of ${p.name} was set to less by somebody else`,
    hint: (p) =>
      `\`rollout status ${p.name}\` says what its targets have; without --take-over it is resumed as it is`,
  }),
  ROLLOUT_NO_APPROVAL: error<{ name: string; step?: number; steps: string }>(1, {
    text: (p) =>
      p.step === undefined
        ? `no step of ${p.name} waits for an approval`
        : `step ${p.step} of ${p.name} needs no approval`,
    hint: (p) =>
      p.steps ? `steps that need one: ${p.steps}` : 'its rollout file names none under approvals',
  }),
  ROLLOUT_NOT_TAKEN: error<{ name: string; verb: string; holder: string; waited: string }>(1, {
    text: (p) => `${p.holder}, which controls ${p.name}, has not taken the ${p.verb} within ${p.waited}`,
    hint: () => 'it is written, and is obeyed as soon as its controller goes on; see `rollout status`',
  }),
  STEER_BOTH: warning<{ name: string; taken: string; other: string }>({
    text: (p) => `${p.name} is a rollout and a live simulation: this is for ${p.taken}`,
    hint: (p) => p.other,
  }),
  ROLLOUT_OTHER_STATE: error<{ name: string; state: string; wanted: string; when: string }>(1, {
    text: (p) => `${p.name} is ${p.state} ${p.when}, not ${p.wanted}`,
    hint: (p) => `see \`rollout status ${p.name}\` and \`rollout events ${p.name}\``,
  }),
  ROLLOUT_JOURNAL: error<{ name: string; why: string }>(3, {
    text: (p) => `the journal of ${p.name} cannot be read: ${p.why}`,
  }),
  JOURNAL_BROKEN: warning<{ name: string; lines: string }>({
    text: (p) => `the journal of ${p.name} was changed by somebody: ${p.lines}`,
    hint: () => 'each line carries the sum of the one before; those do not follow it',
  }),
  ROLLOUT_RECORD: error<{ name: string; why: string }>(3, {
    text: (p) => `the record of ${p.name} cannot be changed: ${p.why}`,
    hint: (p) =>
      `\`rollout kill ${p.name}\` switches it off all the same, and writes a damaged record anew; \`rollout unkill ${p.name}\` leads on then`,
  }),
};
