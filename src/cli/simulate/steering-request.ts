import type { DynamicOptions } from '../dynamic-document.ts';
import type { StateDirFlags } from '../state-dir.ts';

/** commander's form of the flags that steer a run. */
export interface SteeringFlags extends StateDirFlags {
  readonly start?: boolean;
  readonly dynamicConfig?: string;
  readonly set?: readonly string[];
}

/** Where dynamic configuration comes from. */
export interface SteeringRequest extends StateDirFlags {
  /** In force from the first tick. */
  readonly document: DynamicOptions;
  /** Sets `rollout: true` in it. */
  readonly start: boolean;
}

export const readSteeringFlags = ({
  dynamicConfig,
  set,
  start = false,
  stateDir,
}: SteeringFlags): SteeringRequest => ({
  document: { file: dynamicConfig, fileFlag: '--dynamic-config', set },
  start,
  stateDir,
});
