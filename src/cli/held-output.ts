/** A stream that may be a terminal. */
type Output = Pick<NodeJS.WriteStream, 'isTTY' | 'write'>;

/** Prints at once, but while a screen covers the terminal: what is printed to that then follows when the screen is gone. */
export class HeldOutput {
  #held: (() => void)[] | undefined;

  readonly print = (stream: Output, text: string): void => {
    if (this.#held && stream.isTTY) this.#held.push(() => stream.write(text));
    else stream.write(text);
  };

  hold(): void {
    this.#held ??= [];
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const print of held) print();
  }
}
