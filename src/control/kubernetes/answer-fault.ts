import { isReply, type NoReply, type Reply } from '../../prometheus/http/exchange.ts';
import type { Secrets } from '../../prometheus/http/secrets.ts';
import { isText, mappingOf, oneOf, orMissing } from '../../text/shape.ts';
import { isSent } from '../http.ts';
import { type Come, type KubernetesFault, kubernetesFault } from './fault.ts';
import { resourceAt } from './resource.ts';

/** What was asked, for the words of a fault. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly server: string;
  readonly secrets: Secrets;
}

/** The fault of an answer that is none of success. */
export function faultOf(reply: Reply | NoReply, { method, path, server, secrets }: Asked): KubernetesFault {
  if (!isReply(reply)) return unanswered(reply, server, secrets);
  const said = statusIn(reply.body.json);
  const why = secrets.hide(withoutObject(said.message ?? reply.body.json));
  const { status } = reply;
  const come = { status, reason: said.reason, isSent: status >= 500 || status === 408 };
  const of = { ...resourceAt(path), why };
  if (status === 401) return kubernetesFault('KUBERNETES_LOGIN', { server }, come);
  if (status === 403) return kubernetesFault('KUBERNETES_FORBIDDEN', forbidden(why, of, method), come);
  if (status === 404) return missing(said, of, come);
  const code = CODES[status];
  if (code) return kubernetesFault(code, of, come);
  return kubernetesFault('KUBERNETES_ANSWER', { server, status: `${status}`, why }, come);
}

/** A server that finds a field unknown repeats the whole object before it says which. */
const withoutObject = (message: string): string => message.replace(/^.*strict decoding error: /s, '');

const CODES: Readonly<Record<number, 'KUBERNETES_CONFLICT' | 'KUBERNETES_INVALID'>> = {
  400: 'KUBERNETES_INVALID',
  409: 'KUBERNETES_CONFLICT',
  422: 'KUBERNETES_INVALID',
};

function unanswered(reply: NoReply, server: string, secrets: Secrets): KubernetesFault {
  const why = secrets.hide(reply.why);
  if (reply.failure === 'tls') return kubernetesFault('KUBERNETES_CERTIFICATE', { server, why });
  const isLate = reply.failure === 'aborted' || reply.failure === 'timeout';
  const params = { server, why: isLate ? 'no answer within the time limit' : why };
  return kubernetesFault('KUBERNETES_UNREACHABLE', params, { isSent: isSent(reply) });
}

/** A Status of Kubernetes. */
interface Said {
  readonly reason?: string;
  readonly message?: string;
  readonly details?: { readonly name?: string; readonly kind?: string };
}

/** Empty for a body that is no Status. */
function statusIn(json: string): Said {
  try {
    const said = JSON.parse(json);
    if (!isStatus(said)) return {};
    return said;
  } catch {
    return {};
  }
}

const isStatus = mappingOf({
  kind: oneOf('Status'),
  reason: orMissing(isText),
  message: orMissing(isText),
  details: orMissing(mappingOf({ name: orMissing(isText), kind: orMissing(isText) })),
});

interface Of {
  readonly resource: string;
  readonly name: string;
}

const VERBS: Readonly<Record<string, string>> = {
  GET: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

const forbidden = (why: string, { resource, name }: Of, method: string) => ({
  verb: / cannot (\w+) resource /.exec(why)?.[1] ?? VERBS[method] ?? method,
  resource,
  name,
});

/** What is missing is the resource, its namespace, or the definition of its kind: then it has no name. */
function missing({ details = {} }: Said, of: Of, come: Come): KubernetesFault {
  if (!details.name) return kubernetesFault('KUBERNETES_DEFINITION', of, come);
  const isNamespace = details.kind === 'namespaces';
  const what = isNamespace ? { resource: 'namespace', name: details.name } : of;
  return kubernetesFault('KUBERNETES_NOT_FOUND', what, come);
}
