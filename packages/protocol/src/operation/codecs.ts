import { type Hash, hash } from '../crypto/index.ts';
import {
  type Codec,
  bytes,
  bytesUpTo,
  encode,
  list,
  nullable,
  record,
  refine,
  time,
  uint,
} from '../encoding/index.ts';
import { takingCodec } from '../hold/index.ts';
import {
  MAX_COUNTRIES,
  MAX_SIGNATURE_BYTES,
  SALT_BYTES,
  distinctCountries,
  genesisCodec,
  handleCodec,
  positiveAmount,
} from '../identity/index.ts';
import { putBodyCodec } from './put-body.ts';
import type { Operation, Signature, Transition } from './types.ts';

/** protocol.md section 4: a whole transition. */
export const MAX_TRANSITION_BYTES = 131_072;
/** protocol.md section 4: an operation's canonical bytes. */
export const MAX_OPERATION_BYTES = 65_536;
/** protocol.md section 4: signatures of one transition. */
export const MAX_SIGNATURES = 16;
/** protocol.md section 4: takings of one take. */
export const MAX_TAKINGS = 256;
/** protocol.md section 4: the body of a statement; a fork proof with the longest signatures fits. */
export const MAX_STATEMENT_BYTES = 36_864;
/** protocol.md section 4: `by` is 0 or up to a device's ordinal + 1; a device's ordinal is at most 255. */
export const MAX_SIGNER = 256;

type Body<K extends Operation['kind']> = Omit<
  Extract<Operation, { kind: K }>,
  'kind' | 'notAfter' | 'salt'
>;

const currencyAmount = record({ currency: bytes(32), amount: positiveAmount });
const BODIES: { readonly [K in Operation['kind']]: Codec<Body<K>> } = {
  open: record({
    genesis: genesisCodec,
    countries: distinctCountries(MAX_COUNTRIES.open),
    handle: nullable(handleCodec),
  }),
  mint: currencyAmount,
  burn: currencyAmount,
  put: putBodyCodec,
  take: record({ takings: list(takingCodec, MAX_TAKINGS, 1) }),
  say: record({ statement: uint(), body: bytesUpTo(MAX_STATEMENT_BYTES) }),
};

/** The operations in the order of their numbers (protocol.md, section 4). */
export const OPERATION_KINDS = ['open', 'mint', 'burn', 'put', 'take', 'say'] as const;

const saltCodec = bytes(SALT_BYTES);

/** `[kind, notAfter, salt, body]`. */
export const operationCodec: Codec<Operation> = {
  write(out, value) {
    out.array(4);
    out.uint(OPERATION_KINDS.indexOf(value.kind));
    time.write(out, value.notAfter);
    saltCodec.write(out, value.salt);
    (BODIES[value.kind] as Codec<object>).write(out, value);
  },
  read(input) {
    input.array(4, 4);
    const kind = OPERATION_KINDS[input.uint(OPERATION_KINDS.length - 1)] ?? input.fail('no kind');
    const notAfter = time.read(input);
    const salt = saltCodec.read(input);
    return { kind, notAfter, salt, ...BODIES[kind].read(input) } as Operation;
  },
};

export const signatureCodec: Codec<Signature> = record({
  by: uint(MAX_SIGNER),
  bytes: bytesUpTo(MAX_SIGNATURE_BYTES),
});

/** A transition; decode with `MAX_TRANSITION_BYTES`. */
export const transitionCodec: Codec<Transition> = record({
  state: bytes(176),
  operation: bytesUpTo(MAX_OPERATION_BYTES, 1),
  signatures: refine(list(signatureCodec, MAX_SIGNATURES, 1), (signatures) =>
    ascending(signatures) ? undefined : 'signers not in ascending order',
  ),
});

/** `H_operation` of an operation's canonical bytes, which a state carries. */
export function operationHash(operationBytes: Uint8Array): Hash {
  return hash('operation', operationBytes);
}

export function encodeOperation(operation: Operation): Uint8Array {
  return encode(operationCodec, operation);
}

function ascending(signatures: readonly Signature[]): boolean {
  return signatures.every(({ by }, i) => i === 0 || by > (signatures[i - 1]?.by ?? by));
}
