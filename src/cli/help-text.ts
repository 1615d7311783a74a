import { wrapWords } from './prompts/wrap-words.ts';

const HEADING = /^Examples?:$/;
const COMMAND = /^ +(\$ |--)/;
const CONTINUED = ' \\';
const INDENT = '      ';

/**
 * A help page in so many columns: prose that is wider flows on, and so does a command, at its flags. What cannot be
 * broken stays. Headings of examples are written by `heading`.
 */
export function fitHelp(text: string, width: number, heading: (line: string) => string): string {
  const lines: string[] = [];
  let rest = '';
  for (const line of text.split('\n')) {
    if (isProse(line)) {
      const broken = breakProse(`${rest}${line}`, width);
      rest = broken.length > 1 ? `${broken.pop()} ` : '';
      lines.push(...broken);
    } else {
      if (rest !== '') lines.push(rest.trimEnd());
      rest = '';
      lines.push(...otherLines(line, width, heading));
    }
  }
  return [...lines, ...(rest === '' ? [] : [rest.trimEnd()])].join('\n');
}

const isProse = (line: string): boolean => /^\S/.test(line) && !HEADING.test(line);

const breakProse = (text: string, width: number): string[] =>
  text.length > width ? wrapWords(text, { width, indent: '' }).split('\n') : [text];

function otherLines(line: string, width: number, heading: (line: string) => string): string[] {
  if (HEADING.test(line)) return [heading(line)];
  return COMMAND.test(line) ? breakCommand(line, width) : [line];
}

function breakCommand(line: string, width: number): string[] {
  if (line.length <= width) return [line];
  const goesOn = line.endsWith(CONTINUED);
  const lines: string[] = [];
  const [, indent = '', command = ''] =
    /^( *)(.*)$/.exec(goesOn ? line.slice(0, -CONTINUED.length) : line) ?? [];
  let current = indent;
  for (const part of partsOf(command)) {
    const isFirst = current === indent;
    const longer = isFirst ? `${current}${part}` : `${current} ${part}`;
    if (!isFirst && longer.length + CONTINUED.length > width) {
      lines.push(`${current}${CONTINUED}`);
      current = `${INDENT}${part}`;
    } else current = longer;
  }
  return [...lines, goesOn ? `${current}${CONTINUED}` : current];
}

/** A command up to its first flag, then each flag with its value; a flag within quotes is none. */
function partsOf(command: string): string[] {
  const parts: string[] = [];
  for (const part of command.split(/ (?=--?[a-z])/)) {
    const last = parts.at(-1);
    if (last !== undefined && last.split("'").length % 2 === 0) parts[parts.length - 1] = `${last} ${part}`;
    else parts.push(part);
  }
  return parts;
}
