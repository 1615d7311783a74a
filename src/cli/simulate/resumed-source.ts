import { throwIfErrors } from '../../errors/rollout-error.ts';
import { historyFaults } from '../../policy/lint/queries.ts';
import { wholeOf } from '../../source/recording/file.ts';
import { endOfPeriod, openPart, type Part, resumeHistory } from '../../source/resume.ts';
import { isOfServer } from '../../source/server-warnings.ts';
import { connectTo } from '../connection.ts';
import type { IO } from '../io.ts';
import type { OpenedSource, Subject } from './opened-source.ts';
import { type Range, readRange } from './period-flags.ts';
import { recorded } from './recorded-source.ts';
import type { ServerRequest } from './source-request.ts';

/**
 * Opens a history of which a part is recorded, and records it whole. What the preflight found stands in the part. Throws
 * FILE_MISSING and RECORDING_*.
 */
export async function resumedSource(
  request: ServerRequest,
  file: string,
  subject: Subject,
  io: IO,
): Promise<OpenedSource> {
  const { plan, placeOf } = subject;
  throwIfErrors(historyFaults(plan, placeOf));
  const part = await openPart(file);
  try {
    const period = periodOf(request, part, io);
    const api = await connectTo(request.connection, io);
    const { queries, interval } = plan;
    const { source, after } = resumeHistory({ part, api, queries, interval, ...period });
    const { diagnostics = [], preflight } = part.head;
    const opened = { source, preflight, diagnostics: diagnostics.filter((one) => !isOfServer(one)) };
    const place = { file: wholeOf(file), overwrite: true, part: { after, diagnostics } };
    return await recorded(opened, place, subject, io);
  } catch (problem) {
    await part.reader.close();
    throw problem;
  }
}

/** That of the part; what the flags say of it is checked against it. */
function periodOf({ range, duration }: ServerRequest, part: Part, io: IO): Range {
  const end = endOfPeriod(part);
  if (!range) return { from: part.head.start, to: end };
  return readRange(range, duration, { now: io.now(), end });
}
