import { isText, isTruth, mappingOf } from '../text/shape.ts';

/**
 * What a command asks of one run: a key of the dynamic configuration that has this value for one tick, and is stored
 * nowhere. It names the process it is for, so that no later run takes it.
 */
export interface RunRequest {
  readonly id: string;
  readonly process_start: string;
  readonly key: string;
  readonly value: boolean;
}

/** Whether a file has the shape of what rollout writes. */
export const isRunRequest = mappingOf({ id: isText, process_start: isText, key: isText, value: isTruth });
