/** Shorter texts stand in too many words to be hidden. */
const MIN_SECRET_LENGTH = 4;

/** The texts that must never be shown, taken out of texts from outside. */
export class Secrets {
  readonly #known = new Set<string>();

  /** Adds secrets, each with the forms in which a server may echo it. */
  add(...secrets: readonly (string | undefined)[]): void {
    for (const secret of secrets) {
      if (secret === undefined || secret.length < MIN_SECRET_LENGTH) continue;
      for (const form of formsOf(secret)) this.#known.add(form);
    }
  }

  /** The text with every known secret replaced, the longest first. */
  hide(text: string): string {
    let hidden = text;
    for (const secret of [...this.#known].sort((a, b) => b.length - a.length))
      hidden = hidden.replaceAll(secret, '***');
    return hidden;
  }
}

const formsOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64'),
  JSON.stringify(secret).slice(1, -1),
];
