import {
  type Amount,
  bytesUpTo,
  type ChequeSum,
  equalBytes,
  type Hash,
  hash,
  leavesOut,
  withEncoded,
} from '@tallystick/protocol';

/**
 * The cheques that have been presented for one allowance, in log order, in a fixed layout
 * (protocol.md, section 6): state id 32 · previous 32 · sequence u64 · amount u64 · total u64 · unpaid u64, big-endian.
 */
export const CHEQUE_BYTES = 96;
/** Of each registered cheque, beside the register: the transition that presented it. No root says it. */
export const PRESENTED_BYTES = 32;
/** protocol.md, section 4: cheques that are registered for one allowance. */
export const MAX_REGISTERED = 4096;

const AT = { id: 0, previous: 32, sequence: 64, amount: 72, total: 80, unpaid: 88 } as const;
const registerCodec = bytesUpTo(MAX_REGISTERED * CHEQUE_BYTES);

/** What the ledger keeps of a presented cheque. */
export interface Cheque {
  /** The id of its state. */
  readonly id: Hash;
  readonly previous: Hash;
  readonly sequence: number;
  /** What it gives, and what it says was given by then, itself included. */
  readonly sum: ChequeSum;
}

export const NO_CHEQUES: Uint8Array = new Uint8Array(0);

/** By which transition the cheque in `place` was presented. */
export function presentedBy(presented: Uint8Array, place: number): Hash {
  return presented.slice(place * PRESENTED_BYTES, (place + 1) * PRESENTED_BYTES);
}

/** How many are registered. */
export function countCheques(register: Uint8Array): number {
  return register.length / CHEQUE_BYTES;
}

/** The place of a cheque in the register; -1 when it was not presented before. */
export function findCheque(register: Uint8Array, id: Hash): number {
  const view = viewOf(register);
  const first = viewOf(id).getUint32(0);
  for (let at = 0; at < register.length; at += CHEQUE_BYTES) {
    if (view.getUint32(at) !== first) continue;
    if (equalBytes(register.subarray(at, at + 32), id)) return at / CHEQUE_BYTES;
  }
  return -1;
}

/** What a registered cheque is short of. */
export function unpaidOf(register: Uint8Array, place: number): Amount {
  return viewOf(register).getBigUint64(place * CHEQUE_BYTES + AT.unpaid);
}

/** The register with one cheque more, nothing of it paid. */
export function withCheque(register: Uint8Array, cheque: Cheque): Uint8Array {
  const longer = new Uint8Array(register.length + CHEQUE_BYTES);
  longer.set(register);
  longer.set(cheque.id, register.length + AT.id);
  longer.set(cheque.previous, register.length + AT.previous);
  const view = viewOf(longer);
  view.setBigUint64(register.length + AT.sequence, BigInt(cheque.sequence));
  view.setBigUint64(register.length + AT.amount, cheque.sum.amount);
  view.setBigUint64(register.length + AT.total, cheque.sum.total);
  view.setBigUint64(register.length + AT.unpaid, cheque.sum.amount);
  return longer;
}

/** The register after `paid` was paid for the cheque in `place`. */
export function withPayment(register: Uint8Array, place: number, paid: Amount): Uint8Array {
  const left = unpaidOf(register, place) - paid;
  if (paid < 0n || left < 0n) throw new RangeError(`${paid} paid for a cheque: ${left} left`);
  const changed = register.slice();
  viewOf(changed).setBigUint64(place * CHEQUE_BYTES + AT.unpaid, left);
  return changed;
}

/** What all of them are short of: it may be more than an amount can be. */
export function unpaidTotal(register: Uint8Array): bigint {
  let total = 0n;
  const view = viewOf(register);
  for (let at = AT.unpaid; at < register.length; at += CHEQUE_BYTES) total += view.getBigUint64(at);
  return total;
}

/**
 * The place of the first one registered that cannot be in one history with a cheque: it has its
 * sequence, is a neighbour that is not linked to it, or one of the two leaves out of its total what
 * the other, earlier one gave. -1 when there is none. Of an allowance that is short there is one:
 * else the last total would count every amount, and no total is above the cap.
 */
export function findConflict(register: Uint8Array, cheque: Cheque): number {
  const view = viewOf(register);
  for (let at = 0; at < register.length; at += CHEQUE_BYTES) {
    // Sequences are at most 256: the low half says all.
    const distance = view.getUint32(at + AT.sequence + 4) - cheque.sequence;
    if (isLeftOut(sumAt(view, at), cheque.sum, distance)) return at / CHEQUE_BYTES;
    if (distance < -1 || distance > 1) continue;
    const id = register.subarray(at, at + 32);
    const previous = register.subarray(at + AT.previous, at + AT.previous + 32);
    if (distance === 0 && !equalBytes(id, cheque.id)) return at / CHEQUE_BYTES;
    if (distance === -1 && !equalBytes(id, cheque.previous)) return at / CHEQUE_BYTES;
    if (distance === 1 && !equalBytes(previous, cheque.id)) return at / CHEQUE_BYTES;
  }
  return -1;
}

/** `distance`: how much later the registered one stands than the other. */
function isLeftOut(registered: ChequeSum, other: ChequeSum, distance: number): boolean {
  if (distance === 0) return false;
  return distance < 0 ? leavesOut(registered, other) : leavesOut(other, registered);
}

function sumAt(view: DataView, at: number): ChequeSum {
  return { amount: view.getBigUint64(at + AT.amount), total: view.getBigUint64(at + AT.total) };
}

/** `H_record` of the register as one byte string. */
export function chequesHash(register: Uint8Array): Hash {
  return withEncoded(registerCodec, register, (encoded) => hash('record', encoded));
}

function viewOf(register: Uint8Array): DataView {
  return new DataView(register.buffer, register.byteOffset, register.length);
}
