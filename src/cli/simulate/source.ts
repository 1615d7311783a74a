import type { IO } from '../io.ts';
import type { OpenedSource, Subject } from './opened-source.ts';
import { readPeriod } from './period-flags.ts';
import type { ReplayRequest, SourceRequest } from './source-request.ts';

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
  const source = await openReplay(request, subject, io);
  return { source, preflight: source.preflight, diagnostics: [] };
}

async function openReplay({ file, range }: ReplayRequest, subject: Subject, io: IO) {
  const { queries = subject.plan.queries } = subject;
  const options = { file, queries, interval: subject.plan.interval };
  if (!range) {
    const { openRecorded } = await import('../../source/replay.ts');
    return openRecorded(options);
  }
  const { openRecordedPart } = await import('../../source/recorded-part.ts');
  return openRecordedPart(options, readPeriod(range, io.now()));
}
