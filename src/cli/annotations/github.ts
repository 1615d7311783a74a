import type { Diagnostic } from '../../errors/rollout-error.ts';
import { printableLine } from '../../text/printable.ts';
import type { Annotations, ForgeWorld } from './forge.ts';
import { projectPath } from './project-path.ts';

/** A line `::error file=F,line=L,col=C,title=CODE::message` for each diagnostic: a workflow command of GitHub Actions. */
export const githubAnnotations = ({ env, cwd }: ForgeWorld): Annotations => ({
  isDocument: false,
  add: (diagnostics) =>
    diagnostics
      .map((one) => `${command(one, (file) => projectPath(file, cwd, env.GITHUB_WORKSPACE))}\n`)
      .join(''),
  end: () => '',
  inert,
});

function command(diagnostic: Diagnostic, pathOf: (file: string) => string): string {
  const { severity, code, message, hint } = diagnostic;
  const { place, properties } = placeOf(diagnostic, pathOf);
  const words = [place + message, ...(hint === null ? [] : [`hint: ${hint}`])];
  const written = [...properties, ['title', code]].map(([key, value]) => `${key}=${property(value!)}`);
  return `::${severity} ${written.join(',')}::${words.map(printableLine).map(data).join('%0A')}`;
}

/** A place without a line, such as a server or standard input, is no file of the project: it stands in the message. */
function placeOf(
  { file, line, column }: Diagnostic,
  pathOf: (file: string) => string,
): { readonly place: string; readonly properties: readonly (readonly string[])[] } {
  if (file === null) return { place: '', properties: [] };
  if (line === null) return { place: `${file}: `, properties: [] };
  if (file === '-') return { place: `${file}:${line}: `, properties: [] };
  const properties = [
    ['file', pathOf(file)],
    ['line', String(line)],
  ];
  if (column !== null) properties.push(['col', String(column)]);
  return { place: '', properties };
}

/** The characters that would end a command or begin another. */
const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string =>
  data(printableLine(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');

/**
 * A runner obeys a line that begins with `::`, after any blanks, and `##[` anywhere in a line: both are broken up, so
 * that no name, query or line of a file gives it a command.
 */
const inert = (text: string): string => text.replace(/^(\s*)::/gm, '$1: :').replaceAll('##[', '# #[');
