/** The one bound of the lines of a recording. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

/** One begins after each `,`, `[` and `{`; a reason has five. */
const MAX_VALUES = 500_000;

/** Parses a line. Throws SyntaxError, also for one whose values would need much memory. */
export function parseLine(line: string): unknown {
  if (countValues(line) > MAX_VALUES) throw new SyntaxError(`a line has more than ${MAX_VALUES} values`);
  return JSON.parse(line);
}

function countValues(line: string): number {
  let count = 0;
  for (let i = 0; i < line.length && line.length > MAX_VALUES; i++) if (',[{'.includes(line[i]!)) count++;
  return count;
}
