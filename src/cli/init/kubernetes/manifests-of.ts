import { movedResources } from '../../../control/rollout-file/actuators.ts';
import { isObjectName } from '../../../control/state/kubernetes/names.ts';
import { fail } from '../../../errors/rollout-error.ts';
import type { Document } from '../../../text/yaml.ts';
import type { IO } from '../../io.ts';
import { DEFAULT_FILE, type PolicyRequest } from '../../load-policy.ts';
import type { Collected } from '../collect.ts';
import type { KubernetesRequest } from '../request.ts';
import { absentInPod } from './absent.ts';
import { manifestsText } from './manifests.ts';

interface ManifestsRequest extends KubernetesRequest, Pick<Collected, 'document' | 'rollout'> {
  readonly policy: PolicyRequest;
  /** A rollout file as text. */
  readonly rolloutText: (document: Document) => Promise<string>;
}

/** The manifests of a rollout, with its policy in them. Throws USAGE_VALUE for a name that no object can have. */
export async function manifestsOf(request: ManifestsRequest, io: IO): Promise<string> {
  const { document, rollout, policy, rolloutText, namespace, image } = request;
  const { name } = rollout;
  if (!isObjectName(name))
    throw fail('USAGE_VALUE', {
      flag: '--rollout',
      got: name,
      expected: 'at most 63 letters, digits, - and .',
    });
  io.report(absentInPod(document));
  const [key, from] = 'policyFile' in policy ? ['policy', policy.policyFile] : ['values', policy.valuesFile];
  const file = `${key}.yaml`;
  const value = { ...(document.value as object), [`${key}_file`]: file };
  const text = await io.read(from ?? DEFAULT_FILE);
  const files = { 'rollout.yaml': await rolloutText({ ...document, value }), [file]: text };
  return manifestsText({ rollout: name, namespace, image, files, moved: movedResources(rollout) });
}
