import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** A program that still runs after this time has shown the file. */
const START_TIME_MS = 2000;

/**
 * Shows a file in the browser: with the program `$BROWSER` names, else with the one of the system. Throws a plain error with
 * the reason where that cannot be started or fails at once.
 */
export function openFile(file: string, env: Env, platform: string = process.platform): Promise<void> {
  const [program, ...args] = openerOf(env, platform);
  return new Promise((done, failed) => {
    const child = spawn(program, [...args, resolve(file)], { stdio: 'ignore', detached: true });
    const timer = setTimeout(done, START_TIME_MS);
    child.unref();
    child.on('error', ({ message }) => {
      clearTimeout(timer);
      failed(new Error(message));
    });
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) done();
      else failed(new Error(`${program} ended with ${code ?? signal}`));
    });
  });
}

type Opener = readonly [program: string, ...args: string[]];

const OPENERS: Readonly<Record<string, Opener>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** The program that shows a file, and what stands before its name. */
export function openerOf({ BROWSER }: Env, platform: string): Opener {
  if (BROWSER) return [BROWSER];
  return OPENERS[platform] ?? ['xdg-open'];
}
