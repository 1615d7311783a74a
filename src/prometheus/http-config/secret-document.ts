import type { Code, Params } from '../../errors/codes.ts';
import { type Diagnostic, diagnostic, RolloutError } from '../../errors/rollout-error.ts';
import { toDotted } from '../../text/pointer.ts';
import { type Document, parseYaml } from '../../text/yaml.ts';

/** A document any line of which may hold a secret: its faults name their place, but never show the line. */
export class SecretDocument {
  readonly value: unknown;
  readonly faults: Diagnostic[] = [];
  readonly #document: Document;

  /** Throws YAML_*; `what` names the document in the error of an empty file. */
  constructor(source: string, file: string, what: string) {
    this.#document = parseHidden(source, file, what);
    this.value = this.#document.value;
  }

  /** Adds a fault at a JSON pointer. */
  report<C extends Code>(pointer: string, code: C, params: Params<C>): void {
    const { text: _line, ...at } = this.#document.locate(pointer);
    this.faults.push(diagnostic(code, params, { at, path: toDotted(pointer) }));
  }

  /** Adds a fault of a value; the message is `key` followed by `why`. */
  reportValue(pointer: string, why: string, key = toDotted(pointer)): void {
    this.report(pointer, 'HTTP_CONFIG_VALUE', { key, why });
  }

  /** The value as it is spelled on the line of its key. */
  sourceText(pointer: string): string {
    const { text = '', column } = this.#document.locate(pointer);
    return text
      .slice((column ?? 1) - 1)
      .replace(/^[\w"'-]+\s*:\s*/, '')
      .replace(/\s*(#.*|[,}\]].*)?$/, '');
  }
}

function parseHidden(source: string, file: string, what: string): Document {
  try {
    return parseYaml(source, file, what);
  } catch (problem) {
    if (!(problem instanceof RolloutError)) throw problem;
    throw new RolloutError(problem.diagnostics.map(({ source: _line, ...rest }) => rest));
  }
}
