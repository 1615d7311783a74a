import type { IO } from '../io.ts';
import { writeResult } from '../write-result.ts';

/** The files that a result leaves. */
export interface OutputFiles {
  readonly file: string | undefined;
  readonly report?: string;
  readonly overwrite: boolean;
}

/** A place that cannot be written is known before the first rehearsal, not after the last. Throws FILE_EXISTS, FILE_UNWRITABLE. */
export async function checkOutputs({ file, report, overwrite }: OutputFiles, io: IO): Promise<void> {
  if (overwrite || io.isTTY.stdin) return;
  for (const one of [file, report]) if (one !== undefined && one !== '-') await io.checkWritable(one);
}

export interface ReportOutput {
  readonly report: string | undefined;
  /** Whether it is shown in the browser. */
  readonly open: boolean;
  readonly overwrite: boolean;
}

/** Writes the page of a report where one is wanted. Throws FILE_EXISTS, FILE_UNWRITABLE. */
export async function leaveReport(
  page: () => Promise<string>,
  { report, open, overwrite }: ReportOutput,
  io: IO,
): Promise<void> {
  if (report === undefined) return;
  await writeResult(report, await page(), { overwrite }, io);
  if (open) await io.open(report);
}
