import type { Command, HelpConfiguration } from 'commander';

const bold = (text: string): string => `\u001b[1m${text}\u001b[22m`;

/** How help pages look; commander strips the styles where the stream has no colour. */
export const helpFormat: HelpConfiguration = {
  showGlobalOptions: true,
  visibleGlobalOptions: (command) =>
    command.parent ? rootOf(command).options.filter((option) => option.long !== '--version') : [],
  styleTitle: bold,
  styleCommandText: bold,
};

const rootOf = (command: Command): Command => (command.parent ? rootOf(command.parent) : command);
