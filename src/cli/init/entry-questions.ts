import type { KeySchema } from '../../control/actuators/kind.ts';
import type { EntryConfig } from '../../control/rollout-file/document.ts';
import type { Prompts } from '../prompts/prompts.ts';
import { fillers, questionsOf } from './key-questions.ts';

/** What is asked of a kind of targets or of receivers. */
export interface EntryKind {
  readonly kind: string;
  readonly summary: string;
  readonly schema: KeySchema;
}

/** What is wrong with those keys of a config. */
export type FaultOf = (config: EntryConfig, keys: readonly string[]) => Promise<string | undefined>;

/** Asks for the keys of one entry; each answer is checked as it will be in the file. */
export async function askConfig(
  { schema }: EntryKind,
  prompts: Prompts,
  faultOf: FaultOf,
): Promise<EntryConfig> {
  let config: EntryConfig = {};
  for (const { message, help, fallback, keys, read } of questionsOf(schema)) {
    const before = { ...fillers(schema), ...config };
    const check = async (answer: string) => {
      const given = read(answer);
      if (typeof given === 'string') return given;
      return faultOf({ ...before, ...given }, keys);
    };
    const answer = await prompts.text({ message, help, fallback, form: 'free', check });
    config = { ...config, ...(read(answer) as EntryConfig) };
  }
  return config;
}
