import { expect, test } from 'vitest';
import type { Tuning } from '../../../src/judge/tuning.ts';
import { blocksMarkdown } from '../../../src/render/blocks/markdown.ts';
import { blocksText } from '../../../src/render/blocks/text.ts';
import { tuningBlocks } from '../../../src/render/tuning-blocks.ts';
import { assessed, injection, rate } from '../../support/assessed.ts';
import { PATH, setting, tuned } from '../../support/tuned.ts';

function tuning(more?: Partial<Tuning>) {
  const { tuning, measures } = tuned(more);
  return tuningBlocks(tuning, measures);
}

const textOf = (more?: Partial<Tuning>) => blocksText(tuning(more), { width: 80, colour: false });

test('a tuning shows the setting in use, the chosen and the judged one, what changes, and the front', () => {
  const text = textOf();
  expect(text).toContain('to detect average latency 30 % higher (AVERAGE_LATENCY_0: x1.3) at the least');
  expect(text).toMatch(/^rehearsals +in use +chosen +judged$/m);
  expect(text).toContain(`\
value              in use  chosen
forward.threshold      75      75
reset.threshold       100    90.5
  ${PATH}.reset.threshold

The chosen setting keeps the limits on the history that it was tuned on.

The gain in exposure holds on history that it was not tuned on.

what changes:
~ reset threshold of AVERAGE_LATENCY_0: 100 -> 90.5
`);
  expect(text).toMatch(/^75, 100 +in use +1\.3 % +15 min +never +2\.5$/m);
  expect(text).toMatch(/^75, 90\.5 +chosen +1\.3 % +5 min +10 min +2\.5$/m);
  expect(Math.max(...text.split('\n').map(({ length }) => length))).toBe(80);
});

test.each([
  [
    { luck: true },
    'The gain in exposure may be luck: on history that it was not tuned on it is not certain.',
  ],
  [
    { partial: true, luck: null, chosen: { values: {}, tuned_on: assessed().assessment, judged_on: null } },
    'Interrupted: the best of the 40 settings tried so far is shown, and no values file is written.',
  ],
  [{ partial: true, luck: null }, 'Not judged: it was interrupted before all was tried and judged.'],
  [{ luck: null }, 'Not judged: the history cannot tell whether the gain is luck.'],
  [{ gain: null, luck: null }, 'No setting that was tried is better than the one in use.'],
  [
    { within: false, gain: null, in_the_way: { limit: 'completed', signal: null, criterion: null } },
    'No setting that was tried keeps the limits: the one in use is the nearest.',
  ],
  [
    { within: false, in_the_way: { limit: 'completed', signal: null, criterion: null } },
    'In the way: 99.5 % reached 100 %, at least 90 % are asked for.',
  ],
  [
    { within: false, in_the_way: { limit: 'false alarms', signal: 'AVERAGE_LATENCY_0', criterion: 'reset' } },
    'In the way: 1.3 % are reset by nothing, but this history is too short to show that it is at most 5 %, with 90 % certainty.',
  ],
  [
    {
      within: false,
      limit: 0.01,
      in_the_way: { limit: 'false alarms', signal: 'AVERAGE_LATENCY_0', criterion: 'reset' },
    },
    'In the way: 1.3 % are reset by nothing, most of them by the reset criterion of average latency; at most 1 % may be, with 90 % certainty.',
  ],
  [
    { within: false, in_the_way: { limit: 'history', signal: null, criterion: null } },
    'The history is too short for its memory to say how often a setting is reset by nothing.',
  ],
] as const)('%o is said in words', (more, sentence) => {
  expect(textOf(more).replace(/\n/g, ' ')).toContain(sentence);
});

test('where more than 5 in 100 slip through every setting, it is said that the one that catches most is chosen', () => {
  const said =
    'More than 5 in 100 slip through every setting that keeps the limits, through the chosen one 20 %: it is the one that catches most, not the one with the least exposure.';
  const { assessment } = assessed({ injections: [injection(1.3, 200)] });
  const tunedOn = (slipped: number) => {
    const [one] = assessment.injections;
    return { ...assessment, injections: [{ ...one!, slipped: rate(slipped, 1000) }] };
  };
  const wordsOf = (slipped: number, more?: Partial<Tuning>) =>
    textOf({ chosen: { values: {}, tuned_on: tunedOn(slipped), judged_on: null }, ...more });
  expect(wordsOf(200).replace(/\n/g, ' ')).toContain(said);
  expect(wordsOf(200)).toMatch(/^exposed to it, p95 +[\d.]+ % h +no end$/m);
  expect(wordsOf(50)).not.toMatch(/More than 5 in 100|no end/);
  expect(wordsOf(200, { within: false })).not.toContain('More than 5 in 100');
  const front = [setting(75, 100, { in_use: true, caught: 0.94 }), setting(75, 90.5, { chosen: true })];
  expect(textOf({ front })).toMatch(/^75, 100 .* no end$/m);
  expect(textOf({ front })).toMatch(/^75, 90\.5 .* 2\.5$/m);
});

test('without a judgement there is no column for it; names that strangers gave are escaped in Markdown', () => {
  const { assessment } = assessed({ injections: [] });
  const chosen = { values: { 'a["|x|"].b': 1 }, tuned_on: assessment, judged_on: null };
  expect(textOf({ chosen })).not.toContain('judged  ');
  expect(textOf({ chosen })).toContain('Not judged: the history has fewer than 40 independent starts.');
  expect(blocksMarkdown(tuning({ chosen }))).not.toContain(' a["|x|"].b');
});
