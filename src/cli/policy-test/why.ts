import { becauseSentence, plainSentence, type Sentence } from '../../render/sentence/because.ts';
import type { Failure } from '../../run/policy-test/failure.ts';

/** Why an expectation was not met, for people; undefined where nothing is known. */
export function whySentence({ why, because = [], decision }: Failure): Sentence | undefined {
  if (why === null) return undefined;
  if (because.length === 0) return plainSentence(why);
  const { text, asides } = becauseSentence(because);
  return { text: decision === undefined ? text : `${decision}: ${text}`, asides };
}
