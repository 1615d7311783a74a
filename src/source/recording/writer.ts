import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type End, type Head, type Section, type SectionLine, toBytes } from './file.ts';

const compress = promisify(gzip);

/** Lines and readings are gathered into gzip members of about so many bytes. */
const MEMBER = 256 * 1024;

/**
 * Writes a recording beside its place and moves it there when it is whole. Every method throws what the disk says, as soon
 * as it is known. Compressing and writing go on while the next readings are gathered.
 */
export class RecordingWriter {
  readonly #file: string;
  readonly #partial: string;
  #handle: FileHandle | undefined;
  #gathered: Buffer[] = [];
  #size = 0;
  readonly #members: number[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(file: string) {
    this.#file = file;
    this.#partial = `${file}.${process.pid}.partial`;
  }

  async begin(head: Head): Promise<void> {
    this.#handle = await open(this.#partial, 'w');
    this.#gather(head);
    await this.#flush();
    await this.#writing;
  }

  /** Undefined where there is room, else a promise to wait for. */
  section({ values, ...rest }: Section): Promise<void> | undefined {
    const line: SectionLine = { ...rest, lengths: values.map(({ length }) => length) };
    this.#gather(line);
    for (const column of values) this.#take(toBytes(column));
    return this.#size < MEMBER ? undefined : this.#flush();
  }

  async finish(end: Omit<End, 'members'>): Promise<void> {
    if (this.#size > 0) await this.#flush();
    await this.#writing;
    this.#gather({ ...end, members: this.#members });
    await this.#flush();
    await this.#writing;
    await this.#handle!.close();
    await rename(this.#partial, this.#file);
  }

  async discard(): Promise<void> {
    await this.#writing.catch(() => {});
    await this.#handle?.close().catch(() => {});
    await rm(this.#partial, { force: true });
  }

  #gather(line: Head | SectionLine | End): void {
    this.#take(Buffer.from(`${JSON.stringify(line)}\n`));
  }

  #take(bytes: Buffer): void {
    this.#gathered.push(bytes);
    this.#size += bytes.length;
  }

  /** Sends what is gathered on its way; waits for what was sent before. */
  async #flush(): Promise<void> {
    const before = this.#writing;
    const bytes = Buffer.concat(this.#gathered, this.#size);
    this.#gathered = [];
    this.#size = 0;
    this.#writing = before.then(() => this.#write(bytes));
    this.#writing.catch(() => {}); // it is thrown at the next flush
    await before;
  }

  async #write(bytes: Buffer): Promise<void> {
    const member = await compress(bytes, { level: 4 });
    await this.#handle!.writeFile(member);
    this.#members.push(member.length);
  }
}
