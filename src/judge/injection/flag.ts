import { type Diagnostic, diagnostic, type Place, throwIfErrors } from '../../errors/rollout-error.ts';
import { suggest } from '../../text/suggest.ts';
import { placeIn, type Word, wordsFrom } from '../flag-words.ts';
import { type Effects, isFault, parseEffect } from './effect-word.ts';
import { type InjectionOptions, isOptionName, OPTIONS, type OptionName } from './option-text.ts';

/** One `--inject`, read: its effects, each an injection of its own. The signal is as it was written. */
export interface InjectionFlag extends Effects {
  readonly text: string;
  readonly signal: string;
  readonly options: InjectionOptions;
}

/**
 * Reads `SIGNAL: EFFECT` and what is said behind it. The colon is the last one, since a title may have others.
 * Throws all faults of the flag: INJECT_FORM, or INJECT_EFFECT, INJECT_RANGE, INJECT_WORD, INJECT_OPTION, INJECT_TWICE.
 */
export function parseInjection(text: string): InjectionFlag {
  const colon = text.lastIndexOf(':');
  const signal = text.slice(0, Math.max(0, colon)).trim();
  const [effect, ...words] = wordsFrom(text, colon + 1);
  if (signal === '' || !effect) throwIfErrors([diagnostic('INJECT_FORM', { got: text }, at(text, 0))]);
  const faults: Diagnostic[] = [];
  const effects = readEffect(text, effect!, faults);
  const options = readOptions(text, words, faults);
  throwIfErrors(faults);
  return { text, signal, ...effects, options };
}

const at = (text: string, offset: number) => placeIn('--inject', text, offset);

function readEffect(text: string, word: Word, faults: Diagnostic[]): Effects {
  const found = parseEffect(word.text);
  if (!isFault(found)) return found;
  const { problem, fix } = found;
  const place = at(text, word.offset);
  const got = word.text;
  if (problem === undefined) faults.push(diagnostic('INJECT_EFFECT', { got, fix }, place));
  else faults.push(diagnostic('INJECT_RANGE', { got, problem }, place));
  return { operator: '+', sizes: [] };
}

function readOptions(text: string, words: readonly Word[], faults: Diagnostic[]): InjectionOptions {
  const options = new Map<OptionName, unknown>();
  for (const { name, value } of pairsOf(words)) {
    const option = name.text;
    if (!isOptionName(option)) {
      faults.push(unknownWord(option, at(text, name.offset)));
      continue;
    }
    if (options.has(option)) faults.push(diagnostic('INJECT_TWICE', { option }, at(text, name.offset)));
    const read = value && OPTIONS[option].parse(value.text);
    if (read === undefined) faults.push(badValue(option, value, at(text, (value ?? name).offset)));
    options.set(option, read);
  }
  return Object.fromEntries(options);
}

interface Pair {
  readonly name: Word;
  value?: Word;
}

/** Each option with the word behind it, where that is no option itself. */
function pairsOf(words: readonly Word[]): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const word of words) {
    const last = pairs.at(-1);
    const isValue = last && !last.value && isOptionName(last.name.text) && !isOptionName(word.text);
    if (isValue) last.value = word;
    else pairs.push({ name: word });
  }
  return pairs;
}

const unknownWord = (got: string, place: Place): Diagnostic =>
  diagnostic('INJECT_WORD', { got, suggestion: suggest(got, Object.keys(OPTIONS)) }, place);

function badValue(option: OptionName, value: Word | undefined, place: Place): Diagnostic {
  const { expected, example } = OPTIONS[option];
  return diagnostic('INJECT_OPTION', { option, expected, example, got: value?.text }, place);
}
