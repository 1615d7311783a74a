import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseYaml } from '../../src/text/yaml.ts';
import type { Manifest } from './kube-objects.ts';
import { root } from './root.ts';

/** A definition of a custom resource. */
export interface ResourceDefinition extends Manifest {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly plural: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean }[];
  };
}

/** What the projects themselves publish, where it lies beside the repository. */
export const PUBLISHED = process.env.KUBERNETES_CRDS ?? join(root, '../shared/reference/crds');

/** Else the least that tests need. */
const FOLDERS = [PUBLISHED, join(root, 'test/support/crds')];

/** The definitions of a file: `gateway-httproute`. */
export function definitionsIn(name: string): ResourceDefinition[] {
  const file = FOLDERS.map((folder) => join(folder, `${name}.yaml`)).find((one) => existsSync(one))!;
  return readFileSync(file, 'utf8')
    .split(/^---$/m)
    .filter((text) => /^kind: CustomResourceDefinition$/m.test(text))
    .map((text) => parseYaml(text, file).value as ResourceDefinition);
}

/** Where its resources are served, one path a version. */
export const pathsOf = ({ spec: { group, names, versions } }: ResourceDefinition): string[] =>
  versions.filter(({ served }) => served).map(({ name }) => `/apis/${group}/${name}/${names.plural}`);
