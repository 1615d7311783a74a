import { inFileOrder } from '../errors/file-order.ts';
import type { Diagnostic } from '../errors/rollout-error.ts';
import { printableLine } from '../text/printable.ts';
import { widthOf } from '../text/width.ts';
import { withInvocation } from './invocation.ts';
import { noPaint, type Paint } from './paint.ts';

/** The JSON form, keys in the promised order, sorted in file order. */
export const toJson = (diagnostics: readonly Diagnostic[]): Omit<Diagnostic, 'source'>[] =>
  fileByFile(diagnostics).map(({ code, severity, message, path, file, line, column, hint }) => ({
    code,
    severity,
    message,
    path,
    file,
    line,
    column,
    hint,
  }));

/** Files in order of first appearance; in a file by line and column. */
function fileByFile(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const files = [...new Set(diagnostics.map(({ file }) => file))];
  return files.flatMap((name) => inFileOrder(diagnostics.filter(({ file }) => file === name)));
}

/** How diagnostics are printed: in which colours, and how the commands of their hints are started. */
export interface DiagnosticStyle {
  readonly paint: Paint;
  readonly invocation: string;
  /** The flags by which those of rollouts reach the one of this command line. */
  readonly place?: string;
}

const PLAIN: DiagnosticStyle = { paint: noPaint, invocation: 'rollout' };

/** The text form: one paragraph a diagnostic, in file order. */
export const formatDiagnostics = (
  diagnostics: readonly Diagnostic[],
  style: DiagnosticStyle = PLAIN,
): string =>
  withHintsOnce(fileByFile(diagnostics))
    .map((one) => `${formatDiagnostic(one, style)}\n`)
    .join('');

/** Diagnostics that follow each other and give the same hint give it once, after the last of them. */
const withHintsOnce = (diagnostics: readonly Diagnostic[]): Diagnostic[] =>
  diagnostics.map((one, i) => (one.hint === diagnostics[i + 1]?.hint ? { ...one, hint: null } : one));

const SEVERITY_PAINT = { error: 'red', warning: 'yellow' } as const;

function formatDiagnostic(diagnostic: Diagnostic, { paint, invocation }: DiagnosticStyle): string {
  const { code, severity, message, line, column, source, hint } = diagnostic;
  const place = placeOf(diagnostic);
  const head = [paint[SEVERITY_PAINT[severity]](severity), paint.dim(code), printableLine(message)];
  if (place) head.unshift(paint.bold(place));
  const lines = [head.join(' ')];
  if (line !== null && source !== undefined && source.trim() !== '')
    lines.push(...excerpt(source, column ?? 1, paint));
  if (hint) lines.push(`${paint.cyan('hint:')} ${printableLine(withInvocation(hint, invocation))}`);
  return lines.join('\n');
}

function placeOf({ file, line, column }: Diagnostic): string {
  if (file === null) return '';
  const name = printableLine(file);
  if (line === null) return name;
  return column === null ? `${name}:${line}` : `${name}:${line}:${column}`;
}

/** Characters of a source line that are shown, and how many of them before the caret. */
const MAX_EXCERPT = 100;
const MAX_BEFORE = 60;

/** The source line and a caret under `column`; a line too long to read is cut to the part around it. */
function excerpt(source: string, column: number, paint: Paint): string[] {
  const at = Math.min(column - 1, source.length);
  const from = source.length <= MAX_EXCERPT ? 0 : Math.max(0, at - MAX_BEFORE);
  const to = from + MAX_EXCERPT;
  const before = ellipsis(from > 0) + source.slice(from, at);
  const after = source.slice(at, to) + ellipsis(source.length > to);
  const indent = printableLine(before).replace(/[^\t]+/g, (run) => ' '.repeat(widthOf(run)));
  return [`  ${printableLine(before + after)}`, `  ${indent}${paint.red('^')}`];
}

const ellipsis = (isCut: boolean): string => (isCut ? '…' : '');
