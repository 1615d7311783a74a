import type { ResourceName } from '../../../control/kubernetes/resource.ts';
import { JOURNAL_SEGMENTS, namesOf, STANDBY, TARGETS } from '../../../control/state/kubernetes/names.ts';

/** A rule of a Role. */
export interface RoleRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

/** What keeping the state of a rollout takes, and no more: what is watched is listed first, by its name; nothing is updated as a whole or deleted. */
export function stateRules(rollout: string): RoleRule[] {
  const { lease, record, frozen, run, segment } = namesOf(rollout);
  const journal = Array.from({ length: JOURNAL_SEGMENTS }, (_, index) => segment(index));
  const [configmaps, leases] = [
    { apiGroups: [''], resources: ['configmaps'] },
    { apiGroups: ['coordination.k8s.io'], resources: ['leases'] },
  ];
  return [
    { ...configmaps, resourceNames: [record, frozen, run, ...journal, TARGETS], verbs: ['get', 'patch'] },
    { ...configmaps, resourceNames: [record], verbs: ['list', 'watch'] },
    { ...configmaps, verbs: ['create'] },
    { ...leases, resourceNames: [lease, STANDBY], verbs: ['get', 'patch'] },
    { ...leases, resourceNames: [lease], verbs: ['list', 'watch'] },
    { ...leases, verbs: ['create'] },
  ];
}

/** What moving a resource takes: it is read, and patched in part. */
export const moveRule = ({ apiVersion, resource, name }: ResourceName): RoleRule => ({
  apiGroups: [apiVersion.includes('/') ? apiVersion.split('/')[0]! : ''],
  resources: [resource],
  resourceNames: [name!],
  verbs: ['get', 'patch'],
});
