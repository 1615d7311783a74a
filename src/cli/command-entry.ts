import type { Command } from './command.ts';

/** One command in the table: `load` imports its module, so that only the command that runs is read. */
export interface CommandEntry {
  readonly summary: string;
  readonly load: () => Promise<Command>;
  /** Commands below one that does something itself. */
  readonly inner?: Readonly<Record<string, CommandEntry>>;
}

export interface Group {
  readonly summary: string;
  readonly example: string;
  readonly commands: Readonly<Record<string, CommandEntry>>;
}

export const isGroup = (entry: Group | CommandEntry): entry is Group => 'commands' in entry;

/** The commands below a group or a command. */
export const innerOf = (entry: Group | CommandEntry): Readonly<Record<string, CommandEntry>> =>
  isGroup(entry) ? entry.commands : (entry.inner ?? {});
