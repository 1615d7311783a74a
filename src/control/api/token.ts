import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether the header of a request gives the token; takes as long for a wrong one as for the right one. */
export function givesToken(header: string | undefined, token: string): boolean {
  const given = /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? '';
  return timingSafeEqual(sumOf(given), sumOf(token)) && given !== '';
}

const sumOf = (text: string): Buffer => createHash('sha256').update(text).digest();
