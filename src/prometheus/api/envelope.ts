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
  if (status === 'success' && !isRecord(data)) return undefined;
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

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
