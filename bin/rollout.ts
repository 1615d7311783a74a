#!/usr/bin/env node
import { existsSync, mkdirSync } from 'node:fs';
import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { systemIO } from '../src/cli/system-io.ts';
import { CommandLine } from '../src/main.ts';

interface CompileCache {
  /** Since Node 22.8. */
  readonly enableCompileCache?: (directory: string) => unknown;
}

/**
 * Node keeps the compiled form of what is imported from here on, in the user's own cache directory: its default, in the
 * shared /tmp, could be filled by others. Where nothing can be written there, it goes on without.
 */
function keepCompiled({ XDG_CACHE_HOME, HOME }: NodeJS.ProcessEnv): void {
  const { enableCompileCache } = module as CompileCache;
  if (enableCompileCache === undefined) return;
  const base = XDG_CACHE_HOME || join(HOME ?? homedir(), '.cache');
  const own = join(base, 'rollout');
  if (hasDirectory(base) && hasDirectory(own)) enableCompileCache(own);
}

/** Makes a directory unless it exists; one by one, since Node's own recursion never returns below /proc. */
function hasDirectory(path: string): boolean {
  try {
    mkdirSync(path);
  } catch {
    return existsSync(path);
  }
  return true;
}

const commandLine = new CommandLine(process.argv.slice(2), systemIO());

process.on('uncaughtException', async (problem) => process.exit(await commandLine.fail(problem)));
keepCompiled(process.env);
process.exitCode = await commandLine.run();
