/** The part of pg that is used. */
declare module 'pg' {
  export interface Result {
    readonly rowCount: number | null;
    readonly rows: readonly Readonly<Record<string, unknown>>[];
  }

  export class Client {
    constructor(options: Readonly<Record<string, unknown>>);
    readonly connection: { readonly stream: { destroy(): void } };
    on(event: 'error', listener: (problem: Error) => void): this;
    connect(): Promise<void>;
    query(text: string, values: readonly unknown[]): Promise<Result>;
  }

  const pg: { readonly Client: typeof Client };
  export default pg;
}
