import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { AtomicFile } from '../../disk/atomic-file.ts';
import type { Target } from '../../disk/target.ts';
import { type End, type Head, type Section, type SectionLine, toBytes } from './file.ts';

const compress = promisify(gzip);

/** Lines and readings are gathered into gzip members of about so many bytes. */
const MEMBER_BYTES = 256 * 1024;

/**
 * Writes a recording, which appears in its place when it is whole. Every method throws what the system says, as soon as
 * it is known. Compressing and writing go on while the next readings are gathered.
 */
export class RecordingWriter {
  readonly #target: Target;
  #file: AtomicFile | undefined;
  #gathered: Buffer[] = [];
  #size = 0;
  readonly #members: number[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(target: Target) {
    this.#target = target;
  }

  async begin(head: Head): Promise<void> {
    this.#file = new AtomicFile(this.#target);
    this.#gather(head);
    await this.#flush();
    await this.#writing;
  }

  /** Undefined where there is room, else a promise to wait for. */
  section({ values, ...rest }: Section): Promise<void> | undefined {
    const line: SectionLine = { ...rest, lengths: values.map(({ length }) => length) };
    this.#gather(line);
    for (const column of values) this.#take(toBytes(column));
    return this.#size < MEMBER_BYTES ? undefined : this.#flush();
  }

  async finish(end: Omit<End, 'members'>): Promise<void> {
    if (this.#size > 0) await this.#flush();
    await this.#writing;
    this.#gather({ ...end, members: this.#members });
    await this.#flush();
    await this.#writing;
    this.#file!.commit();
  }

  async discard(): Promise<void> {
    await this.#writing.catch(() => {});
    this.#file?.discard();
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
    this.#writing.catch(() => {}); // thrown at the next flush
    await before;
  }

  async #write(bytes: Buffer): Promise<void> {
    const member = await compress(bytes, { level: 4 });
    await this.#file!.append(member);
    this.#members.push(member.length);
  }
}
