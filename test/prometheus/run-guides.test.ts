import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { blocksOf } from '../support/guide.ts';
import { isLike } from '../support/guide-lines.ts';
import { LiveGuide } from '../support/live-guide.ts';
import { withPrometheus } from '../support/real.ts';
import { root } from '../support/script.ts';

const PAGES = ['run-it', 'kill-it', 'several-controllers', 'what-happens-when'];

withPrometheus('the guides to a rollout that runs', () => {
  let guide: LiveGuide;
  beforeEach(async () => {
    guide = new LiveGuide();
    await guide.open();
  });
  afterEach(() => guide.close());

  test.each(PAGES)('docs/%s.md, to the letter', async (page) => {
    const blocks = blocksOf(readFileSync(join(root, 'docs', `${page}.md`), 'utf8'));
    expect(blocks.length).toBeGreaterThan(3);
    for (const block of blocks) await guide.follow(block);
  });
});

test.each([
  [
    '2026-11-22T13:08:58.001Z  paused         1 %  no answer of Prometheus; waits for approval before step 2',
    true,
  ],
  ['2026-11-22T13:08:58.001Z  held           1 %  waits for approval before step 2', true],
  ['2026-11-22T13:08:58.001Z  held           0 %  waits for approval before step 2', false],
  ['2026-11-22T13:08:58.001Z  step           1 %  waits for approval before step 2', false],
  ['2026-11-22T13:08:58.001Z  held           1 %  waits for approval before step 3', false],
])('%s is what a guide shows: %s', (line, expected) => {
  const shown = '2026-11-24T09:00:23.001Z  held         1 %  waits for approval before step 2';
  expect(isLike(line, shown)).toBe(expected);
});

test('a controller that takes over may find less than the guide shows', () => {
  const shown = '2026-11-24T09:00:27.453Z  controller     1 %  process 4712 leads it';
  expect(isLike('2026-11-22T15:36:36.746Z  controller     0 %  process 1645 leads it', shown)).toBe(true);
  expect(isLike('2026-11-22T15:36:36.746Z  controller     1 %  process 1645 stands by', shown)).toBe(false);
});
