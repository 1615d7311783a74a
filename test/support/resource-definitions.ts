import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { loadAll } from 'js-yaml';
import { PUBLISHED, type ResourceDefinition } from './kube-definitions.ts';

const FILES = ['argo-rollout.yaml', 'argo-analysis-template.yaml', 'flagger.yaml'];

export const hasDefinitions = existsSync(join(PUBLISHED, FILES[0]!));

export interface Definition extends ResourceDefinition {
  readonly spec: ResourceDefinition['spec'] & {
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly schema: { readonly openAPIV3Schema: Schema } }[];
  };
}

type Schema = Readonly<Record<string, unknown>>;

/** Those of the tools that a rollout is exported to. */
export const definitions = (): Definition[] =>
  FILES.flatMap(
    (file) => loadAll(withoutProse(readFileSync(join(PUBLISHED, file), 'utf8'))) as Definition[],
  ).filter((one) => one?.spec);

let schemas: Map<string, Schema> | undefined;

function schemaOf(kind: string): Schema {
  schemas ??= new Map(
    definitions().map(({ spec }) => [
      spec.names.kind,
      closed(spec.versions[0]!.schema.openAPIV3Schema) as Schema,
    ]),
  );
  return schemas.get(kind)!;
}

/** Quoted lines that are not indented, which other readers of YAML take. */
const withoutProse = (text: string): string => text.replace(/description: '(?:[^']|'')*'/g, 'description: x');

/** A server drops what a definition does not name; here it is a fault. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { properties, ...rest } = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, closed(value)]),
  );
  if (!properties) return { ...schema, ...rest };
  const isOpen = 'x-kubernetes-preserve-unknown-fields' in rest || 'additionalProperties' in rest;
  return { ...rest, properties, ...(!isOpen && { additionalProperties: false }) };
}

const validators = new Map<string, (value: unknown) => string[]>();

/** What is wrong with a resource by the definition of its kind. */
export function resourceFaults(resource: unknown): string[] {
  const { kind } = resource as { readonly kind: string };
  let validate = validators.get(kind);
  if (!validate) {
    const check = new Ajv({ strict: false, validateFormats: false, logger: false }).compile(
      metadataOpen(schemaOf(kind)),
    );
    validate = (value) =>
      check(value)
        ? []
        : check.errors!.map(
            ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
          );
    validators.set(kind, validate);
  }
  return validate(resource);
}

/** Metadata is checked by the server alone. */
const metadataOpen = (schema: Schema): Schema => ({
  ...schema,
  properties: { ...(schema.properties as object), metadata: { type: 'object' } },
});
