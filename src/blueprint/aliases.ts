import { isMapping, valueAt } from './mapping.ts';

/** A key that was read as another one: `selector` of the mapping at `pointer` as `selectors`. */
export interface Alias {
  readonly pointer: string;
  readonly key: string;
  readonly meant: string;
  /** A pointer into what was read -> the pointer into what was written. */
  readonly toWritten: (pointer: string) => string;
}

/** Values with aliases read as the keys they stand for. */
export interface AliasedValues {
  readonly value: unknown;
  readonly aliases: readonly Alias[];
}

const PERCENTILE_DRIVERS = ['policy', 'drivers', 'percentile_latency_drivers'] as const;

/** Reads `flux_meter.selector` of percentile drivers as `selectors`, unless both are there. */
export function readAliases(values: unknown): AliasedValues {
  const drivers = valueAt(values, ...PERCENTILE_DRIVERS);
  if (!Array.isArray(drivers)) return { value: values, aliases: [] };
  const aliases: Alias[] = [];
  const renamed = drivers.map((driver, i) => {
    const meter = valueAt(driver, 'flux_meter');
    if (!isMapping(driver) || !isMapping(meter) || !('selector' in meter) || 'selectors' in meter)
      return driver;
    const { selector, ...rest } = meter;
    aliases.push(aliasAt(`/${PERCENTILE_DRIVERS.join('/')}/${i}/flux_meter`, 'selector', 'selectors'));
    return { ...driver, flux_meter: { selectors: selector, ...rest } };
  });
  if (aliases.length === 0) return { value: values, aliases };
  return { value: putAt(values, PERCENTILE_DRIVERS, renamed), aliases };
}

function aliasAt(pointer: string, key: string, meant: string): Alias {
  const read = `${pointer}/${meant}`;
  const toWritten = (at: string) => {
    const isInside = at === read || at.startsWith(`${read}/`);
    return isInside ? `${pointer}/${key}${at.slice(read.length)}` : at;
  };
  return { pointer, key, meant, toWritten };
}

function putAt(into: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const mapping = into as Readonly<Record<string, unknown>>;
  return { ...mapping, [key]: putAt(mapping[key], rest, value) };
}
