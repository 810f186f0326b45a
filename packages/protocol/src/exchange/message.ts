import { type Decoded, decode, encode, type Codec, uint, constant } from '../encoding/index.ts';
import { BODIES } from './codecs.ts';
import type { Message } from './types.ts';

/** The messages in the order of their types, with the most bytes that each may have (protocol.md, section 10). */
const MESSAGES = [
  ['request', 65_536],
  ['handover', 262_144],
  ['receipt', 24_576],
  ['not-accepted', 1024],
  ['seen', 32_768],
  ['shown', 65_536],
  ['voided', 24_576],
  ['half', 262_144],
] as const satisfies readonly (readonly [Message['kind'], number])[];

/** The longest message of any type. */
export const MAX_MESSAGE_BYTES = 262_144;
const TYPES = MESSAGES.map(([kind]) => kind);
const versionCodec = constant(1);
const typeCodec = uint(MESSAGES.length - 1);
/** What every message begins with: an array of three, version 1; its type follows in one byte. */
const HEAD = [0x83, 0x01] as const;

/** `[version 1, type, body]`. */
const messageCodec: Codec<Message> = {
  write(out, value) {
    out.array(3);
    versionCodec.write(out, 1);
    typeCodec.write(out, TYPES.indexOf(value.kind));
    (BODIES[value.kind] as Codec<object>).write(out, value);
  },
  read(input) {
    input.array(3, 3);
    versionCodec.read(input);
    const kind = TYPES[typeCodec.read(input)] ?? input.fail('no type');
    return { kind, ...BODIES[kind].read(input) } as Message;
  },
};

/** A message's bytes; one that is longer than its type may be is a programmer's error and throws `RangeError`. */
export function encodeMessage(message: Message): Uint8Array {
  const bytes = encode(messageCodec, message);
  const most = sizeOf(bytes);
  if (bytes.length > most)
    throw new RangeError(`${message.kind} of ${bytes.length} bytes, not ${most}`);
  return bytes;
}

/** Reads a message of any type; one longer than its type may be is refused before it is decoded. */
export function decodeMessage(bytes: Uint8Array): Decoded<Message> {
  return decode(messageCodec, bytes, sizeOf(bytes));
}

/** The most bytes that a message which begins like this may have. */
function sizeOf(bytes: Uint8Array): number {
  if (bytes[0] !== HEAD[0] || bytes[1] !== HEAD[1]) return MESSAGES[3][1];
  return MESSAGES[bytes[2] ?? 0]?.[1] ?? MESSAGES[3][1];
}
