import { Secrets } from '../../prometheus/http/secrets.ts';
import { formatMoment } from '../../text/time.ts';
import { programFault, runProgram } from '../program.ts';
import {
  checkNames,
  environmentOf,
  outcomeOfProgram,
  type ProgramKeys,
  programSchema,
} from '../program-keys.ts';
import type { NotifierKind } from './notifier.ts';

/** A program of the user's. */
export const exec: NotifierKind<ProgramKeys> = {
  kind: 'exec',
  summary: 'A program reads the note as JSON on standard input.',
  schema: { properties: programSchema, required: ['command'] },
  check: checkNames,
  fault: ({ command }, world) => programFault(command, world),
  open:
    (config, world) =>
    async (note, { signal }) => {
      const secrets = new Secrets();
      const env = environmentOf(config, world, secrets);
      const input = `${JSON.stringify({ ...note, time: formatMoment(note.time) })}\n`;
      return outcomeOfProgram(
        await runProgram({ command: config.command, input, env, signal }, world),
        secrets,
      );
    },
};
