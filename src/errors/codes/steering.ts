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
  KILL_TARGETS: warning<{ file: string; why: string }>({
    text: (p) => `${p.file}: ${p.why}; the targets that can be read of it are told`,
    hint: () => 'look at each target of the rollout file, and switch off by hand what is not named here',
  }),
  KILL_NOT_DURABLE: warning<{ name: string; why: string }>({
    text: (p) => `the record of ${p.name} cannot be written: ${p.why}`,
    hint: () =>
      'the targets are told all the same; a controller that still runs may raise them again when this command ends: stop it',
  }),
  KILL_UNFINISHED: error<{ name: string; left: string }>(1, {
    text: (p) => `the kill of ${p.name} is not confirmed: ${p.left}`,
    hint: (p) => `\`rollout kill ${p.name}\` goes on with it`,
  }),
  ROLLOUT_REFUSED: error<{ name: string; verb: string; why: string; fix: string }>(1, {
    text: (p) => `${p.verb} ${p.name}: ${p.why}`,
    hint: (p) => p.fix,
  }),
  ROLLOUT_RECORD: error<{ name: string; why: string }>(3, {
    text: (p) => `the record of ${p.name} cannot be changed: ${p.why}`,
    hint: (p) =>
      `\`rollout kill ${p.name}\` works all the same; a record that is damaged is written anew by a run in another state directory`,
  }),
};
