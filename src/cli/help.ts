import type { Command, Help, HelpConfiguration } from 'commander';
import { VERBS } from '../control/commands/verbs.ts';

export const bold = (text: string): string => `\u001b[1m${text}\u001b[22m`;

/** What one comes for, and the commands for it. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  'Author:': ['blueprints', 'policy', 'init'],
  'Rehearse:': ['demo', 'simulate', 'assess', 'tune', 'compare', 'why'],
  'Run:': ['run', ...VERBS, 'dynamic-config', 'status', 'events'],
};

export const OTHER = 'Other:';

/** The heading that a command of the first level stands under. */
export const groupOf = (name: string): string =>
  Object.keys(GROUPS).find((heading) => GROUPS[heading]!.includes(name)) ?? OTHER;

/** Those of the first page. */
export const EXAMPLES = `
Examples:
  $ rollout demo
  $ rollout blueprints generate --name average-latency
  $ rollout simulate values.yaml --start --scenario latency-regression
  $ rollout policy render values.yaml --output-dir out

Guides: https://github.com/rolloutctl/rollout/tree/main/docs`;

/** The sections of a page that lists commands, in their order; what is above them stays. */
const SECTIONS = [...Object.keys(GROUPS), OTHER, 'Commands:', 'Options:', 'Global Options:'];

/** The same page with its commands above its options. */
function commandsFirst(text: string): string {
  const placed = text
    .trimEnd()
    .split('\n\n')
    .map((section) => ({ section, place: SECTIONS.indexOf(headingOf(section)) }));
  const sections = placed.sort((a, b) => a.place - b.place).map(({ section }) => section);
  return `${sections.join('\n\n')}\n`;
}

const headingOf = (section: string): string => section.split('\n', 1)[0]!.replace(/\u001b\[\d+m/g, '');

/** How help pages look; commander strips the styles where the stream has no colour. */
export const helpFormat: HelpConfiguration = {
  showGlobalOptions: true,
  visibleGlobalOptions: (command) =>
    command.parent ? rootOf(command).options.filter((option) => option.long !== '--version') : [],
  formatHelp: (command, helper) => {
    const { formatHelp } = Object.getPrototypeOf(helper) as Help; // commander's own
    const text = formatHelp.call(helper, command, helper);
    return command.commands.length > 0 ? commandsFirst(text) : text;
  },
  styleTitle: bold,
  styleCommandText: bold,
};

const rootOf = (command: Command): Command => (command.parent ? rootOf(command.parent) : command);
