import { fail } from '../../errors/rollout-error.ts';
import { parseDocuments } from '../../text/yaml.ts';
import { Node } from './node.ts';

/** The resources of a file, also those of a List. Throws YAML_* and VALUES_TYPE. */
export function resourcesIn(text: string, file: string): Node[] {
  return parseDocuments(text, file, 'resources of Kubernetes').flatMap((document) => {
    const node = new Node(document, document.value);
    if (node.get('kind').value !== 'List') return [node];
    return node.get('items').list();
  });
}

/** The one resource of a kind. Throws IMPORT_NONE and IMPORT_SEVERAL. */
export function onlyOf(kind: string, resources: readonly Node[]): Node {
  const [first, second] = resources.filter((one) => one.get('kind').value === kind);
  if (second) throw fail('IMPORT_SEVERAL', { kind }, second.place);
  if (first) return first;
  const found = [...new Set(resources.map((one) => one.get('kind').text() ?? 'none without a kind'))];
  throw fail('IMPORT_NONE', { kind, found: found.join(', ') }, resources[0]?.place);
}

/** A template that `reference` names. Throws IMPORT_TEMPLATE there. */
export function templateOf(kind: string, reference: Node, key: string, resources: readonly Node[]): Node {
  const name = reference.required(key);
  const found = resources.find(
    (one) => one.get('kind').value === kind && one.get('metadata', 'name').value === name,
  );
  if (found) return found;
  throw fail('IMPORT_TEMPLATE', { kind, name }, reference.get(key).place);
}

/** The name of a resource, which becomes that of a policy. Throws VALUES_MISSING_KEY and VALUES_FORMAT. */
export function nameOf(resource: Node): string {
  const name = resource.get('metadata').required('name');
  if (name.length <= 253 && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name)) return name;
  const params = { path: 'metadata.name', expected: 'a name of Kubernetes', got: name };
  throw fail('VALUES_FORMAT', params, resource.get('metadata', 'name').place);
}
