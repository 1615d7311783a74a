import type { Outcome, World } from './world.ts';

/** A command that uses what another one validates. */
export interface Use {
  readonly argv: readonly string[];
  readonly outputs?: readonly string[];
  /** It may refuse what is valid: it wants more than a valid policy. */
  readonly isPartial?: boolean;
}

/** What is refused by `validate` is refused by every use, without a trace of output; what is valid, by none. */
export async function checkUses(
  world: World,
  validate: readonly string[],
  uses: readonly Use[],
): Promise<void> {
  const validated = await world.run(validate);
  for (const use of uses) {
    const used = await world.run(use.argv, { outputs: use.outputs });
    if (used.exit === 3) checkNothingIsLeft(world, use, used);
    // 2: what is no policy `policy diff` takes for values, and asks for their blueprint.
    if (validated.exit === 3 && used.exit !== 3 && used.exit !== 2)
      world.refuse('what validate refuses is used', validated, used);
    if (validated.exit !== 3 && used.exit === 3 && !use.isPartial)
      world.refuse('what is valid is refused', validated, used);
  }
}

function checkNothingIsLeft(world: World, { outputs = [] }: Use, used: Outcome): void {
  if (used.stdout !== '') world.refuse('what is refused is printed', used);
  for (const name of outputs) if (world.has(name)) world.refuse(`${name} is left`, used);
}
