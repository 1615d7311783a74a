import { crc32, type InflateRaw, inflateRawSync } from 'node:zlib';

/** One gzip member of a file. */
export interface Member {
  /** Its bytes in the file. */
  readonly length: number;
  readonly inflated: Buffer;
}

/** Reads so many bytes from a position; fewer at the end of the file. */
export type Read = (position: number, length: number) => Promise<Buffer>;

/** The header that zlib writes: no name, no comment. */
const HEADER_BYTES = 10;
const HEADER = Buffer.from([0x1f, 0x8b, 0x08, 0x00]);
const CHECKSUM_BYTES = 8;
const FIRST_READ_BYTES = 1024 * 1024;

/**
 * The gzip members of a file in order, each checked against its checksum, up to the first that is cut, damaged, or longer
 * than `maxBytes`, deflated or inflated.
 */
export async function* membersIn(read: Read, maxBytes: number): AsyncGenerator<Member> {
  for (let position = 0; ; ) {
    const member = await memberAt(position, read, maxBytes);
    if (!member) return;
    yield member;
    position += member.length;
  }
}

/** More is read until the member is whole. */
async function memberAt(position: number, read: Read, maxBytes: number): Promise<Member | undefined> {
  for (let length = FIRST_READ_BYTES; ; length *= 8) {
    const bytes = await read(position, Math.min(length, maxBytes));
    const member = firstMember(bytes, maxBytes);
    if (member || bytes.length < length || length >= maxBytes) return member;
  }
}

function firstMember(bytes: Buffer, maxBytes: number): Member | undefined {
  if (!bytes.subarray(0, HEADER.length).equals(HEADER)) return undefined;
  const inflated = inflate(bytes.subarray(HEADER_BYTES), maxBytes);
  if (!inflated) return undefined;
  const end = HEADER_BYTES + inflated.engine.bytesWritten;
  if (bytes.length < end + CHECKSUM_BYTES) return undefined;
  const isWhole =
    bytes.readUInt32LE(end) === crc32(inflated.buffer) &&
    bytes.readUInt32LE(end + 4) === inflated.buffer.length;
  return isWhole ? { length: end + CHECKSUM_BYTES, inflated: inflated.buffer } : undefined;
}

/** With `info`, zlib also says how many bytes it took, which the types do not know. */
interface Inflated {
  readonly buffer: Buffer;
  readonly engine: InflateRaw;
}

function inflate(bytes: Buffer, maxOutputLength: number): Inflated | undefined {
  try {
    return inflateRawSync(bytes, { maxOutputLength, info: true }) as unknown as Inflated;
  } catch {
    return undefined;
  }
}
