import type { Kind } from '../kind.ts';
import type { PortTable } from '../ports.ts';
import { type ConfigSchema, list, object, ref } from './config-schema.ts';

const cache = new WeakMap<Kind, ConfigSchema>();

/** The schema of one kind's body: its config and its ports. Published in `schemas/policy.schema.json`. */
export function configSchema(kind: Kind): ConfigSchema {
  const known = cache.get(kind);
  if (known) return known;
  const schema = build(kind);
  cache.set(kind, schema);
  return schema;
}

function build(kind: Kind): ConfigSchema {
  const properties: Record<string, ConfigSchema> = { ...kind.config };
  if (Object.keys(kind.in).length && !kind.ports) properties.in_ports = inPorts(kind.in, kind.inPortsNeed);
  if (Object.keys(kind.out).length && !kind.ports) properties.out_ports = outPorts(kind.out);
  const needs = Object.values(kind.in as PortTable).includes('required') ? ['in_ports'] : [];
  return object(kind.summary, properties, [...needs, ...(kind.needs ?? [])]);
}

/** The schema of `in_ports` with the ports of a table; those of `needed` must be there. */
export function inPorts(table: PortTable, needed: readonly string[] = []): ConfigSchema {
  const ports = Object.entries(table).map(([port, arity]) => [
    port,
    arity === 'many' ? list('What it reads, in order.', ref('InPort')) : ref('InPort'),
  ]);
  const required = Object.keys(table).filter((port) => table[port] === 'required');
  return object('Where each in port reads from.', Object.fromEntries(ports), [...required, ...needed]);
}

/** The schema of `out_ports` with the ports of a table. */
export const outPorts = (table: PortTable): ConfigSchema =>
  object(
    'The signal each out port puts out.',
    Object.fromEntries(Object.keys(table).map((port) => [port, ref('OutPort')])),
  );
