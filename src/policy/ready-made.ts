/** What a ready-made query measures; `unit` is that of its value. */
export const MEASURES = {
  'error-rate': { title: 'Error rate', unit: '%' },
  latency: { title: 'Latency percentile', unit: 'ms' },
} as const;

export type Measure = keyof typeof MEASURES;

/** Metrics as one exporter or library exposes them to Prometheus. */
interface Exporter {
  readonly title: string;
  /** The label that names a service, and an example of its value. */
  readonly label: string;
  readonly example: string;
  /** A matcher that every selector also needs. */
  readonly also?: string;
  readonly requests: string;
  /** The counter of failures; its own, or `requests` narrowed by matchers. */
  readonly errors: { readonly metric?: string; readonly matchers: string };
  readonly buckets: { readonly metric: string; readonly unit: 's' | 'ms' };
}

export const exporters = {
  opentelemetry: {
    title: 'OpenTelemetry (http_server_request_duration_seconds)',
    label: 'job',
    example: 'shop/checkout',
    requests: 'http_server_request_duration_seconds_count',
    errors: { matchers: 'http_response_status_code=~"5.."' },
    buckets: { metric: 'http_server_request_duration_seconds_bucket', unit: 's' },
  },
  'prometheus-client': {
    title: 'Prometheus client library (http_request_duration_seconds)',
    label: 'job',
    example: 'checkout',
    requests: 'http_request_duration_seconds_count',
    errors: { matchers: 'code=~"5.."' },
    buckets: { metric: 'http_request_duration_seconds_bucket', unit: 's' },
  },
  istio: {
    title: 'Istio (istio_requests_total)',
    label: 'destination_service_name',
    example: 'checkout',
    also: 'reporter="destination"',
    requests: 'istio_requests_total',
    errors: { matchers: 'response_code=~"5.."' },
    buckets: { metric: 'istio_request_duration_milliseconds_bucket', unit: 'ms' },
  },
  envoy: {
    title: 'Envoy (envoy_cluster_upstream_rq)',
    label: 'envoy_cluster_name',
    example: 'checkout',
    requests: 'envoy_cluster_upstream_rq_completed',
    errors: { metric: 'envoy_cluster_upstream_rq_xx', matchers: 'envoy_response_code_class="5"' },
    buckets: { metric: 'envoy_cluster_upstream_rq_time_bucket', unit: 'ms' },
  },
  'nginx-ingress': {
    title: 'NGINX ingress controller (nginx_ingress_controller_requests)',
    label: 'service',
    example: 'checkout',
    requests: 'nginx_ingress_controller_requests',
    errors: { matchers: 'status=~"5.."' },
    buckets: { metric: 'nginx_ingress_controller_request_duration_seconds_bucket', unit: 's' },
  },
  grpc: {
    title: 'gRPC server (grpc_server_handled_total)',
    label: 'grpc_service',
    example: 'shop.v1.Checkout',
    requests: 'grpc_server_handled_total',
    errors: {
      matchers: 'grpc_code=~"Unknown|DeadlineExceeded|ResourceExhausted|Internal|Unavailable|DataLoss"',
    },
    buckets: { metric: 'grpc_server_handling_seconds_bucket', unit: 's' },
  },
} as const satisfies Readonly<Record<string, Exporter>>;

export type ExporterName = keyof typeof exporters;

/** What a ready-made query measures; `percentile` matters to latencies alone, `window` is a PromQL range. */
export interface MeasuredService {
  readonly measure: Measure;
  /** The value of the exporter's label. */
  readonly of: string;
  readonly percentile?: number;
  readonly window?: string;
}

/**
 * A query over the metrics of an exporter: errors in % of all requests, or a latency percentile in ms; always
 * one value.
 */
export function readyMade(
  name: ExporterName,
  { measure, of, percentile = 95, window = '5m' }: MeasuredService,
): string {
  const { label, also, requests, errors, buckets }: Exporter = exporters[name];
  const matchers = [`${label}=${JSON.stringify(of)}`, also].filter((matcher) => matcher !== undefined);
  const rate = (metric: string, more: readonly string[] = []) =>
    `rate(${metric}{${[...matchers, ...more].join(', ')}}[${window}])`;
  if (measure === 'error-rate') {
    const failed = rate(errors.metric ?? requests, [errors.matchers]);
    return `100 * (sum(${failed}) or vector(0)) / sum(${rate(requests)})`;
  }
  const quantile = `histogram_quantile(${Number((percentile / 100).toPrecision(12))}, sum by (le) (${rate(buckets.metric)}))`;
  return buckets.unit === 's' ? `1000 * ${quantile}` : quantile;
}

/** What `readyMade` was asked for when it wrote a query; undefined for any other query. */
export function readReadyMade(query: string): Pick<MeasuredService, 'measure' | 'percentile'> | undefined {
  const text = query.trim();
  const [, quantile] = /histogram_quantile\(([\d.e-]+),/.exec(text) ?? [];
  const [, window] = /\[(\w+)\]/.exec(text) ?? [];
  if (window === undefined) return undefined;
  const measured = quantile === undefined ? ERROR_RATE : latencyOf(Number(quantile));
  const isWritten = (name: ExporterName): boolean => {
    const of = labelValueIn(text, exporters[name].label);
    return of !== undefined && readyMade(name, { ...measured, of, window }) === text;
  };
  return (Object.keys(exporters) as ExporterName[]).some(isWritten) ? measured : undefined;
}

const ERROR_RATE = { measure: 'error-rate' } as const;

const latencyOf = (quantile: number): Pick<MeasuredService, 'measure' | 'percentile'> => ({
  measure: 'latency',
  percentile: Number((quantile * 100).toPrecision(12)),
});

/** The value of the first matcher for a label, as `readyMade` writes it. */
function labelValueIn(query: string, label: string): string | undefined {
  const [, quoted] = new RegExp(`[{ ]${label}=("(?:[^"\\\\]|\\\\.)*")`).exec(query) ?? [];
  try {
    return quoted === undefined ? undefined : String(JSON.parse(quoted));
  } catch {
    return undefined;
  }
}
