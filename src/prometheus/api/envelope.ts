/** What every answer of the API carries around its data. */
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

/** Takes a parsed body as an envelope; undefined when it is none (HTML, another API, half a body). */
export function readEnvelope(body: unknown): Envelope | undefined {
  if (!isRecord(body)) return undefined;
  const { status, data, errorType, error } = body;
  if (status !== 'success' && status !== 'error') return undefined;
  if (status === 'success' && !isRecord(data)) return undefined;
  return {
    status,
    data,
    ...(typeof errorType === 'string' ? { errorType } : {}),
    ...(typeof error === 'string' ? { error } : {}),
    warnings: texts(body.warnings),
    infos: texts(body.infos),
    isPartial: body.isPartial === true,
  };
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
