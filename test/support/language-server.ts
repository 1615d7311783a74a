import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';

/** A position in a text, as people count: line and column from 1. */
export type Position = readonly [line: number, column: number];

export interface Problem {
  readonly message: string;
  /** `line:column-line:column`, from 1; the end is the column after the last one. */
  readonly range: string;
}

interface LspPosition {
  readonly line: number;
  readonly character: number;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

interface Diagnostic {
  readonly message: string;
  readonly range: { readonly start: LspPosition; readonly end: LspPosition };
}

const SETTINGS = { validate: true, hover: true, completion: true, schemaStore: { enable: false } };

/** A yaml-language-server over stdio, as an editor runs it. */
export class LanguageServer {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #answers = new Map<number, (result: unknown) => void>();
  readonly #problems = new Map<string, (problems: readonly Problem[]) => void>();
  #received = Buffer.alloc(0);
  #lastId = 0;

  /** `tool` is the folder where npm installed it. */
  static async start(tool: string): Promise<LanguageServer> {
    const server = new LanguageServer(
      join(tool, 'node_modules/yaml-language-server/bin/yaml-language-server'),
    );
    await server.#request('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {
        textDocument: { completion: {}, hover: { contentFormat: ['plaintext'] }, publishDiagnostics: {} },
        workspace: { configuration: true },
      },
    });
    server.#send({ method: 'initialized', params: {} });
    server.#send({ method: 'workspace/didChangeConfiguration', params: { settings: { yaml: SETTINGS } } });
    return server;
  }

  private constructor(binary: string) {
    this.#child = spawn(process.execPath, [binary, '--stdio']);
    this.#child.stdout.on('data', (chunk: Buffer) => this.#receive(chunk));
  }

  /** Opens a document and returns what is wrong with it, in the order of the text. */
  open(uri: string, text: string): Promise<readonly Problem[]> {
    const problems = new Promise<readonly Problem[]>((resolve) => this.#problems.set(uri, resolve));
    const document = { uri, languageId: 'yaml', version: 1, text };
    this.#send({ method: 'textDocument/didOpen', params: { textDocument: document } });
    return problems;
  }

  /** What may be written at a position, sorted. */
  async complete(uri: string, position: Position): Promise<string[]> {
    const result = await this.#request('textDocument/completion', placeOf(uri, position));
    const { items } = result as { readonly items: readonly { readonly label: string }[] };
    return items.map(({ label }) => label).sort();
  }

  /** The words beside the cursor, without the backslashes of Markdown. */
  async hover(uri: string, position: Position): Promise<string> {
    const result = await this.#request('textDocument/hover', placeOf(uri, position));
    const { contents } = (result ?? { contents: '' }) as {
      readonly contents: string | { readonly value: string };
    };
    return (typeof contents === 'string' ? contents : contents.value).replaceAll('\\', '');
  }

  close(): void {
    this.#child.kill();
  }

  #request(method: string, params: unknown): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    this.#send({ id, method, params });
    return new Promise((resolve) => this.#answers.set(id, resolve));
  }

  #send(message: Message): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const head = this.#received.indexOf('\r\n\r\n');
      if (head < 0) return;
      const [, length] = /Content-Length: (\d+)/.exec(this.#received.subarray(0, head).toString()) ?? [];
      const end = head + 4 + Number(length);
      if (this.#received.length < end) return;
      const message = JSON.parse(this.#received.subarray(head + 4, end).toString()) as Message;
      this.#received = this.#received.subarray(end);
      this.#handle(message);
    }
  }

  #handle({ id, method, params, result }: Message): void {
    if (id !== undefined && method !== undefined) this.#send({ id, result: answerTo(method, params) });
    else if (id !== undefined) this.#answers.get(id)?.(result);
    else if (method === 'textDocument/publishDiagnostics') this.#publish(params);
  }

  #publish(params: unknown): void {
    const { uri, diagnostics } = params as {
      readonly uri: string;
      readonly diagnostics: readonly Diagnostic[];
    };
    this.#problems.get(uri)?.([...diagnostics].sort(inOrder).map(toProblem));
  }
}

/** The server asks for its settings. */
function answerTo(method: string, params: unknown): unknown {
  if (method !== 'workspace/configuration') return null;
  const { items } = params as { readonly items: readonly { readonly section: string }[] };
  return items.map(({ section }) => (section === 'yaml' ? SETTINGS : {}));
}

const placeOf = (uri: string, [line, column]: Position) => ({
  textDocument: { uri },
  position: { line: line - 1, character: column - 1 },
});

const inOrder = (a: Diagnostic, b: Diagnostic): number => a.range.start.line - b.range.start.line;

const spell = ({ line, character }: LspPosition): string => `${line + 1}:${character + 1}`;

const toProblem = ({ message, range }: Diagnostic): Problem => ({
  message,
  range: `${spell(range.start)}-${spell(range.end)}`,
});
