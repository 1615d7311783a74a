import { codes } from '../../src/errors/codes.ts';
import type { Outcome } from './world.ts';

/** What a class knows of a command beforehand. */
export interface Expected {
  /** Files and directories that it may leave; of a directory, everything in it. */
  readonly outputs?: readonly string[];
  /** It may leave anything but temporary files. */
  readonly isAnyOutput?: boolean;
  /** Its words do not say whether it prints JSON. */
  readonly isAnyForm?: boolean;
  /** Texts that may stand in no output. */
  readonly secrets?: readonly string[];
}

/** 0 done, 1 the answer is no, 2 usage, 3 invalid input, 4 server, 130 interrupted; 70 is a bug. */
const EXITS = [0, 1, 2, 3, 4, 130];

/** What a terminal obeys: C0 but tab and newline, DEL, C1, separators of lines, bidirectional controls. */
const OBEYED = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
const COLOUR = /\x1b\[[\d;]*m/g;
const STACK = /^\s+at .+:\d+:\d+\)?$/m;
const ERROR_LINE = /(^|\s)error [A-Z][A-Z0-9_]+ \S/m;

/** What is wrong with an outcome, whatever the command was. */
export function faultsOf(outcome: Outcome, expected: Expected): string[] {
  const { exit, stdout, stderr, argv } = outcome;
  const faults: string[] = [];
  const refuse = (isWrong: boolean, what: string): void => {
    if (isWrong) faults.push(what);
  };
  refuse(!EXITS.includes(exit), `exit ${exit}`);
  for (const [name, text] of Object.entries({ stdout, stderr })) {
    const obeyed = OBEYED.exec(argv.includes('always') ? text.replace(COLOUR, '') : text);
    refuse(obeyed !== null, `${name} has a control character: ${JSON.stringify(obeyed?.[0])}`);
    refuse(STACK.test(text) && !argv.includes('--debug'), `${name} has a stack`);
    const secret = expected.secrets?.find((one) => text.includes(one));
    refuse(secret !== undefined, `${name} has the secret ${secret}`);
  }
  const isFailure = exit > 1 && exit !== 130;
  if (expected.isAnyForm) refuse(isFailure && stderr === '', 'it fails and says nothing');
  else if (asksForJson(argv)) faults.push(...jsonFaults(outcome, isFailure));
  else refuse(isFailure && !ERROR_LINE.test(stderr), 'it fails and stderr names no error');
  return faults;
}

const TEMPORARY = /\.tmp$/;

/** New files that should not be there. */
export const leftOver = (made: readonly string[], expected: Expected): string[] =>
  made.filter((path) => TEMPORARY.test(path) || !mayLeave(path, expected));

const mayLeave = (path: string, { outputs = [], isAnyOutput = false }: Expected): boolean =>
  isAnyOutput || outputs.some((one) => path === one || path.startsWith(`${one}/`));

const asksForJson = (argv: readonly string[]): boolean =>
  argv.some((word, i) => word === 'json' && argv[i - 1] === '-o');

interface JsonDiagnostic {
  readonly code?: unknown;
  readonly severity?: unknown;
  readonly message?: unknown;
  readonly path?: unknown;
  readonly file?: unknown;
  readonly line?: unknown;
}

/** Under `-o json`: both streams parse, and what failed says so in diagnostics. */
function jsonFaults({ stdout, stderr, exit }: Outcome, isFailure: boolean): string[] {
  const faults: string[] = [];
  if (stdout !== '' && parsed(stdout) === undefined) faults.push('stdout is no JSON');
  const document = stderr === '' ? { diagnostics: [] } : parsed(stderr);
  const diagnostics = (document as { diagnostics?: readonly JsonDiagnostic[] } | undefined)?.diagnostics;
  if (!Array.isArray(diagnostics)) return [...faults, 'stderr is no JSON with diagnostics'];
  for (const one of diagnostics) faults.push(...diagnosticFaults(one, exit));
  const isSaid = [...diagnostics, ...diagnosticsOf(stdout)].some(({ severity }) => severity === 'error');
  if (isFailure && !isSaid) faults.push('it fails and no diagnostic is an error');
  return faults;
}

const diagnosticsOf = (stdout: string): readonly JsonDiagnostic[] =>
  (parsed(stdout) as { diagnostics?: readonly JsonDiagnostic[] } | undefined)?.diagnostics ?? [];

function diagnosticFaults(one: JsonDiagnostic, exit: number): string[] {
  const { code, severity, message, path, file, line } = one;
  const faults: string[] = [];
  if (typeof code !== 'string' || !Object.hasOwn(codes, code))
    faults.push(`code ${code} is none of the catalogue`);
  if (typeof message !== 'string' || message === '') faults.push(`${code} says nothing`);
  if (line !== null && (!Number.isInteger(line) || Number(line) < 1))
    faults.push(`${code} is at line ${line}`);
  const isPlaced = typeof path === 'string' || typeof file === 'string';
  if (exit === 3 && severity === 'error' && !isPlaced && !UNPLACED.has(String(code)))
    faults.push(`${code} has no place`);
  return faults;
}

/** Errors of exit 3 whose message names the file. */
const UNPLACED = new Set([
  'FILE_MISSING',
  'FILE_UNREADABLE',
  'FILE_EXISTS',
  'FILE_UNWRITABLE',
  'ROLLOUT_STATE',
  'STATE_UNREADABLE',
  'STATE_UNWRITABLE',
]);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
