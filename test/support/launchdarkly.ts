import type { Answer, Received, Receiver } from './receiver.ts';

/** One flag in a server that answers as LaunchDarkly documents it. */
export class FakeLaunchDarkly {
  on = false;
  offVariation = 1;
  fallthrough: Record<string, unknown> = { variation: 1 };
  /** An answer instead of the flag. */
  failure: Answer | undefined;
  /** What was asked for, in the order of the patches. */
  readonly patches: Record<string, unknown>[] = [];
  readonly variations = [
    { _id: 'id-on', value: true, name: 'with' },
    { _id: 'id-off', value: false, name: 'without' },
    { _id: 'id-third', value: 'third', name: 'third' },
  ];

  answerOf(receiver: Receiver): void {
    receiver.answer = (received) => this.failure ?? this.#answer(received);
  }

  #answer({ method, url, headers, body }: Received): Answer {
    const problem = this.#refusal(method, url, headers);
    if (problem) return problem;
    if (method === 'PATCH') {
      const patch = JSON.parse(body);
      this.patches.push(patch);
      for (const instruction of patch.instructions) this.#apply(instruction);
    }
    const { on, offVariation, fallthrough, variations } = this;
    const production = { on, offVariation, fallthrough, version: 1 };
    return {
      status: 200,
      body: JSON.stringify({ key: 'new-checkout', variations, environments: { production } }),
    };
  }

  #refusal(
    method: string | undefined,
    url: string | undefined,
    headers: Received['headers'],
  ): Answer | undefined {
    const json = (status: number, code: string, message: string) => ({
      status,
      body: JSON.stringify({ code, message }),
    });
    if (headers.authorization !== 'api-token-of-shop')
      return json(401, 'unauthorized', `bad ${headers.authorization}`);
    if (!url!.startsWith('/api/v2/flags/shop/new-checkout'))
      return json(404, 'not_found', 'unknown resource');
    const isSemantic =
      headers['content-type'] === 'application/json; domain-model=launchdarkly.semanticpatch';
    return method === 'PATCH' && !isSemantic
      ? json(400, 'invalid_request', 'not a semantic patch')
      : undefined;
  }

  #apply(instruction: Record<string, unknown>): void {
    const positions = new Map(this.variations.map(({ _id }, position) => [_id, position]));
    if (instruction.kind === 'turnFlagOn') this.on = true;
    if (instruction.kind === 'turnFlagOff') this.on = false;
    if (instruction.kind !== 'updateFallthroughVariationOrRollout') return;
    const weights = instruction.rolloutWeights as Record<string, number> | undefined;
    const split = Object.entries(weights ?? {}).map(([id, weight]) => ({
      variation: positions.get(id),
      weight,
    }));
    this.fallthrough = weights
      ? { rollout: { contextKind: instruction.rolloutContextKind, variations: split } }
      : { variation: positions.get(String(instruction.variationId)) };
  }
}
