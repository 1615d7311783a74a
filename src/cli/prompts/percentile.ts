import { isPercentile, readNumber } from './checks.ts';
import type { Prompts } from './prompts.ts';

const HELP =
  'The share of requests that are faster than the latency: at the 95th percentile one request in 20 is slower. A high one needs much traffic, or single requests decide. (number, in %)';

/** Asks for a percentile: `95` or `p95`. */
export async function askPercentile(prompts: Prompts): Promise<number> {
  const answer = await prompts.text({
    message: 'Which percentile',
    fallback: '95',
    check: isPercentile,
    help: HELP,
  });
  return readNumber(answer.replace(/^p/, ''))!;
}
