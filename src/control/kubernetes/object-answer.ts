import { isMapping, mappingOf } from '../../text/shape.ts';
import { kubernetesFault } from './fault.ts';

const isObject = mappingOf({ metadata: isMapping });

/** Throws KUBERNETES_ANSWER where an answer is no object and no list of Kubernetes: something else answers at the address. */
export function checkObject<T>(answer: T): T {
  if (isObject(answer)) return answer;
  throw kubernetesFault(
    'KUBERNETES_ANSWER',
    { server: 'the server of the kubeconfig', status: '200', why: 'it is no object of Kubernetes' },
    { isSent: true, status: 200 },
  );
}
