/** The fields of every answer of the API around its data. */
export interface Envelope {
  readonly status: 'success' | 'error';
  readonly data?: unknown;
  readonly errorType?: string;
  readonly error?: string;
  readonly warnings: readonly string[];
  readonly infos: readonly string[];
  /** VictoriaMetrics: some of its stores did not answer. */
  readonly isPartial: boolean;
}

/** Reads a parsed body; undefined when it is no envelope (HTML, another API, half a body). */
export function readEnvelope(body: unknown): Envelope | undefined {
  if (!isRecord(body)) return undefined;
  const { status, data, errorType, error } = body;
  if (status !== 'success' && status !== 'error') return undefined;
  if (status === 'success' && !isRecord(data) && !isTexts(data)) return undefined;
  return {
    status,
    data,
    errorType: asText(errorType),
    error: asText(error),
    warnings: textsOf(body.warnings),
    infos: textsOf(body.infos),
    isPartial: body.isPartial === true,
  };
}

/**
 * Warnings that say nothing about missing data: what the engine says of a query ("PromQL warning: ..."), and
 * what a query costs (AWS, "max samples processed warning threshold").
 */
const ABOUT_THE_QUERY = /^PromQL (warning|info)\b|threshold/i;

/**
 * The words with which an answer says that data is missing from it; undefined where it is whole. Any other
 * warning comes from the storage: a store or a remote read that failed, results cut at a limit (prometheus
 * web/api/v1, thanos pkg/query).
 */
export function partialWords({ isPartial, warnings }: Envelope): string | undefined {
  if (isPartial) return 'isPartial';
  return warnings.find((warning) => !ABOUT_THE_QUERY.test(warning));
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list of names, as the parts of the API for labels answer. */
export const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((text) => typeof text === 'string');

const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
