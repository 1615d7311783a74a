import { type Diagnostic, diagnostic, RolloutError } from '../../errors/rollout-error.ts';
import { type ConnectionRequest, connectTo } from '../connection.ts';
import { formatDiagnostics } from '../diagnostics.ts';
import type { IO } from '../io.ts';
import type { Prompts } from '../prompts/prompts.ts';
import type { Metrics } from '../prompts/server/metrics.ts';

/** A server that a person waits for is given up soon. */
const TIMEOUT_S = 5;
const RETRIES = 1;

/** The metrics of a server for the questions, and how to end it. */
export interface OpenMetrics {
  readonly metrics: Metrics;
  readonly close: () => void;
}

/**
 * Connects to the server that the questions may ask. One that does not answer is a warning, and the questions go on
 * without; throws what is wrong with the flags.
 */
export async function openMetrics(
  connection: ConnectionRequest,
  prompts: Prompts,
  io: IO,
): Promise<OpenMetrics | undefined> {
  const style = { paint: prompts.paint, invocation: io.invocation };
  const world = {
    now: io.now,
    warn: (problem: Diagnostic) => prompts.print(formatDiagnostics([problem], style).trimEnd()),
    onSlow: () => prompts.print(prompts.paint.dim('  waiting for the server')),
  };
  const { ServerMetrics, noticeSlow } = await import('../prompts/server/metrics.ts');
  const { timeout = TIMEOUT_S, retries = RETRIES } = connection;
  try {
    const api = await noticeSlow(connectTo({ ...connection, timeout, retries }, io), world.onSlow);
    return { metrics: new ServerMetrics(api, world), close: () => api.close() };
  } catch (problem) {
    const first = problem instanceof RolloutError && problem.exit === 4 ? problem.diagnostics[0] : undefined;
    if (!first) throw problem;
    world.warn(diagnostic('PROMPT_SERVER', { why: first.message }));
    return undefined;
  }
}
