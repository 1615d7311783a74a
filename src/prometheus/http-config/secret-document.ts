import type { Code, Params } from '../../errors/codes.ts';
import { type Diagnostic, diagnostic, RolloutError } from '../../errors/rollout-error.ts';
import { toDotted } from '../../text/pointer.ts';
import { type Document, parseYaml } from '../../text/yaml.ts';

/** A document any line of which may hold a secret: what is wrong is told with its place, but no line is shown. */
export class SecretDocument {
  readonly value: unknown;
  readonly found: Diagnostic[] = [];
  readonly #document: Document;

  /** Throws where it is no YAML; `what` names it in a fault. */
  constructor(source: string, file: string, what: string) {
    this.#document = parseHidden(source, file, what);
    this.value = this.#document.value;
  }

  say<C extends Code>(pointer: string, code: C, params: Params<C>): undefined {
    const { text: _line, ...at } = this.#document.locate(pointer);
    this.found.push(diagnostic(code, params, { at, path: toDotted(pointer) }));
  }

  /** A value that cannot stay as it is; `why` follows the key. */
  refuse(pointer: string, why: string, key = toDotted(pointer)): void {
    this.say(pointer, 'HTTP_CONFIG_VALUE', { key, why });
  }

  /** The letters of a value, as far as they stand on the line of its key. */
  written(pointer: string): string {
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
