const KINDS: Readonly<Record<string, string>> = {
  matrix: 'a range such as metric[5m]',
  vector: 'an instant vector',
  scalar: 'a number',
  string: 'text',
  none: 'nothing',
};
const spoken = (type: string): string => KINDS[type] ?? type;

/** How the type checker says it, and how we do. */
const PHRASES: readonly (readonly [RegExp, (match: RegExpExecArray) => { message: string; fix?: string }])[] =
  [
    [
      /^expected type (\w+) in call to function "(\w+)", got (\w+)$/,
      ([, want, name, got]) => ({
        message: `${name} needs ${spoken(want!)}, got ${spoken(got!)}`,
        ...(want === 'matrix'
          ? { fix: 'add a range: [5m]' }
          : got === 'matrix'
            ? { fix: 'leave the range out, or put rate(...) around it' }
            : {}),
      }),
    ],
    [
      /^expected type (\w+) in (aggregation \w+), got (\w+)$/,
      ([, want, where, got]) => ({
        message: `${where === 'aggregation parameter' ? 'the parameter of an aggregation' : 'an aggregation'} needs ${spoken(want!)}, got ${spoken(got!)}`,
        ...(got === 'matrix' ? { fix: 'put rate(...) or increase(...) around the range' } : {}),
      }),
    ],
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

/** A finding of the type checker in the product's own words; what is not known is passed on. */
export function speakPlainly(message: string): { message: string; fix?: string } {
  for (const [pattern, say] of PHRASES) {
    const match = pattern.exec(message);
    if (match) return say(match);
  }
  return { message };
}
