import { expect, test } from 'vitest';
import { parseVary } from '../../../../src/judge/tune/vary-flag.ts';

test.each([
  ['a.b[0].c=10,20, 30', 'a.b[0].c', [10, 20, 30]],
  ['a=0.1..0.5/5', 'a', [0.1, 0.2, 0.3, 0.4, 0.5]],
  ['a=10..1/4', 'a', [10, 7, 4, 1]],
  ['a=30s,1m,1h30m', 'a', ['30s', '1m', '1h30m']],
  ['a=30s..2m/4', 'a', ['30s', '1m', '1m30s', '2m']],
  ['a["x=y"]=-1,1,1', 'a["x=y"]', [-1, 1]],
])('%s', (text, path, values) => {
  expect(parseVary(text)).toEqual({ path, values });
});

test.each([
  ['a', 'it is not PATH=VALUES'],
  ['=1,2', 'it is not PATH=VALUES'],
  ['a=', '"" is neither a number nor a duration'],
  ['a=1,,2', '"" is neither a number nor a duration'],
  ['a=ten', '"ten" is neither a number nor a duration'],
  ['a=inf', '"inf" is neither a number nor a duration'],
  ['a=1..2', '"1..2" is neither a number nor a duration'],
  ['a=1..2m/3', 'it begins with a number and ends with a duration, or the other way round'],
  ['a=1..2/1', 'a range has at least two values'],
  ['a=1..100/25', 'it has more than 24 values'],
])('%s is refused: %s', (text, problem) => {
  expect(() => parseVary(text)).toThrow(
    expect.objectContaining({ message: expect.stringContaining(problem) }),
  );
});
