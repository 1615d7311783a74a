import { expect, test } from 'vitest';
import { left, line, right } from '../../../../src/render/blocks/block.ts';
import { blocksMarkdown } from '../../../../src/render/blocks/markdown.ts';

test('sentences, tables with their details, and strips', () => {
  const markdown = blocksMarkdown([
    line('12 of 1,000 rehearsals.', 'bold'),
    {
      kind: 'table',
      title: 'stretches',
      columns: [left('signal'), right('count')],
      detail: 'shown by',
      rows: [{ cells: ['LATENCY', '3'], detail: 'a | b', isCode: true }, { cells: ['ERRORS', '1'] }],
    },
    { kind: 'strip', title: '', cells: [{ label: '00', text: '97 %' }] },
  ]);
  expect(markdown).toBe(
    `\
**12 of 1,000 rehearsals.**

**stretches**

| signal | count | shown by |
| --- | ---: | --- |
| LATENCY | 3 | \`a \\| b\` |
| ERRORS | 1 | \`\` |

| 00 |
| ---: |
| 97 % |
`.replace(' `` |', '  |'),
  );
});

test.each<[string, string]>([
  ['a_b *c* `d`', 'a\\_b \\*c\\* \\`d\\`'],
  ['<img src=x> & |', '&lt;img src=x&gt; &amp; \\|'],
  ['[a](http://evil.example)', '\\[a\\](http&#58;//evil.example)'],
  ['www.evil.example', 'www&#46;evil.example'],
  ['@somebody', '@&#8203;somebody'],
  ['a\nb', 'a b'],
  ['# a', '\\# a'],
  ['- a', '\\- a'],
  ['1. a', '1\\. a'],
  ['12 of 20', '12 of 20'],
])('nothing of %j is markup', (text, escaped) => {
  const cell = blocksMarkdown([{ kind: 'strip', title: '', cells: [{ label: 'x', text }] }]);
  const inLine = blocksMarkdown([line(text.replace('\n', ' '))]);
  expect(inLine).toBe(`${escaped}\n`);
  expect(cell.split('\n')[2]).toBe(`| ${escaped.replace(/^\\([#-])/, '$1').replace(/^1\\/, '1')} |`);
});
