import { compileLoaded, loadPolicy, type PolicyRequest } from '../load-policy.ts';
import { type Answer, plainWords } from './answer.ts';
import { givenTo, type Line } from './line.ts';
import { DEFAULT_FILE } from './paths.ts';

/** What a scenario gives a query of, beside numbers and series. */
const SERVICE_MEASURES = ['latency_ms.mean', 'latency_ms.p95', 'error_rate', 'rate'];

/** The signals of the queries of the policy, with what they measure; behind `=` the measures of a service. */
export async function signalNames(typed: string, line: Line): Promise<Answer> {
  const [name = '', value] = typed.split('=', 2);
  if (value !== undefined) return plainWords(SERVICE_MEASURES.map((measure) => `${name}=${measure}`));
  const { plan } = compileLoaded(await loadPolicy(requestOf(line), line.io));
  const candidates = plan.queries.map(({ signal, measure }) => ({
    word: `${signal}=`,
    meaning: measure?.title ?? '',
  }));
  return { candidates };
}

function requestOf({ before, argument }: Line): PolicyRequest {
  const policyFile = givenTo(before, '--policy-file');
  if (policyFile !== undefined) return { policyFile };
  return {
    valuesFile: givenTo(before, '--values-file', '-f') ?? argument ?? DEFAULT_FILE,
    blueprint: givenTo(before, '--name'),
    blueprints: givenTo(before, '--blueprints'),
  };
}
