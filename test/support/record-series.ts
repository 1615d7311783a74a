import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export interface RecordedSeries {
  /** Unix seconds. */
  readonly start?: number;
  readonly interval?: number;
  readonly url?: string;
  /** `live`: a recording of a run in the present. */
  readonly kind?: 'history' | 'live';
  /** `QUERY=50*30 _*2 90`, as record-series.mjs takes them. */
  readonly series: readonly string[];
}

/** Writes a recording of series that are counted by hand; returns its file. */
export function recordSeries(
  file: string,
  { start = 0, interval = 1, url, kind, series }: RecordedSeries,
): string {
  const script = join(import.meta.dirname, 'record-series.mjs');
  const args = [script, file, String(start), String(interval), ...series];
  execFileSync(process.execPath, args, { env: { ...(url && { URL: url }), ...(kind && { KIND: kind }) } });
  return file;
}
