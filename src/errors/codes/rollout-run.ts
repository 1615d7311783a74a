import { error, warning } from '../define.ts';

/** A rollout that runs: its state, its targets, and who else has them. */
export const rolloutRunCodes = {
  ROLLOUT_STATE: error<{ directory: string; why: string; fix?: string }>(3, {
    text: (p) => `the state in ${p.directory} cannot be used: ${p.why}`,
    hint: (p) => p.fix ?? 'give another directory with --state',
  }),
  ROLLOUT_TARGET_TAKEN: error<{ target: string; rollout: string }>(3, {
    text: (p) => `${p.target} is moved by the rollout ${p.rollout}`,
    hint: (p) => `a target belongs to one rollout of a state; \`rollout end ${p.rollout}\` gives it up`,
  }),
  ROLLOUT_EDITED: warning<{ rollout: string; file: string }>({
    text: (p) =>
      `${p.rollout} goes on as it was when it was run first: ${p.file}, or its policy, is another one by now`,
    hint: () => 'put the files back, or run them as a rollout of another name',
  }),
  ROLLOUT_LOST: warning<{ rollout: string; what: string }>({
    text: (p) => `${p.rollout}: ${p.what}`,
  }),
};
