import type { Plan } from '../circuit/plan.ts';
import type { Overlay } from '../render/svg/overlay.ts';

/** The forms of a diagram. */
export type Format = 'mermaid' | 'dot' | 'svg' | 'text';

export const FORMATS: readonly Format[] = ['mermaid', 'dot', 'svg', 'text'];

/** Where a terminal shows the tree. */
export const PICTURE =
  'a picture: --format svg --output-file circuit.svg --open; also --format mermaid and dot';

export const DRAW: Readonly<
  Record<Format, (plan: Plan, depth: number, overlay?: Overlay) => Promise<string>>
> = {
  svg: async ({ tree }, depth, overlay) => (await import('../render/svg.ts')).svg(tree, depth, overlay),
  dot: async ({ tree }, depth) => (await import('../render/dot.ts')).dot(tree, depth),
  text: async (plan, depth) => (await import('../render/circuit-text.ts')).circuitText(plan, depth),
  mermaid: async ({ tree }, depth) => (await import('../render/mermaid.ts')).mermaid(tree, depth),
};
