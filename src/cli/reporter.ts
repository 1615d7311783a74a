import type { ExitCode } from '../errors/define.ts';
import type { Diagnostic } from '../errors/rollout-error.ts';
import { printableJson, printableLine, printableText } from '../text/printable.ts';
import { type Annotations, noAnnotations } from './annotations/forge.ts';
import { type DiagnosticStyle, formatDiagnostics, toJson } from './diagnostics.ts';
import { failureOf, stackOf } from './failure.ts';
import { withPlace } from './invocation.ts';
import type { SystemIO } from './io.ts';
import type { Settings } from './settings.ts';

/**
 * Prints the diagnostics of one command line on stderr, each once: as text at once, with `-o json` in one
 * document at the end. A command ends with `end` or with `fail`; both return its exit code.
 */
export class Reporter {
  readonly #settings: Settings;
  readonly #system: SystemIO;
  readonly #style: DiagnosticStyle;
  readonly #annotations: Annotations;
  readonly #annotated = new Set<Diagnostic>();
  readonly #reported = new Set<Diagnostic>();
  readonly #written: string[] = [];

  constructor(
    settings: Settings,
    system: SystemIO,
    style: DiagnosticStyle,
    annotations: Annotations = noAnnotations,
  ) {
    this.#settings = settings;
    this.#system = system;
    this.#style = style;
    this.#annotations = annotations;
  }

  /** Reports what does not end the command; warnings are dropped under --quiet. */
  report(diagnostics: readonly Diagnostic[]): void {
    const { quiet } = this.#settings;
    this.#add(diagnostics.filter(({ severity }) => severity === 'error' || !quiet));
  }

  /** Annotates what is said elsewhere, such as in the result, in the form of the forge. */
  annotate(diagnostics: readonly Diagnostic[]): void {
    const fresh = diagnostics.filter((one) => !this.#annotated.has(one));
    for (const one of fresh) this.#annotated.add(one);
    this.#print(this.#annotations.add(fresh));
  }

  /** A line that is no diagnostic; dropped under --quiet and with `-o json`. */
  note(text: string): void {
    const placed = withPlace(text, this.#style.place ?? '');
    if (!this.#settings.quiet && !this.#settings.json) this.text(`${printableLine(placed)}\n`);
  }

  /** Text on stderr for people; dropped where stderr is one document for a forge. */
  text(text: string): void {
    if (!this.#annotations.isDocument) this.#print(this.#annotations.inert(text));
  }

  /** A file that was written: it is named at the end. */
  wrote(file: string): void {
    if (file !== '-') this.#written.push(file);
  }

  /** The end of a command that returned its exit code. */
  end(exit: number): number {
    this.#nameWritten();
    if (this.#settings.json && this.#reported.size > 0) this.#printDocument();
    this.#print(this.#annotations.end());
    return exit;
  }

  /** The end of a command that threw. The stack is printed for a bug and under --debug. */
  fail(problem: unknown): ExitCode {
    const { diagnostics, exit } = failureOf(problem, this.#system);
    const stack = this.#settings.debug || exit === 70 ? stackOf(problem) : undefined;
    if (stack !== undefined && !this.#settings.json) this.text(`${printableText(stack)}\n`);
    this.#add(diagnostics);
    this.#nameWritten();
    if (this.#settings.json) this.#printDocument(stack);
    this.#print(this.#annotations.end());
    return exit;
  }

  /** With the commands of its words for the place of this one. */
  readonly #placed = (one: Diagnostic): Diagnostic => {
    const { place = '' } = this.#style;
    const { message, hint } = one;
    return {
      ...one,
      message: withPlace(message, place),
      hint: hint === null ? null : withPlace(hint, place),
    };
  };

  #nameWritten(): void {
    for (const file of this.#written) this.note(`wrote ${file}`);
  }

  #add(diagnostics: readonly Diagnostic[]): void {
    const fresh = diagnostics.filter((one) => !this.#reported.has(one));
    for (const one of fresh) this.#reported.add(one);
    if (fresh.length > 0 && !this.#settings.json)
      this.text(formatDiagnostics(fresh.map(this.#placed), this.#style));
    this.annotate(fresh);
  }

  #printDocument(stack?: string): void {
    const document = { diagnostics: toJson([...this.#reported].map(this.#placed)), stack };
    if (!this.#annotations.isDocument) this.#print(`${printableJson(document, 2)}\n`);
  }

  #print(text: string): void {
    if (text !== '') this.#system.err(text);
  }
}
