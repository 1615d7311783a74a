type Stroke = (text: string) => string;

/** The colours rollout has, as functions from text to text. */
export interface Paint {
  readonly bold: Stroke;
  readonly dim: Stroke;
  readonly red: Stroke;
  readonly green: Stroke;
  readonly yellow: Stroke;
  readonly blue: Stroke;
  readonly cyan: Stroke;
}

const plain: Stroke = (text) => text;

/** Paints nothing: for pipes and files. */
export const noPaint: Paint = {
  bold: plain,
  dim: plain,
  red: plain,
  green: plain,
  yellow: plain,
  blue: plain,
  cyan: plain,
};

/** The paint for a stream: `await paintFor(io.colour.stdout)`. */
export async function paintFor(colour: boolean): Promise<Paint> {
  if (!colour) return noPaint;
  const { Chalk } = await import('chalk');
  return new Chalk({ level: 1 });
}
