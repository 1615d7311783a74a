import { error } from '../define.ts';

/** What a Kubernetes API server answers, and how it is reached. */
export const kubernetesCodes = {
  KUBERNETES_CONFIG: error<{ why: string; fix?: string }>(3, {
    text: (p) => `no access to Kubernetes: ${p.why}`,
    hint: (p) =>
      p.fix ?? 'name a file in KUBECONFIG, write ~/.kube/config, or run it in a pod with a service account',
  }),
  KUBERNETES_NAME: error<{ what: string; name: string; why: string }>(3, {
    text: (p) => `${p.name} is no ${p.what}`,
    hint: (p) => p.why,
  }),
  KUBERNETES_UNREACHABLE: error<{ server: string; why: string }>(4, {
    text: (p) => `${p.server} does not answer: ${p.why}`,
    hint: () => '`kubectl cluster-info` asks the same server',
  }),
  KUBERNETES_CERTIFICATE: error<{ server: string; why: string }>(4, {
    text: (p) => `the certificate of ${p.server} is not trusted: ${p.why}`,
    hint: () => 'certificate-authority of the cluster in the kubeconfig names who signed it',
  }),
  KUBERNETES_LOGIN: error<{ server: string }>(3, {
    text: (p) => `${p.server} does not accept the login (401)`,
    hint: () => 'log in anew: a token or a certificate expires',
  }),
  KUBERNETES_FORBIDDEN: error<{ verb: string; resource: string; name: string }>(3, {
    text: (p) => `no permission to ${p.verb} ${p.resource} ${p.name}`,
    hint: (p) => `a Role needs the verb ${p.verb} on ${p.resource}, and a RoleBinding to who asks`,
  }),
  KUBERNETES_NOT_FOUND: error<{ resource: string; name: string }>(3, {
    text: (p) => `there is no ${p.resource} ${p.name}`,
    hint: (p) =>
      p.resource === 'namespace'
        ? `\`kubectl create namespace ${p.name}\` makes it`
        : 'make it, or name another: a rollout changes what is there',
  }),
  KUBERNETES_DEFINITION: error<{ resource: string }>(3, {
    text: (p) => `the server knows no ${p.resource}`,
    hint: () => 'its resource definition is not installed, or has another version',
  }),
  KUBERNETES_CONFLICT: error<{ resource: string; name: string; why: string }>(3, {
    text: (p) => `${p.resource} ${p.name} was changed meanwhile: ${p.why}`,
    hint: () => 'see who else writes it (`kubectl get --show-managed-fields`), then try again',
  }),
  KUBERNETES_INVALID: error<{ resource: string; name: string; why: string }>(3, {
    text: (p) => `the server takes no such ${p.resource} ${p.name}: ${p.why}`,
    hint: (p) => `\`kubectl explain ${p.resource}\` says what it may hold`,
  }),
  KUBERNETES_ANSWER: error<{ server: string; status: string; why: string }>(4, {
    text: (p) => `${p.server} answers ${p.status}: ${p.why}`,
    hint: () => '`kubectl get --raw /readyz` asks the same server whether it is ready',
  }),
  KUBERNETES_KEY: error<{ resource: string; name: string; key: string; keys: string }>(3, {
    text: (p) => `${p.resource} ${p.name} has no key ${p.key}, it has ${p.keys || 'none'}`,
    hint: () => 'name another with `key`, or put flag definitions there',
  }),
  KUBERNETES_PATH: error<{ op: string; path: string; pointer: string }>(3, {
    text: (p) => `it cannot ${p.op} ${p.path}: there is nothing at ${p.pointer}`,
    hint: (p) => {
      if (p.op === 'replace') return 'correct the path, or use `op: add`';
      return 'correct the path, or add what it lies in first';
    },
  }),
  KUBERNETES_PERCENTAGE: error<{ pointer: string; value: string }>(3, {
    text: (p) => `what it has at ${p.pointer} is no percentage: ${p.value}`,
    hint: () => 'set it to a number from 0 to 100 once, or name another place with `read`',
  }),
  ROUTE_MISSING: error<{ what: string; has: string; key: 'route' | 'rule' }>(3, {
    text: (p) => `it has no ${p.what}, it has ${p.has}`,
    hint: (p) => `name another with \`${p.key}\``,
  }),
  ROUTE_DESTINATION: error<{ name: string; has: string }>(3, {
    text: (p) => `the route has no destination ${p.name}, it has ${p.has || 'none'}`,
    hint: () => 'name another with `feature` or `stable`',
  }),
  ROUTE_TWICE: error<{ name: string }>(3, {
    text: (p) => `the route has the destination ${p.name} twice`,
    hint: () => 'take one of them out of the route',
  }),
  ROUTE_CROWDED: error<{ count: number }>(3, {
    text: (p) => `the route has ${p.count} destinations, not two`,
    hint: () => 'take the others out of the route, or move its weights by an entry `patch`',
  }),
  ROUTE_MANAGED: error<{ manager: string }>(3, {
    text: (p) => `${p.manager} manages its weights`,
    hint: () => 'remove the resource by which it does, then set the weights once by hand',
  }),
  ROUTE_WEIGHTS: error<{ sum: string; total: string }>(3, {
    text: (p) => `its weights add up to ${p.sum}, not ${p.total}`,
    hint: (p) => `set them so that they add up to ${p.total}, and let nobody else set them`,
  }),
};
