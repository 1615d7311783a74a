export interface Wrapping {
  /** Columns of the widest line. */
  readonly width: number;
  readonly indent?: string;
  /** What stands between two words. */
  readonly space?: string;
}

/**
 * Text broken at spaces into lines of at most `width` columns, each indented; a longer word keeps its own
 * line.
 */
export function wrapWords(text: string, { width, indent = '  ', space = ' ' }: Wrapping): string {
  const lines: string[] = [];
  for (const word of text.split(space)) {
    const last = lines.at(-1);
    if (last !== undefined && indent.length + last.length + space.length + word.length <= width)
      lines[lines.length - 1] = last + space + word;
    else lines.push(word);
  }
  return lines.map((line) => indent + line).join('\n');
}
