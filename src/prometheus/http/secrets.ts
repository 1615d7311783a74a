const SHORTEST = 4;

/** What must never be shown, and how texts from outside lose it. */
export class Secrets {
  readonly #known = new Set<string>();

  /** Takes the secret itself and the forms in which a server may echo it. Shorter than four letters is no secret. */
  add(...secrets: readonly (string | undefined)[]): void {
    for (const secret of secrets) {
      if (secret === undefined || secret.length < SHORTEST) continue;
      for (const form of [
        secret,
        encodeURIComponent(secret),
        base64(secret),
        JSON.stringify(secret).slice(1, -1),
      ])
        this.#known.add(form);
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

const base64 = (text: string): string => Buffer.from(text).toString('base64');
