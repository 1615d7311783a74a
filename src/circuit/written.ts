/**
 * How composites write the components they stand for: signals by name, constants by number (NaN is the
 * special value).
 */
type Ins = Readonly<Record<string, string | number | readonly (string | number)[]>>;

/** `written('switcher', { switch: 'DRY_RUN', on_signal: Number.NaN }, { output: 'REPLICAS' })` */
export function written(
  kind: string,
  ins: Ins,
  outs: Readonly<Record<string, string>>,
  config: object = {},
): unknown {
  const body = {
    ...config,
    in_ports: mapValues(ins, inPort),
    out_ports: mapValues(outs, (signal_name) => ({ signal_name })),
  };
  return kind.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), body);
}

export const ingress = (port: string, signal: string): unknown =>
  written('nested_signal_ingress', {}, { signal }, { port_name: port });

export const egress = (port: string, signal: string): unknown =>
  written('nested_signal_egress', { signal }, {}, { port_name: port });

interface DryRun {
  readonly dry_run: boolean;
  readonly dry_run_config_key?: string | undefined;
}

/** `output` is `input`, or nothing in a dry run. */
export const unlessDryRun = (
  { dry_run, dry_run_config_key }: DryRun,
  input: string,
  output: string,
): unknown[] => [
  written(
    'bool_variable',
    {},
    { output: 'DRY_RUN' },
    { constant_output: dry_run, config_key: dry_run_config_key },
  ),
  written('switcher', { switch: 'DRY_RUN', on_signal: Number.NaN, off_signal: input }, { output }),
];

function inPort(source: Ins[string]): unknown {
  if (typeof source === 'string') return { signal_name: source };
  if (typeof source !== 'number') return source.map(inPort);
  return { constant_signal: Number.isNaN(source) ? { special_value: 'NaN' } : { value: source } };
}

const mapValues = <T>(
  given: Readonly<Record<string, T>>,
  change: (value: T) => unknown,
): Record<string, unknown> =>
  Object.fromEntries(Object.entries(given).map(([key, value]) => [key, change(value)]));
