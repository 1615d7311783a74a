import { resourcePath } from '../../src/control/kubernetes/resource.ts';

/** Any object of Kubernetes. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string } & Readonly<
    Record<string, unknown>
  >;
  readonly [key: string]: unknown;
}

/** Where objects of its kind are created: in its namespace, where it has one. */
export function collectionOf({ apiVersion, kind, metadata: { namespace } }: Manifest): string {
  const lower = kind.toLowerCase();
  const resource = lower.endsWith('y') ? `${lower.slice(0, -1)}ies` : `${lower}s`;
  return resourcePath({ apiVersion, resource, namespace });
}
