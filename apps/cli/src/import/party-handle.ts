import { createHash } from 'node:crypto';

/**
 * The handle of a party that a file names, so that the same name is always the same party:
 *
 * - a name that is a handle stands for itself, unless it starts with `x.` or `y.`;
 * - any other is written as `x.` and its letters: a capital as `_` and its small letter, a space as `-`, everything
 *   else (also `-` and `_`) as `__` and two hexadecimal digits for each UTF-8 byte. `partyName` reads it back;
 * - where that is longer than a handle can be: `y.`, what is readable of the name, `.` and 80 bits of its SHA-256.
 *   Which name that was, the file tells.
 *
 * `Acme Ltd` is `x._acme-_ltd`.
 */
export function partyHandle(name: string): string {
  if (HANDLE.test(name) && !RESERVED.test(name)) return name;
  const written = `x.${[...Buffer.from(name, 'utf8')].map(writeByte).join('')}`;
  const ended = written.replace(/[.-]$/, (last) => escapeByte(last === '.' ? 0x2e : 0x20));
  return HANDLE.test(ended) ? ended : shortened(name);
}

/** The name that a handle was made of, or undefined for one that was shortened. */
export function partyName(handle: string): string | undefined {
  if (handle.startsWith('y.')) return undefined;
  if (!handle.startsWith('x.')) return handle;
  const bytes: number[] = [];
  const body = handle.slice(2);
  for (let at = 0; at < body.length; at += 1) {
    const letter = body.charAt(at);
    if (letter === '_' && body.charAt(at + 1) === '_') {
      bytes.push(Number.parseInt(body.slice(at + 2, at + 4), 16));
      at += 3;
    } else if (letter === '_') {
      bytes.push(
        body
          .charAt(at + 1)
          .toUpperCase()
          .charCodeAt(0),
      );
      at += 1;
    } else {
      bytes.push(letter === '-' ? 0x20 : letter.charCodeAt(0));
    }
  }
  return Buffer.from(bytes).toString('utf8');
}

// protocol.md section 4: handle.
const HANDLE = /^[a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?$/;
const RESERVED = /^[xy]\./;
const READABLE_LETTERS = 8;
const DIGEST_BYTES = 10;

function writeByte(byte: number): string {
  const letter = String.fromCharCode(byte);
  if (/[a-z0-9.]/.test(letter)) return letter;
  if (/[A-Z]/.test(letter)) return `_${letter.toLowerCase()}`;
  return letter === ' ' ? '-' : escapeByte(byte);
}

function escapeByte(byte: number): string {
  return `__${byte.toString(16).padStart(2, '0')}`;
}

function shortened(name: string): string {
  const readable = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, READABLE_LETTERS)
    .replaceAll(/^-|-$/g, '');
  const digest = createHash('sha256').update(name, 'utf8').digest();
  // Hexadecimal keeps to a handle's letters: 2 + at most 8 + 1 + 20 is at most 31.
  return `y.${readable}.${digest.subarray(0, DIGEST_BYTES).toString('hex')}`;
}
