import { printableLine } from '../../../text/printable.ts';
import type { Complete } from '../prompts.ts';
import type { KeySource } from './key-source.ts';
import type { Draft } from './line-question.ts';

const MAX_OPTIONS = 24;

/** Types on what is certain, and shows what is possible; nothing where the line has changed before it is known. */
export async function completeDraft(
  draft: Draft,
  keys: KeySource,
  complete: Complete | undefined,
): Promise<void> {
  const { text, cursor } = draft;
  const completion = await complete?.(text.slice(0, cursor));
  if (draft.text !== text || draft.cursor !== cursor) return;
  if (completion === undefined) return;
  const { insert, options } = completion;
  if (insert !== '') keys.insert(insert);
  if (options.length === 1) return;
  const more = options.length > MAX_OPTIONS ? ` … ${options.length}` : '';
  draft.below =
    options.length === 0
      ? 'nothing known begins so'
      : `${options.slice(0, MAX_OPTIONS).map(printableLine).join('  ')}${more}`;
  keys.redraw();
}
