import { RolloutError } from '../../errors/rollout-error.ts';
import { isCount, isText, isTruth, oneOf } from '../../text/shape.ts';
import type { Verb } from '../commands/verbs.ts';
import { ENDINGS } from '../record/record.ts';
import { SecretFault } from '../secrets.ts';
import { type ApiAnswer, type ApiCall, type ApiOptions, json, refusal } from './call.ts';
import type { ApiRequest } from './service.ts';
import { givesToken } from './token.ts';

const MAX_TEXT = 1000;
const NEEDED = ['id', 'by'] as const;
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** What the body of a command may hold, and what each value is. */
const KEYS: Readonly<Record<string, readonly [check: (value: unknown) => boolean, words: string]>> = {
  id: [isGoodText, `a text of 1 to ${MAX_TEXT} characters in one line`],
  by: [isGoodText, `a text of 1 to ${MAX_TEXT} characters in one line`],
  reason: [isGoodText, `a text of 1 to ${MAX_TEXT} characters in one line`],
  at: [oneOf(...ENDINGS), ENDINGS.join(', ')],
  take_over: [isTruth, 'true or false'],
  step: [isStep, 'a whole number from 1 on'],
};

function isGoodText(value: unknown): boolean {
  if (!isText(value)) return false;
  const text = value as string;
  return text !== '' && text.length <= MAX_TEXT && !CONTROL.test(text);
}

function isStep(value: unknown): boolean {
  return isCount(value) && value !== 0;
}

/** Asks a rollout for something. Without the token nothing is looked at but the token. */
export async function command(
  call: ApiCall,
  { rollout, verb }: { readonly rollout: string; readonly verb: Verb },
  { service, token }: ApiOptions,
): Promise<ApiAnswer> {
  const denied = deny(call, token);
  if (denied) return denied;
  if (!service.names.includes(rollout)) return refusal(404, 'API_ROLLOUT', { name: rollout });
  const body = readBody(call);
  if (typeof body === 'string') return refusal(400, 'API_BODY', { why: body });
  const by = `${body.by} over the API from ${call.peer}`;
  try {
    const done = await service.ask({ reason: '', ...body, by, rollout, verb });
    return json({ rollout, verb, id: body.id, ...done });
  } catch (problem) {
    return failed(problem);
  }
}

/** Why a request may not do what needs the token. */
export function deny({ authorization }: ApiCall, token: ApiOptions['token']): ApiAnswer | undefined {
  const wanted = read(token);
  if (wanted instanceof SecretFault) return refusal(503, 'API_TOKEN_UNREAD', { why: wanted.message });
  if (wanted === undefined) return refusal(403, 'API_NO_TOKEN', {});
  if (givesToken(authorization, wanted)) return undefined;
  return { ...refusal(401, 'API_TOKEN', {}), headers: { 'www-authenticate': 'Bearer' } };
}

function read(token: ApiOptions['token']): string | undefined | SecretFault {
  try {
    return token();
  } catch (problem) {
    if (problem instanceof SecretFault) return problem;
    throw problem;
  }
}

type Body = Pick<ApiRequest, 'id' | 'by'> & Partial<ApiRequest>;

/** What is asked for, or what is wrong with it. A form that a page of a browser can send by itself is none. */
function readBody({ contentType, body }: ApiCall): Body | string {
  if (!/^application\/json *(;|$)/i.test(contentType ?? ''))
    return 'its content-type is not application/json';
  const value = parse(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'it is no JSON object';
  const missing = NEEDED.find((key) => !Object.hasOwn(value, key));
  if (missing !== undefined) return `${missing} is missing`;
  for (const [key, one] of Object.entries(value)) {
    if (!Object.hasOwn(KEYS, key)) return `it has an unknown key, ${JSON.stringify(key)}`;
    const [check, words] = KEYS[key]!;
    if (!check(one)) return `${key} must be ${words}`;
  }
  return value as Body;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The record could not be read or written: that may be another matter later. */
const UNWRITTEN = new Set<string>(['ROLLOUT_RECORD', 'ROLLOUT_STATE']);

/** A refusal is an answer. */
function failed(problem: unknown): ApiAnswer {
  if (!(problem instanceof RolloutError)) throw problem;
  const { code, message, hint } = problem.diagnostics[0]!;
  return json({ error: { code, message, hint } }, UNWRITTEN.has(code) ? 503 : 409);
}
