/** The line `# blueprint: NAME` of a values file. */
export interface NameLine {
  readonly name: string;
  /** The line as it stands. */
  readonly text: string;
  /** Both from 1; the column is that of the name. */
  readonly line: number;
  readonly column: number;
}

/** The line that templates carry to name their blueprint; undefined where there is none. */
export function nameLine(text: string): NameLine | undefined {
  const found = /^(#\s*blueprint:\s*)(\S+)\s*$/m.exec(text);
  if (!found) return undefined;
  const [whole, before = '', name = ''] = found;
  const line = text.slice(0, found.index).split('\n').length;
  return { name, text: whole.trimEnd(), line, column: before.length + 1 };
}
