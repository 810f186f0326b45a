import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Problem } from '../core/outcome.ts';
import { replaceFile } from './owned-file.ts';

/** What SQLite reads and writes at once (its default page_size), in bytes. */
export const PAGE_BYTES = 4096;
const DIGEST_BYTES = 32;
/** Magic, generation (u64), then one SHA-256 per page, then SHA-256 of all that. */
const MAGIC = Buffer.from('tallystick pages 1\n', 'latin1');
const HEAD_BYTES = MAGIC.length + 8;

/**
 * Writes `digestFile`: the SHA-256 of every page of `file`, valid for the database's `generation`. SQLite notices damage only
 * in what it reads; with this, a changed byte anywhere in the file is found and located.
 */
export function writePageDigests(file: string, digestFile: string, generation: bigint): void {
  const head = Buffer.alloc(HEAD_BYTES);
  MAGIC.copy(head);
  head.writeBigUInt64BE(generation, MAGIC.length);
  const content = Buffer.concat([head, ...pageDigests(readFileSync(file))]);
  replaceFile(digestFile, Buffer.concat([content, sha256(content)]));
}

/**
 * Compares `file` with its digests. Digests of another generation than the database's are left from before a crash and
 * say nothing; those of a later one say that the database was put back. `isExpected`: the database says that they were written.
 */
export function checkPageDigests(
  file: string,
  digestFile: string,
  generation: bigint | undefined,
  isExpected: boolean,
): Problem[] {
  const stored = readIfThere(digestFile);
  if (stored === undefined) return isExpected ? [{ where: digestFile, what: 'is missing' }] : [];
  const content = stored.subarray(0, -DIGEST_BYTES);
  if (stored.length < HEAD_BYTES + DIGEST_BYTES || !isIntact(stored, content)) {
    return [{ where: digestFile, what: 'is not what was written' }];
  }
  const digested = content.readBigUInt64BE(MAGIC.length);
  if (generation !== undefined && digested > generation) {
    return [{ where: file, what: 'is older than its digests: an earlier copy was put back' }];
  }
  if (generation !== undefined && digested < generation) return [];
  return comparePages(file, content.subarray(HEAD_BYTES));
}

function comparePages(file: string, digests: Buffer): Problem[] {
  const found = pageDigests(readFileSync(file));
  const pages = Math.max(found.length, digests.length / DIGEST_BYTES);
  const problems: Problem[] = [];
  for (let page = 0; page < pages; page += 1) {
    const expected = digests.subarray(page * DIGEST_BYTES, (page + 1) * DIGEST_BYTES);
    if (found[page]?.equals(expected) === true) continue;
    const first = page * PAGE_BYTES;
    const range = `bytes ${first} to ${first + PAGE_BYTES - 1}`;
    problems.push({ where: `${file}, ${range}`, what: 'is not what was written' });
  }
  return problems;
}

function pageDigests(content: Buffer): Buffer[] {
  const digests: Buffer[] = [];
  for (let at = 0; at < content.length; at += PAGE_BYTES) {
    digests.push(sha256(content.subarray(at, at + PAGE_BYTES)));
  }
  return digests;
}

function isIntact(stored: Buffer, content: Buffer): boolean {
  const intact = sha256(content).equals(stored.subarray(-DIGEST_BYTES));
  return intact && content.subarray(0, MAGIC.length).equals(MAGIC);
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function sha256(data: Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}
