/** Values of a label whose users always get the feature. */
export interface PassThrough {
  readonly label_key: string;
  readonly values: readonly string[];
}

/** What an actuator is told. */
export interface Decision {
  /** Name of the rollout. */
  readonly rollout: string;
  /** Name of the flag as the actuator's entry says. */
  readonly flag: string;
  /** 0 to 100, before the target's own rounding. */
  readonly percentage: number;
  readonly pass_through: PassThrough | null;
  readonly killed: boolean;
  /** Number of the record this follows: lets a target refuse old calls. */
  readonly number: number;
}

/** Whether some always get the feature, whatever the percentage above 0: not every target can be told that. */
export const hasPassThrough = ({ pass_through }: Pick<Decision, 'pass_through'>): boolean =>
  (pass_through?.values.length ?? 0) > 0;
