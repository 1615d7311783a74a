import { basename, delimiter, dirname, relative, sep } from 'node:path';
import type { SystemIO } from './io.ts';

/** The package, and the command of it. */
const PACKAGE = 'rolloutctl';
const COMMAND = 'rollout';

/**
 * How rollout is started here: `rollout`, `npx rollout` (in a clone or a project that depends on it), `npx rolloutctl`
 * (installed nowhere), or `node FILE`.
 */
export function invocationOf({ program, env, cwd }: Pick<SystemIO, 'program' | 'env' | 'cwd'>): string {
  const folders = program.split(sep);
  // In a clone npx links the package it finds around it; elsewhere it fetches the one it was given.
  if (folders.includes('_npx')) return env.npm_package_name === PACKAGE ? `npx ${COMMAND}` : `npx ${PACKAGE}`;
  if (folders.includes('.bin')) return isOnPath(program, env) ? COMMAND : `npx ${COMMAND}`;
  if (basename(program) !== 'rollout.js' || folders.includes('node_modules')) return COMMAND;
  return env.npm_command === undefined ? `node ${relative(cwd, program)}` : `npx ${COMMAND}`;
}

/** Whether a shell finds it by its name. What npm starts has a PATH that the shell around it has not. */
const isOnPath = (program: string, { npm_command, PATH = '' }: SystemIO['env']): boolean =>
  npm_command === undefined && PATH.split(delimiter).includes(dirname(program));

/** A text in which commands between backticks are written as they are started here. */
export const withInvocation = (text: string, invocation: string): string =>
  text.replaceAll('`rollout ', () => `\`${invocation} `);

/** Commands that reach a rollout by these flags. */
const REACHES =
  /`rollout (?:kill|unkill|start|pause|resume|reset|approve|advance|end|status|events)\b[^`]*(?=`)/g;
const PLACES = ['--state', '--state-dir', '--server', '--token-file'];

/** The flags of a command line that say where its rollout is, as a shell takes them: empty where it has none. */
export function placeOf(argv: readonly string[]): string {
  const words = argv.flatMap((word) => (/^--[\w-]+=/.test(word) ? split(word) : [word]));
  const places = words.flatMap((word, i) => (PLACES.includes(word) ? [[word, words[i + 1]] as const] : []));
  const isServed = places.some(([flag]) => flag === '--server');
  const given = places.filter(
    ([flag, value]) => value !== undefined && (isServed || flag !== '--token-file'),
  );
  return given
    .map(([flag, value]) => ` ${flag === '--state-dir' ? '--state' : flag} ${quoted(value!)}`)
    .join('');
}

const split = (word: string): string[] => [
  word.slice(0, word.indexOf('=')),
  word.slice(word.indexOf('=') + 1),
];

const quoted = (word: string): string =>
  /^[\w./:@,=+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** A text in which commands between backticks are for the place of this one. */
export const withPlace = (text: string, place: string): string =>
  place === ''
    ? text
    : text.replace(REACHES, (command) => (PLACED.test(command) ? command : command + place));

const PLACED = / --(?:state|server|policy)\b/;
