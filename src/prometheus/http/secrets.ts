/** Shorter texts stand in too many words to be hidden. */
const MIN_SECRET_LENGTH = 4;

/** A server may explain itself in as many characters; the rest of its text is no explanation. */
const MAX_SHOWN_CHARACTERS = 1000;

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

  /** A text from outside as it is shown: every known secret replaced, the longest first, then cut. */
  hide(text: string): string {
    let hidden = text;
    for (const secret of [...this.#known].sort((a, b) => b.length - a.length))
      hidden = hidden.replaceAll(secret, '***');
    return hidden.length > MAX_SHOWN_CHARACTERS ? `${hidden.slice(0, MAX_SHOWN_CHARACTERS)}...` : hidden;
  }
}

const formsOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64'),
  JSON.stringify(secret).slice(1, -1),
];
