import { expect, test } from 'vitest';
import { withHistory, withoutBack } from '../../../../src/cli/prompts/history.ts';
import { GoBack, type Prompts } from '../../../../src/cli/prompts/prompts.ts';
import { scriptedPrompts } from '../../../support/scripted-prompts.ts';

/** Scripted prompts in which the answer `<` goes back. */
function backwardPrompts(answers: readonly string[]) {
  const scripted = scriptedPrompts(answers);
  const back = <T>(answer: T): T => {
    if (answer === '<') throw new GoBack();
    return answer;
  };
  const prompts: Prompts = { ...scripted, text: async (question) => back(await scripted.text(question)) };
  return { prompts, transcript: scripted.transcript };
}

const three = (prompts: Prompts) => async () => {
  const answers: string[] = [];
  for (const message of ['a', 'b', 'c']) {
    answers.push(await prompts.text({ message, fallback: `${message}0` }));
    prompts.print(`after ${message}`);
  }
  return answers;
};

test('the answers before stay, those after are proposed again, and nothing is printed twice but what stands before the question', async () => {
  const { prompts, transcript } = backwardPrompts(['1', '2', '<', '<', '', '', '3']);
  expect(await withHistory(prompts, (repeating) => three(repeating)())).toEqual(['1', '2', '3']);
  expect(transcript).toEqual([
    'a [a0]: 1',
    '  | after a',
    'b [b0]: 2',
    '  | after b',
    'c [c0]: <',
    '  | after a',
    'b [2]: <',
    'a [1]: 1',
    '  | after a',
    'b [2]: 2',
    '  | after b',
    'c [c0]: 3',
    '  | after c',
  ]);
});

test('another answer makes those after it another matter', async () => {
  const { prompts, transcript } = backwardPrompts(['1', '2', '<', '<', 'x', '', '']);
  expect(await withHistory(prompts, (repeating) => three(repeating)())).toEqual(['x', 'b0', 'c0']);
  expect(transcript).toContain('b [b0]: b0');
});

test('there is nothing before the first question', async () => {
  const { prompts, transcript } = backwardPrompts(['<', '1', '', '']);
  await withHistory(prompts, (repeating) => three(repeating)());
  expect(transcript.slice(0, 3)).toEqual(['a [a0]: <', '  |   this is the first question', 'a [a0]: 1']);
});

test('a question alone is asked again', async () => {
  const { prompts } = backwardPrompts(['<', '1']);
  expect(await withoutBack(() => prompts.text({ message: 'a' }))).toBe('1');
});
