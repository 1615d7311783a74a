import { didYouMean, error, warning } from '../define.ts';

/** Rollout files: a policy, where it acts, and what holds it. */
export const rolloutFileCodes = {
  ROLLOUT_POLICY: error<{ given: string }>(3, {
    text: (p) => `a rollout file names its policy with values_file or policy_file, got ${p.given}`,
    hint: () => 'paths are relative to the rollout file',
  }),
  ROLLOUT_SECRET: error<{ path: string; instead: string }>(3, {
    text: (p) => `${p.path} is a secret that is written in the file`,
    hint: (p) => `take it out, replace it where it is valid, and name ${p.instead}`,
  }),
  ROLLOUT_NEEDS: error<{ path: string; keys: string }>(3, {
    text: (p) => `${p.path} needs one of ${p.keys}`,
  }),
  ROLLOUT_TARGET: error<{ target: string; first: string }>(3, {
    text: (p) => `two actuators move the same target, ${p.target}: the first is ${p.first}`,
    hint: () => 'a target belongs to one actuator of one rollout; take one of them out',
  }),
  ROLLOUT_ROUNDS: error<{ kind: string; step: number; percentage: string }>(3, {
    text: (p) => `${p.kind} rounds step ${p.step} of the ramp, ${p.percentage} %, down to 0 %`,
    hint: () => 'give the step a greater target, or take a target that holds smaller percentages',
  }),
  ROLLOUT_TIMEZONE: error<{ path: string; got: string; suggestion?: string }>(3, {
    text: (p) => `${p.path}: there is no time zone ${p.got}${didYouMean(p)}`,
    hint: () => 'write a name of the IANA database, such as Europe/Berlin or UTC',
  }),
  ROLLOUT_DAYS: error<{ path: string; got: string }>(3, {
    text: (p) => `${p.path} must be days of the week, got ${p.got}`,
    hint: () => 'write days or spans of them: mon-thu, or mon,wed,fri',
  }),
  ROLLOUT_STEP: error<{ path: string; step: number; steps: number }>(3, {
    text: (p) =>
      `${p.path} is step ${p.step}, but the ramp has ${p.steps === 1 ? 'one step' : `${p.steps} steps`}`,
  }),
  ROLLOUT_CONTRADICTION: error<{ path: string; why: string; fix: string }>(3, {
    text: (p) => `${p.path} ${p.why}`,
    hint: (p) => p.fix,
  }),
  INIT_POD: warning<{ path: string; what: 'file' | 'variable'; name: string; fix: string }>({
    text: (p) => `${p.path}: a pod of the manifests has no ${p.what} ${p.name}`,
    hint: (p) => p.fix,
  }),
  ROLLOUT_NO_RAMP: error<{ policy: string }>(3, {
    text: (p) => `${p.policy} has no load ramp: there is no percentage that an actuator could be told`,
    hint: () => 'a rollout needs a policy with a load_ramp; the blueprint feature-rollout makes one',
  }),
};
