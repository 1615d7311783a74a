import { errorName, reasonOf } from '../../disk/reasons.ts';
import { fail, RolloutError } from '../../errors/rollout-error.ts';

/** Does something with a state. Throws ROLLOUT_STATE for what the system or the server says. */
export async function inState<T>(directory: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (problem) {
    if (problem instanceof RolloutError) throw problem;
    const fix = errorName(problem) === 'ENOSPC' ? 'make room there' : undefined;
    throw fail('ROLLOUT_STATE', { directory, why: reasonOf(problem), fix }, {}, problem);
  }
}
