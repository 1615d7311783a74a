import type { Paint } from '../../render/chart/paint.ts';

/** What a person can do next, from where the demo stands. */
interface Standing {
  readonly isBroken: boolean;
  readonly wasBroken: boolean;
  readonly isPaused: boolean;
  readonly isComplete: boolean;
}

/** One sentence: what happens, and the key that goes on. */
export function promptOf({ isBroken, wasBroken, isPaused, isComplete }: Standing): string {
  if (isPaused) return 'Paused: nothing moves forward. Press p to go on.';
  if (isBroken) return 'Too slow: the ramp goes back, and stays low. Press m to mend the service.';
  if (isComplete) return 'Everybody has the new version. Press b to break it even now, or q to end.';
  if (wasBroken) return 'Mended: the ramp goes forward again. Press q to end.';
  return 'Press b to break the service, and see what the rollout does.';
}

const KEYS = [
  ['b', 'break'],
  ['m', 'mend'],
  ['p', 'pause'],
  ['q', 'quit'],
] as const;

export const keyLine = (paint: Paint): string =>
  KEYS.map(([key, what]) => `${paint('bold', key)} ${paint('dim', what)}`).join('   ');
