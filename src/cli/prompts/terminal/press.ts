import type { TextQuestion } from '../prompts.ts';
import { completeDraft } from './complete-draft.ts';
import type { Press } from './key-decoder.ts';
import type { KeySource } from './key-source.ts';
import type { Draft } from './line-question.ts';
import { oneLine, oneLineQuery } from './pasted.ts';

/** How a question ends without an answer. */
export type Ending = Exclude<Extract<Press, { kind: 'key' }>['key'], 'end' | 'complete'> | 'redraw';

/** An answer that is a key: back, or what the question means. With a backslash before it, it is text. */
export const isKey = (answer: string): boolean => answer === '<' || answer === '?';
export const unescapeKey = (answer: string): string => (/^\\[<?]$/.test(answer) ? answer.slice(1) : answer);

interface Line {
  readonly draft: Draft;
  readonly question: TextQuestion;
}

/** A key of ours, or what goes into the line. */
export function pressInLine(press: Press, keys: KeySource, line: Line): Ending | undefined {
  const { draft, question } = line;
  const { form = 'plain' } = question;
  if (press.kind === 'paste') keys.insert(form === 'query' ? oneLineQuery(press.text) : oneLine(press.text));
  else if (press.kind === 'text') return typeInLine(press.text, keys, line);
  else if (press.key === 'complete') completeDraft(draft, keys, question.complete);
  else if (press.key === 'end' && draft.text !== '') keys.type('\x04');
  else if (press.key === 'end') return 'interrupt';
  else if (press.key !== 'edit' || form === 'query') return press.key;
  return undefined;
}

/** A `?` is a key where nothing is typed, and anywhere in what cannot hold one. */
function typeInLine(
  text: string,
  keys: KeySource,
  { draft, question: { form = 'plain' } }: Line,
): Ending | undefined {
  if (text === '?' && (draft.text === '' || form === 'plain')) return 'help';
  keys.type(text);
  return undefined;
}

/** Nothing is typed in a list and a yes or no that could hold a `<` or `?`; nothing is pasted there. */
export function pressInChoice(press: Press, keys: KeySource): Ending | undefined {
  if (press.kind === 'text') {
    if (press.text === '<') return 'back';
    if (press.text === '?') return 'help';
    keys.type(press.text);
  } else if (press.kind === 'key' && press.key !== 'complete' && press.key !== 'edit')
    return press.key === 'end' ? 'interrupt' : press.key;
  return undefined;
}
