import { diagnostic } from '../../../errors/rollout-error.ts';
import { type NameFault, nameFault, type ResourceName } from '../../kubernetes/resource.ts';
import type { ConfigFault } from '../kind.ts';

/** The keys that every kind of target in Kubernetes has. */
export interface ResourceKeys {
  readonly namespace: string;
  readonly name: string;
  readonly kubeconfig?: string;
  readonly context?: string;
}

export const text = (description: string, more: object = {}): object => ({
  type: 'string',
  minLength: 1,
  description,
  ...more,
});

export const resourceSchema: Readonly<Record<string, object>> = {
  namespace: text('Namespace of the resource.'),
  name: text('Name of the resource.'),
  kubeconfig: text(
    'File that says which server is asked as whom; without it as kubectl finds it, or in a pod its account.',
  ),
  context: text('Context of the kubeconfig, where it is not the current one.'),
};

/** One of a kind of resources. */
export const resourceIn =
  (resource: Pick<ResourceName, 'apiVersion' | 'resource'>) =>
  ({ namespace, name }: ResourceKeys): ResourceName => ({ ...resource, namespace, name });

/** Names that are none, before anything is asked. */
export function checkNames(given: Partial<ResourceName>): ConfigFault[] {
  const fault = nameFault(given);
  if (!fault) return [];
  const { key, what, why } = fault;
  return [{ path: pathOf(fault), why: diagnostic('KUBERNETES_NAME', { name: given[key]!, what, why }) }];
}

const pathOf = ({ key }: NameFault): string => (key === 'apiVersion' ? 'api_version' : key);
