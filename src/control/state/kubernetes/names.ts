/** Parts of the journal of a rollout. */
export const JOURNAL_SEGMENTS = 8;

/** The objects of one rollout, by what they hold. No two rollouts share one: kinds have no dot. */
export const namesOf = (rollout: string) => ({
  lease: `rollout.${rollout}`,
  record: `rollout-record.${rollout}`,
  frozen: `rollout-frozen.${rollout}`,
  run: `rollout-run.${rollout}`,
  segment: (index: number) => `rollout-journal-${index}.${rollout}`,
});

export type ObjectNames = ReturnType<typeof namesOf>;

/** Of a namespace: which rollout a target belongs to, and who stands by. */
export const TARGETS = 'rollout-targets';
export const STANDBY = 'rollout-standby';

const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
/** Of a label, which every object has. */
const MAX_NAME = 63;

/** Whether objects and labels can be named after a rollout. */
export const isObjectName = (rollout: string): boolean => rollout.length <= MAX_NAME && NAME.test(rollout);
