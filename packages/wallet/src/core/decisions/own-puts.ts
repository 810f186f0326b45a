import {
  type Hash,
  type Hold,
  type PutOperation,
  certificateCodec,
  decode,
  decodeState,
  effectsCodec,
  equalBytes,
  holdId,
  operationCodec,
  operationHash,
  stateId,
  toHex,
  transitionCodec,
} from '@tallystick/protocol';
import { storedOperation } from '../chain/chain-tip.ts';
import type { Context } from '../context.ts';
import type { EntryRecord } from '../records/entry-record.ts';
import { checkCertificate } from '../trust/checkpoints.ts';

/** One put of the own identity that was admitted. */
export interface OwnPut {
  readonly id: Hash;
  readonly operation: PutOperation;
  readonly index: number;
  readonly time: number;
  readonly decisions: readonly { readonly rulebook: Hash; readonly facts: Hash }[];
}

/** The put in a record of the device's chain; undefined where it is another operation. */
export function ownPut(entry: EntryRecord, where: string): OwnPut | undefined {
  const operation = storedOperation(entry.transition.operation, where);
  const effects = decode(effectsCodec, entry.effects);
  if (operation.kind !== 'put' || !effects.ok || effects.value.kind !== 'put') return undefined;
  const { time, decisions } = effects.value;
  const id = stateId(entry.transition.state);
  return { id, operation, index: entry.index, time, decisions };
}

const PAGE = 256;
/** Pages that are read of one other device. */
const MAX_PAGES = 64;

/**
 * What other devices of this identity have put before an entry of the log, which only its owner may
 * read, each proven; undefined where the sovereign does not show all of it.
 */
export async function putsOfOthers(
  context: Context,
  before: number,
): Promise<readonly OwnPut[] | undefined> {
  const devices = context.identity?.view.devices ?? [];
  const puts: OwnPut[] = [];
  for (const { chain } of devices) {
    if (equalBytes(chain, context.deviceChain)) continue;
    let from = 0;
    for (let page = 0; ; page += 1) {
      if (page === MAX_PAGES) return undefined;
      const shown = await context.own.transitions(chain, from);
      for (const one of shown) {
        const put = provenPut(context, chain, one);
        if (put === undefined) return undefined;
        if (put !== null && put.index < before) puts.push(put);
        from = one.sequence + 1;
      }
      if (shown.length < PAGE) break;
    }
  }
  return puts;
}

/** Null: another operation. Undefined: it is not proven. */
function provenPut(
  { ports, trust }: Context,
  chain: Hash,
  shown: { readonly transition: Uint8Array; readonly certificate: Uint8Array },
): OwnPut | null | undefined {
  const transition = decode(transitionCodec, shown.transition);
  const certificate = decode(certificateCodec, shown.certificate);
  if (!transition.ok || !certificate.ok) return undefined;
  const { state: stateBytes, operation: bytes } = transition.value;
  const id = stateId(stateBytes);
  const proven = checkCertificate(ports.crypto, trust, certificate.value, id);
  const state = decodeState(stateBytes);
  const operation = decode(operationCodec, bytes);
  if (!proven.ok || !operation.ok || !state.ok) return undefined;
  if (!equalBytes(state.value.chain, chain)) return undefined;
  if (!equalBytes(state.value.operation, operationHash(bytes))) return undefined;
  const { effects } = proven.value;
  if (operation.value.kind !== 'put' || effects.kind !== 'put') return null;
  const { time, decisions } = effects;
  return { id, operation: operation.value, index: certificate.value.index, time, decisions };
}

/** Value that puts have set aside: each hold, and each raise of one that is among them. */
export interface SetAside {
  readonly time: number;
  readonly amount: bigint;
  readonly hold: Hold;
  readonly rulebook: Hash | undefined;
}

/** Of puts in log order; undefined where a raised hold is not among them. */
export function setAside(puts: readonly OwnPut[]): readonly SetAside[] | undefined {
  const holds = new Map<string, Hold>();
  const all: SetAside[] = [];
  for (const { id, operation, time, decisions } of puts) {
    for (const [item, hold] of operation.holds.entries()) {
      holds.set(toHex(holdId(id, item)), hold);
      all.push({ time, amount: hold.cap, hold, rulebook: decisions[item]?.rulebook });
    }
    for (const [at, raise] of (operation.raises ?? []).entries()) {
      const hold = holds.get(toHex(raise.hold));
      if (hold === undefined) return undefined;
      const rulebook = decisions[operation.holds.length + at]?.rulebook;
      all.push({ time, amount: raise.by, hold, rulebook });
    }
  }
  return all;
}
