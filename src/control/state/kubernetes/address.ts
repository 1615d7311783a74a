/** A namespace, and how its cluster is reached. */
export interface KubernetesAddress {
  /** As it is shown. */
  readonly place: string;
  readonly namespace: string;
  /** As they were given. */
  readonly context: string | undefined;
  readonly kubeconfig: string | undefined;
}

const FORM = /^kubernetes:\/\/([^/?#]*)\/?(?:\?([^#]*))?$/;
const NAMESPACE = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const PARAMETERS = ['context', 'kubeconfig'];

/** The address that a text is, or what is wrong with it. */
export function readKubernetesAddress(text: string): KubernetesAddress | string {
  const [, namespace, query = ''] = FORM.exec(text) ?? [];
  if (namespace === undefined) return 'it is no kubernetes://NAMESPACE';
  if (!NAMESPACE.test(namespace)) return `"${namespace}" is no name of a namespace`;
  const parameters = new URLSearchParams(query);
  const unknown = [...parameters.keys()].find((key) => !PARAMETERS.includes(key));
  if (unknown !== undefined) return `it takes context and kubeconfig, not "${unknown}"`;
  return {
    place: text.replace(/\/$/, ''),
    namespace,
    context: parameters.get('context') || undefined,
    kubeconfig: parameters.get('kubeconfig') || undefined,
  };
}
