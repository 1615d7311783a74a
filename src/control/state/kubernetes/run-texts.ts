import { type RolloutStatus, withoutPicture } from '../rollout-status.ts';

/** A ConfigMap takes 1 MiB: the frame and the status of a run lie in one. */
const MAX_BYTES = 256 * 1024;

/** Throws where a frame leaves no room for a status. */
export function frameText(frame: string): string {
  if (Buffer.byteLength(frame) > MAX_BYTES) throw new Error('its frame is larger than 256 KiB');
  return frame;
}

/** A picture that leaves no room for a frame is not written. */
export function statusText(status: RolloutStatus): string {
  const text = JSON.stringify(status);
  return text.length > MAX_BYTES ? JSON.stringify(withoutPicture(status)) : text;
}
