import { expect, test } from 'vitest';
import { left, line, right } from '../../../../src/render/blocks/block.ts';
import { blocksText } from '../../../../src/render/blocks/text.ts';

const columns = [left('name'), right('count')];
const plain = { width: 80, colour: false };

test('a table that is too wide cuts its first column, and keeps its numbers', () => {
  const name = 'x'.repeat(100);
  const rows = [{ cells: [name, '1,234'] }, { cells: ['日本', '5'] }];
  expect(blocksText([{ kind: 'table', title: '', columns, rows }], { width: 60, colour: false })).toBe(
    [`name${' '.repeat(51)}count`, `${'x'.repeat(52)}…  1,234`, `日本${' '.repeat(55)}5`, ''].join('\n'),
  );
});

test('a text that a terminal would obey is shown, whatever it stands in', () => {
  const bad = 'a\u001b[31mb\nc';
  const blocks = [
    line(bad.replace('\n', ' ')),
    { kind: 'table' as const, title: bad, columns, rows: [{ cells: [bad, bad], detail: bad, isCode: true }] },
    { kind: 'strip' as const, title: bad, cells: [{ label: bad, text: bad }] },
  ];
  const text = blocksText(blocks, plain);
  expect(text).not.toContain('\u001b');
  expect(text.split('\n').length).toBe(11);
});

test('titles are bold, heads and details dim, where colours are wanted', () => {
  const rows = [{ cells: ['a', '1'], detail: 'more' }];
  const text = blocksText([{ kind: 'table', title: 'things', columns, rows }], { width: 80, colour: true });
  expect(text).toBe('\x1b[1mthings\x1b[0m\n\x1b[2mname  count\x1b[0m\na         1\n\x1b[2m  more\x1b[0m\n');
});
