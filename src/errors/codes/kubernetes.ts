import { error } from '../define.ts';

/** What a Kubernetes API server answers, and how it is reached. */
export const kubernetesCodes = {
  KUBERNETES_CONFIG: error<{ why: string; fix?: string }>(3, {
    text: (p) => `no access to Kubernetes: ${p.why}`,
    hint: (p) =>
      p.fix ?? 'name a file in KUBECONFIG, write ~/.kube/config, or run it in a pod with a service account',
  }),
  KUBERNETES_NAME: error<{ what: string; name: string; why: string }>(3, {
    text: (p) => `${p.name} is no ${p.what}: ${p.why}`,
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
  }),
  KUBERNETES_DEFINITION: error<{ resource: string }>(3, {
    text: (p) => `the server knows no ${p.resource}`,
    hint: () => 'its resource definition is not installed, or has another version',
  }),
  KUBERNETES_CONFLICT: error<{ resource: string; name: string; why: string }>(3, {
    text: (p) => `${p.resource} ${p.name} was changed meanwhile: ${p.why}`,
  }),
  KUBERNETES_INVALID: error<{ resource: string; name: string; why: string }>(3, {
    text: (p) => `the server takes no such ${p.resource} ${p.name}: ${p.why}`,
  }),
  KUBERNETES_ANSWER: error<{ server: string; status: string; why: string }>(4, {
    text: (p) => `${p.server} answers ${p.status}: ${p.why}`,
  }),
};
