import type { Command } from 'commander';
import { addBlueprintsOption } from './policy-flags.ts';

/** What the commands that write a template take. */
export interface TemplateFlags {
  readonly name: string;
  readonly blueprints?: string;
  readonly outputFile?: string;
  readonly onlyRequired?: boolean;
  readonly overwrite?: boolean;
}

export const addTemplateOptions = (command: Command): Command =>
  addBlueprintsOption(command.requiredOption('--name <blueprint>', 'the blueprint'))
    .option('--output-file <file>', 'where it is written; - is standard output', '-')
    .option('--only-required', 'leave out everything that has a default')
    .option('--overwrite', 'replace an existing file');
