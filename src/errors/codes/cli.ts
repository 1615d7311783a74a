import { didYouMean, error, warning } from '../define.ts';

/** Usage: what is wrong with the command line itself, or with a file it names. */
export const cliCodes = {
  USAGE: error<{
    message: string;
    suggestion?: string;
    command?: string;
    instead?: string;
    remedy?: string;
  }>(2, {
    text: (p) => `${p.message}${didYouMean(p)}`,
    hint: (p) => {
      if (p.remedy) return p.remedy;
      if (p.instead) return `here that is ${p.instead}`;
      return p.suggestion ? undefined : `run \`${p.command ?? 'rollout'} --help\``;
    },
  }),
  USAGE_MISSING: error<{ flag: string; what: string; hint?: string }>(2, {
    text: (p) => `${p.what} is missing: give ${p.flag}`,
    hint: (p) => p.hint,
  }),
  OPEN_FAILED: warning<{ file: string; why: string }>({
    text: (p) => `${p.file} was written, and cannot be shown: ${p.why}`,
    hint: () => 'open it by hand, or name a program in $BROWSER',
  }),
  USAGE_CONFLICT: error<{ flags: string }>(2, { text: (p) => `${p.flags} cannot be given together` }),
  USAGE_VALUE: error<{ flag: string; got: string; expected: string; suggestion?: string }>(2, {
    text: (p) => `${p.flag} takes ${p.expected}, got "${p.got}"${didYouMean(p)}`,
  }),
  UNKNOWN_BLUEPRINT: error<{ name: string; suggestion?: string }>(3, {
    text: (p) => `unknown blueprint "${p.name}"${didYouMean(p)}`,
    hint: () => 'see `rollout blueprints list`',
  }),
  FILE_MISSING: error<{ file: string }>(3, {
    text: (p) => `${p.file}: no such file`,
    hint: () => 'check the path; `-` reads standard input',
  }),
  FILE_UNREADABLE: error<{ file: string; why: string }>(3, {
    text: (p) => `${p.file} cannot be read: ${p.why}`,
  }),
  FILE_EXISTS: error<{ file: string }>(2, {
    text: (p) => `${p.file} exists and was kept`,
    hint: () => 'add --overwrite to replace it',
  }),
  FILE_UNWRITABLE: error<{ file: string; why: string }>(3, {
    text: (p) => `${p.file} cannot be written: ${p.why}`,
    hint: () => 'give a place you may write to, with room for it',
  }),
  PROMPT_SERVER: warning<{ why: string }>({
    text: (p) => `the questions go on without the server: ${p.why}`,
    hint: () => 'nothing is completed or proposed from here on; the answers are kept',
  }),
  INTERRUPTED: error<Record<string, never>>(130, { text: () => 'interrupted' }),
  BUG: error<{ message: string }>(70, {
    text: (p) => `this is a bug in rollout: ${p.message}`,
    hint: () => 'please report it with the command, its input and the lines above',
  }),
};
