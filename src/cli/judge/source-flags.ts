import type { Command } from 'commander';
import { addConnectionOptions } from '../connection.ts';

/** The flags that say which history is judged on; `source-request.ts` reads them. */
export const addHistoryOptions = (command: Command): Command =>
  addConnectionOptions(
    command
      .optionsGroup('History (of a server, or recorded):')
      .option('--replay <file...>', 'recordings of it, joined in the order of their times'),
  )
    .option('--from <time>', 'its start: RFC 3339, Unix seconds or now-14d')
    .option('--to <time>', 'its end (default: now)')
    .option('--no-preflight', 'do not try every query once before it is read');
