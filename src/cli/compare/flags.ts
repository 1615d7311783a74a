import type { Command } from 'commander';
import {
  type AssessFlags,
  addDynamicOptions,
  addInjectionOptions,
  addRehearsalOptions,
} from '../assess/flags.ts';
import type { AssessFormat } from '../assess/output-request.ts';
import { addHistoryOptions } from '../judge/source-flags.ts';
import type { HistoryFlags } from '../judge/source-request.ts';
import { choiceOption } from '../options.ts';
import { addBlueprintsOption } from '../policy-flags.ts';

/** commander's form of the flags of `compare`; only `request.ts` and what it imports reads them. */
export interface CompareFlags
  extends HistoryFlags,
    Pick<
      AssessFlags,
      'every' | 'horizon' | 'jobs' | 'incident' | 'incidents' | 'inject' | 'traffic' | 'dynamicConfig' | 'set'
    > {
  readonly name?: string;
  readonly blueprints?: string;
  readonly margin?: string;
  readonly failOn?: 'worse';
  readonly outputFile?: string;
  readonly overwrite?: boolean;
  readonly output: AssessFormat;
  readonly quiet?: boolean;
}

export const addCompareOptions = (command: Command): Command =>
  addResultOptions(
    addInjectionOptions(
      addDynamicOptions(addRehearsalOptions(addHistoryOptions(addComparedOptions(command)))),
    ),
  );

const addComparedOptions = (command: Command): Command =>
  addBlueprintsOption(
    command
      .argument('<a>', 'values or a policy, such as the one in use')
      .argument('<b>', 'values or a policy, such as the one proposed')
      .optionsGroup('Policies:')
      .option('--name <blueprint>', 'the blueprint of values that do not name theirs'),
  );

const addResultOptions = (command: Command): Command =>
  command
    .optionsGroup('Result:')
    .option('--margin <share>', 'the difference of shares that does not matter (default: 0.02)')
    .addOption(choiceOption('--fail-on <verdict>', 'exit 1 if B is worse', ['worse']))
    .option('--output-file <file>', 'write the result there')
    .option('--overwrite', 'replace an existing file')
    .addOption(
      choiceOption('-o, --output <format>', 'form of the result', ['text', 'json', 'markdown'], 'text'),
    );
