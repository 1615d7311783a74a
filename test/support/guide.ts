/** A fenced block of a guide. */
export interface GuideBlock {
  readonly language: string;
  /** What stands behind the language: the file that the block is, or `exit 1`. */
  readonly info: string;
  readonly text: string;
}

const FENCE = /^```(\S+) ?([^\n]*)\n([\s\S]*?)^```$/gm;

/** The fenced blocks of a page that name their language, in order. */
export const blocksOf = (page: string): GuideBlock[] =>
  [...page.matchAll(FENCE)].map(([, language, info, text]) => ({
    language: language!,
    info: info!,
    text: text!,
  }));

/** A command of a block, and what the page says it prints. */
export interface Shown {
  readonly command: string;
  readonly output: string;
}

/** The commands of a `console` block, which begin with `$ ` and go on in the next line behind `\`. */
export function shownIn(text: string): Shown[] {
  const shown: { command: string; output: string }[] = [];
  let isContinued = false;
  for (const line of text.split('\n').slice(0, -1)) {
    if (isContinued) shown.at(-1)!.command += `\n${line}`;
    else if (line.startsWith('$ ')) shown.push({ command: line.slice(2), output: '' });
    else if (shown.length > 0) shown.at(-1)!.output += `${line}\n`;
    else throw new Error(`output before the first command: ${line}`);
    isContinued = (isContinued || line.startsWith('$ ')) && line.endsWith('\\');
  }
  return shown;
}

/** The text of a `console` block. */
export const consoleOf = (shown: readonly Shown[]): string =>
  shown.map(({ command, output }) => `$ ${command}\n${output}`).join('');
