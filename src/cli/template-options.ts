import type { Command } from 'commander';
import { addBlueprintsOption } from './policy-flags.ts';

/** What the commands that write a template take. */
export interface TemplateFlags {
  readonly name: string;
  readonly blueprints?: string;
  readonly outputFile?: string;
  readonly onlyRequired?: boolean;
  /** commander's form of --no-comments. */
  readonly comments?: boolean;
  readonly schemaUrl?: boolean;
  readonly overwrite?: boolean;
}

/** For every command that writes values. */
export const SCHEMA_URL = [
  '--schema-url',
  'name the schema for editors by a URL, for files that leave this machine',
] as const;

export const addTemplateOptions = (command: Command): Command =>
  addBlueprintsOption(command.requiredOption('--name <blueprint>', 'the blueprint'))
    .option('--output-file <file>', 'where it is written; - is standard output', '-')
    .option('--only-required', 'leave out everything that has a default')
    .option('--no-comments', 'leave out what each key is for')
    .option(...SCHEMA_URL)
    .option('--overwrite', 'replace an existing file');
