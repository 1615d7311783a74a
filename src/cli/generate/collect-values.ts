import type { ConnectionRequest } from '../connection.ts';
import type { IO } from '../io.ts';
import { withHistory } from '../prompts/history.ts';
import type { Prompts } from '../prompts/prompts.ts';
import { type CollectedValues, collect, type GivenValues } from './collect.ts';
import { openMetrics } from './open-metrics.ts';
import { withProgress } from './progress.ts';
import type { Destination } from './write.ts';

export interface Request {
  readonly given: GivenValues;
  readonly destination: Destination;
  readonly connection: ConnectionRequest | undefined;
}

/** Collects the values; a person may go back from question to question, and go on after an interruption. */
export async function collectValues(
  { given, destination: { outputFile: file, overwrite = false }, connection }: Request,
  prompts: Prompts | undefined,
  io: IO,
): Promise<CollectedValues> {
  if (!prompts) return collect(given, { file, overwrite }, undefined, io);
  const server = connection && (await openMetrics(connection, prompts, io));
  try {
    return await withProgress(prompts, io, (progress) =>
      withHistory(prompts, (repeating) =>
        collect(given, { file, overwrite }, { prompts: repeating, progress, metrics: server?.metrics }, io),
      ),
    );
  } finally {
    server?.close();
  }
}
