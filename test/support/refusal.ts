import { type Diagnostic, RolloutError } from '../../src/errors/rollout-error.ts';

/** What a task is refused for; throws when it is not, unless it `may pass`. */
export async function refusalOf(
  task: () => unknown,
  expected: 'is refused' | 'may pass' = 'is refused',
): Promise<readonly Diagnostic[]> {
  try {
    await task();
  } catch (problem) {
    if (problem instanceof RolloutError) return problem.diagnostics;
    throw problem;
  }
  if (expected === 'may pass') return [];
  throw new Error('it is not refused');
}
