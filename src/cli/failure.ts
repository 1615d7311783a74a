import { reasonOf } from '../disk/reasons.ts';
import type { ExitCode } from '../errors/define.ts';
import { type Diagnostic, diagnostic, RolloutError } from '../errors/rollout-error.ts';
import type { SystemIO } from './io.ts';

/** Why a command failed, and its exit code. */
export interface Failure {
  readonly diagnostics: readonly Diagnostic[];
  readonly exit: ExitCode;
}

/** Any thrown value as a failure: a known one, an interruption (exit 130), a system that opens no more files, or
 * a bug in rollout (exit 70). */
export function failureOf(problem: unknown, system: SystemIO): Failure {
  if (problem instanceof RolloutError) return problem;
  if (isInterruption(problem, system)) return { diagnostics: [diagnostic('INTERRUPTED', {})], exit: 130 };
  const { code, path } = (problem ?? {}) as NodeJS.ErrnoException;
  if (code === 'EMFILE' || code === 'ENFILE')
    return {
      diagnostics: [diagnostic('FILE_UNREADABLE', { file: path ?? 'a file', why: reasonOf(problem) })],
      exit: 3,
    };
  const message = problem instanceof Error ? problem.message : String(problem);
  return { diagnostics: [diagnostic('BUG', { message })], exit: 70 };
}

/** The stack of a thrown value, then those of its causes. */
export function stackOf(problem: unknown): string {
  if (!(problem instanceof Error)) return String(problem);
  const stack = problem.stack ?? problem.message;
  return problem.cause === undefined ? stack : `${stack}\ncaused by: ${stackOf(problem.cause)}`;
}

/** Ctrl-C in a prompt, or a wait that Ctrl-C ended. */
function isInterruption(problem: unknown, system: SystemIO): boolean {
  if (!(problem instanceof Error)) return false;
  if (problem.name === 'ExitPromptError') return true;
  return problem.name === 'AbortError' && system.interrupted.aborted;
}
