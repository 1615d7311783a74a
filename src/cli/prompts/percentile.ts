import { isPercentile, readNumber } from './checks.ts';
import type { Prompts } from './prompts.ts';

/** Asks for a percentile: `95` or `p95`. */
export async function askPercentile(prompts: Prompts): Promise<number> {
  const answer = await prompts.text({ message: 'Which percentile', fallback: '95', check: isPercentile });
  return readNumber(answer.replace(/^p/, ''))!;
}
