import {
  type Hash,
  decode,
  decodeState,
  encode,
  equalBytes,
  holdCodec,
  holdId,
  operationCodec,
  operationHash,
  stateId,
  toHex,
  transitionCodec,
} from '@tallystick/protocol';
import { proveInclusion, readCertificate } from '../chain/certify.ts';
import type { OpenHold } from '../client/own-client.ts';
import type { Context } from '../context.ts';

/** A hold's number in its put, and its canonical bytes there. */
interface Put {
  readonly index: number;
  readonly bytes: Uint8Array;
}

/** The puts of one look at a list: each is opened and proven once, however many of its holds stand there. */
export class ProvenPuts {
  readonly #context: Context;
  /** By the put's id: its holds, by theirs; null where it is not shown whole, or not proven. */
  readonly #puts: Map<string, ReadonlyMap<string, Put> | null> = new Map();

  constructor(context: Context) {
    this.#context = context;
  }

  /** The hold's number in its put, where the sovereign shows that whole, and proves it; else null. */
  async indexOf({ entry, hold, put, transition }: OpenHold): Promise<number | null> {
    const name = toHex(put);
    if (!this.#puts.has(name)) {
      this.#puts.set(name, await provenHolds(this.#context, put, transition));
    }
    const found = this.#puts.get(name)?.get(toHex(hold));
    return found !== undefined && equalBytes(found.bytes, entry) ? found.index : null;
  }
}

async function provenHolds(
  context: Context,
  put: Hash,
  transition: Uint8Array | null,
): Promise<ReadonlyMap<string, Put> | null> {
  const opened = transition === null ? undefined : decode(transitionCodec, transition);
  if (opened?.ok !== true) return null;
  const { state: stateBytes, operation: bytes } = opened.value;
  const state = decodeState(stateBytes);
  const operation = decode(operationCodec, bytes);
  if (!state.ok || !operation.ok || operation.value.kind !== 'put') return null;
  const isIt =
    equalBytes(stateId(stateBytes), put) && equalBytes(operationHash(bytes), state.value.operation);
  if (!isIt) return null;
  const certificate = await context.client.certificate(put);
  if (certificate === null) return null;
  await proveInclusion(context, readCertificate(certificate), put);
  const holds = operation.value.holds.entries();
  return new Map(
    [...holds].map(([index, terms]) => [
      toHex(holdId(put, index)),
      { index, bytes: encode(holdCodec, terms) },
    ]),
  );
}
