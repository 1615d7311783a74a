import type { Assessment } from '../../../judge/assessment.ts';
import { type Block, line } from '../../blocks/block.ts';
import type { Style } from '../../chart/paint.ts';

/** What each verdict says, and how. */
export const VERDICT_WORDS: Readonly<Record<NonNullable<Assessment['verdict']>, readonly [string, Style]>> = {
  within: ['The limits are kept.', 'forward'],
  beyond: ['The limits are not kept.', 'reset'],
  'cannot tell': ['This history cannot tell whether the limits are kept.', 'backward'],
};

/** Whether the limits are kept; nothing where none was given. */
export function verdictBlocks({ verdict }: Assessment): Block[] {
  return verdict === null ? [] : [line(...VERDICT_WORDS[verdict])];
}
