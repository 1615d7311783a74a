import type { IO } from '../io.ts';
import type { OpenedSource, Subject } from './opened-source.ts';
import type { SourceRequest } from './source-request.ts';

/** Opens the source that is asked for; only its own modules are loaded. */
export async function openSource(request: SourceRequest, subject: Subject, io: IO): Promise<OpenedSource> {
  if (request.kind === 'scenario') {
    const { scenarioSource } = await import('./scenario-source.ts');
    return scenarioSource(request, subject.plan, io);
  }
  if (request.kind === 'server') {
    const { serverSource } = await import('./server-source.ts');
    return serverSource(request, subject, io);
  }
  const { openRecorded } = await import('../../source/replay.ts');
  const { queries = subject.plan.queries } = subject;
  const { interval } = subject.plan;
  const source = await openRecorded({ file: request.file, queries, interval });
  return { source, preflight: source.preflight, diagnostics: [] };
}
