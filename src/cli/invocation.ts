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
