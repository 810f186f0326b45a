import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { SovereignProblem } from '../founding/options.ts';

/**
 * One file that holds several: POSIX ustar (IEEE 1003.1, pax, "ustar Interchange Format"), so that `tar tf` shows what is in
 * a backup. Its last member, `manifest.json`, has the length and SHA-256 of every other: an archive that was cut off or
 * changed is not taken for whole.
 */

/** A member to write: bytes, or a file on the disk. */
export type Source =
  | { readonly name: string; readonly bytes: Uint8Array }
  | { readonly name: string; readonly file: string };

interface Listed {
  readonly bytes: number;
  readonly sha256: string;
}

interface Manifest {
  readonly format: 'tallystick-backup';
  readonly version: 1;
  readonly files: Record<string, Listed>;
}

const MANIFEST = 'manifest.json';
const BLOCK = 512;
const CHUNK = 1 << 20;
const MAX_MANIFEST = 1 << 20;
/** Members' names: no folders above, nothing that a shell or another system reads differently. */
const NAME = /^(?:[a-z0-9-][A-Za-z0-9.-]*\/)?[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

/** Writes an archive into a new file, which is there whole or not at all. `modifiedMs`: for all members. */
export async function writeArchive(
  path: string,
  sources: readonly Source[],
  modifiedMs: number,
): Promise<void> {
  const archive = await open(path, 'wx', 0o600);
  const files: Record<string, Listed> = {};
  try {
    for (const source of sources) files[source.name] = await append(archive, source, modifiedMs);
    const manifest: Manifest = { format: 'tallystick-backup', version: 1, files };
    const bytes = new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`);
    await append(archive, { name: MANIFEST, bytes }, modifiedMs);
    await archive.write(new Uint8Array(2 * BLOCK)); // two empty blocks end a ustar archive
    await archive.sync();
  } finally {
    await archive.close();
  }
}

/**
 * Reads an archive and hands each member to `write` in pieces, then says whether all of it was what the manifest lists.
 * Throws `SovereignProblem` `damaged` or `newer-format`; then nothing that was written may be used.
 */
export async function readArchive(
  path: string,
  write: (name: string, piece: Uint8Array) => Promise<void>,
): Promise<readonly string[]> {
  const archive = await open(path, 'r');
  try {
    const found = new Map<string, Listed>();
    let at = 0;
    for (;;) {
      const member = parseHeader(await readAt(archive, path, at, BLOCK), path);
      at += BLOCK;
      if (member.name === MANIFEST) {
        if (member.size > MAX_MANIFEST) throw damaged(path, 'its manifest is too long');
        return checkManifest(await readAt(archive, path, at, member.size), found, path);
      }
      if (found.has(member.name)) throw damaged(path, `it holds ${member.name} twice`);
      const digest = createHash('sha256');
      for (let done = 0; done < member.size;) {
        const piece = await readAt(archive, path, at + done, Math.min(CHUNK, member.size - done));
        digest.update(piece);
        await write(member.name, piece);
        done += piece.length;
      }
      found.set(member.name, { bytes: member.size, sha256: digest.digest('hex') });
      at += padded(member.size);
    }
  } finally {
    await archive.close();
  }
}

async function append(archive: FileHandle, source: Source, modifiedMs: number): Promise<Listed> {
  const digest = createHash('sha256');
  let length = 0;
  const put = async (piece: Uint8Array): Promise<void> => {
    digest.update(piece);
    length += piece.length;
    await archive.write(piece);
  };
  if ('bytes' in source) {
    await archive.write(header(source.name, source.bytes.length, modifiedMs));
    await put(source.bytes);
  } else {
    const file = await open(source.file, 'r');
    try {
      const { size } = await file.stat();
      await archive.write(header(source.name, size, modifiedMs));
      for (let at = 0; at < size; at += CHUNK) {
        await put(await readAt(file, source.file, at, Math.min(CHUNK, size - at)));
      }
    } finally {
      await file.close();
    }
  }
  await archive.write(new Uint8Array(padded(length) - length));
  return { bytes: length, sha256: digest.digest('hex') };
}

async function readAt(
  file: FileHandle,
  path: string,
  at: number,
  length: number,
): Promise<Uint8Array> {
  const piece = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(piece, done, length - done, at + done);
    if (bytesRead === 0) throw damaged(path, 'it is cut off');
    done += bytesRead;
  }
  return piece;
}

function header(name: string, size: number, modifiedMs: number): Uint8Array {
  if (!NAME.test(name)) throw new RangeError(`no name of a member: ${name}`);
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, digits: number): void => {
    block.write(value.toString(8).padStart(digits, '0'), at, 'latin1');
  };
  block.write(name, 0, 'latin1');
  octal(0o600, 100, 7);
  octal(0, 108, 7);
  octal(0, 116, 7);
  // Above eleven octal digits the size stands in binary, as GNU and BSD tar have it.
  if (size < 8 ** 11) {
    octal(size, 124, 11);
  } else {
    block[124] = 0x80;
    block.writeBigUInt64BE(BigInt(size), 128);
  }
  octal(Math.floor(modifiedMs / 1000), 136, 11);
  block.write('0', 156, 'latin1');
  block.write('ustar\x0000', 257, 'latin1');
  block.fill(' ', 148, 156);
  octal(sum(block), 148, 6);
  block[154] = 0;
  return block;
}

function parseHeader(block: Uint8Array, path: string): { name: string; size: number } {
  const text = Buffer.from(block);
  const field = (at: number, length: number): string =>
    text.toString('latin1', at, at + length).replace(/[\0 ].*$/s, '');
  const blank = Buffer.from(text);
  blank.fill(' ', 148, 156);
  if (Number.parseInt(field(148, 8), 8) !== sum(blank) || field(257, 5) !== 'ustar') {
    throw damaged(path, 'it is no backup, or it is changed or cut off');
  }
  const name = field(0, 100);
  const isBinary = text[124] === 0x80;
  const size = isBinary ? Number(text.readBigUInt64BE(128)) : Number.parseInt(field(124, 12), 8);
  if (!NAME.test(name) || !Number.isSafeInteger(size)) throw damaged(path, 'it is no backup');
  return { name, size };
}

function checkManifest(
  bytes: Uint8Array,
  found: ReadonlyMap<string, Listed>,
  path: string,
): readonly string[] {
  const manifest = parseManifest(bytes);
  if (manifest === undefined) throw damaged(path, 'its manifest cannot be read');
  if (manifest.format === 'tallystick-backup' && manifest.version > 1) {
    throw new SovereignProblem('newer-format', `${path}: a newer program wrote it`);
  }
  const names = Object.keys(manifest.files);
  const whole =
    names.length === found.size &&
    names.every((name) => {
      const [listed, is] = [manifest.files[name], found.get(name)];
      return listed?.bytes === is?.bytes && listed?.sha256 === is?.sha256;
    });
  if (!whole) throw damaged(path, 'what it holds is not what its manifest lists');
  return names;
}

function parseManifest(bytes: Uint8Array): Manifest | undefined {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const { format, version, files } = parsed as Partial<Manifest>;
    const fits = format === 'tallystick-backup' && typeof version === 'number';
    return fits && typeof files === 'object' && files !== null ? (parsed as Manifest) : undefined;
  } catch {
    return undefined;
  }
}

function sum(block: Uint8Array): number {
  return block.reduce((total, byte) => total + byte, 0);
}

function padded(length: number): number {
  return Math.ceil(length / BLOCK) * BLOCK;
}

function damaged(path: string, reason: string): SovereignProblem {
  return new SovereignProblem('damaged', `${path}: ${reason}`);
}
