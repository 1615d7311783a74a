/** The lines of a text that say something. */
export const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

/** What differs each time: moments, processes, people, directories, latencies, percentages above 0. */
const plain = (line: string): string =>
  line
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/process \d+/g, 'process N')
    .replace(/by [\w-]+@[\w.-]+/g, 'by SOMEBODY')
    .replace(/(?<=^|[\s(])\/\S*\/(?=[\w.-]+)/g, '')
    .replace(/\d+(\.\d+)? ms/g, 'N ms')
    .replace(/http:\/\/[\w.]+:\d+/g, 'SERVER')
    .replace(/(\d+\.\d+|[1-9]\d*) %/g, 'N %')
    .replace(/ +/g, ' ')
    .trim();

/** A command may find it a tick earlier or later, as a line says what its targets are told by then. */
const withoutZero = (line: string): string => line.replace(/\b0 %/g, 'N %');

/** An event that holds has one of two names: by whether something held before. */
const HOLDS = /^TIME (held|paused) /;

/**
 * Whether a line is the one that a guide shows: with other moments and the like, and maybe with more reasons, as a busy machine
 * gives them.
 */
export function isLike(line: string, shown: string): boolean {
  const [printed, wanted] = [line, shown].map((one) => plain(one).replace(HOLDS, 'TIME holds '));
  const [head, reason] = /^(TIME (?!controller|started)\S+ \S+ % )(.*)$/.exec(wanted!)?.slice(1) ?? [];
  if (head === undefined) return withoutZero(printed!).includes(withoutZero(wanted!));
  return printed!.startsWith(head) && printed!.slice(head.length).includes(reason!);
}

/** Throws where a command has not printed each line that a guide shows. */
export function expectLines(command: string, printed: string, output: string): void {
  const lines = linesOf(printed);
  const missing = linesOf(output).find((shown) => !lines.some((line) => isLike(line, shown)));
  if (missing !== undefined) throw new Error(`${command} does not print "${missing}", but:\n${printed}`);
}
