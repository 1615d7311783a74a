import type { FaultText } from './fault.ts';

const TYPE_NAMES: Readonly<Record<string, string>> = {
  matrix: 'a range such as metric[5m]',
  vector: 'an instant vector',
  scalar: 'a number',
  string: 'text',
  none: 'nothing',
};
const nameOf = (type = ''): string => TYPE_NAMES[type] ?? type;

/** The messages of the upstream type checker, and the text rollout makes of each. */
const TEXTS: readonly (readonly [RegExp, (match: RegExpExecArray) => FaultText])[] = [
  [/^expected type (\w+) in call to function "(\w+)", got (\w+)$/, argumentType],
  [/^expected type (\w+) in (aggregation \w+), got (\w+)$/, aggregationType],
  [
    /^expected (at least |at most )?(\d+) argument\(s\) in call to "(\w+)", got (\d+)$/,
    ([, bound = '', count, name, got]) => ({
      message: `${name} takes ${bound}${count} argument${count === '1' ? '' : 's'}, got ${got}`,
    }),
  ],
  [
    /^comparisons between scalars must use BOOL modifier$/,
    () => ({ message: 'a comparison of two numbers needs "bool"', fix: 'write for example 1 == bool 1' }),
  ],
  [
    /^vector selector must contain at least one non-empty matcher$/,
    () => ({ message: 'the selector matches every series', fix: 'name a metric, or a label with a value' }),
  ],
  [
    /^binary expression must contain only scalar and instant vector types$/,
    () => ({
      message: 'an operator takes numbers and instant vectors only',
      fix: 'put rate(...) around a range',
    }),
  ],
  [
    /^set operator not allowed in binary scalar expression$/,
    () => ({
      message: '"and", "or" and "unless" take two vectors',
      fix: 'make a vector of a number: vector(0)',
    }),
  ],
];

function argumentType([, want, name, got]: RegExpExecArray): FaultText {
  const message = `${name} needs ${nameOf(want)}, got ${nameOf(got)}`;
  if (want === 'matrix') return { message, fix: 'add a range: [5m]' };
  if (got === 'matrix') return { message, fix: 'leave the range out, or put rate(...) around it' };
  return { message };
}

function aggregationType([, want, where, got]: RegExpExecArray): FaultText {
  const subject = where === 'aggregation parameter' ? 'the parameter of an aggregation' : 'an aggregation';
  const message = `${subject} needs ${nameOf(want)}, got ${nameOf(got)}`;
  if (got === 'matrix') return { message, fix: 'put rate(...) or increase(...) around the range' };
  return { message };
}

/** A message of the type checker in the words of rollout; an unknown message stays as it is. */
export function plainTypeFault(message: string): FaultText {
  for (const [pattern, textOf] of TEXTS) {
    const match = pattern.exec(message);
    if (match) return textOf(match);
  }
  return { message };
}
