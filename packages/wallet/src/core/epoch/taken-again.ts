import {
  type Hash,
  type Taking,
  chequeEvidenceCodec,
  decode,
  decodeState,
  stateId,
  tabEvidenceCodec,
  takingEvidenceCodec,
} from '@tallystick/protocol';
import { storedOperation } from '../chain/chain-tip.ts';
import { type Context, findRecord, storing } from '../context.ts';
import { OFFLINE_KEYS } from '../offline/records/keys.ts';
import { gotActRecordCodec, heldRecordCodec } from '../offline/records/payee-records.ts';
import type { StorageChange } from '../ports.ts';
import type { CutChain } from './cut-chain.ts';

/** What takes that are given up had brought of tabs and cheques: it was accepted all the same, and is to be taken again. */
export async function takenAgain(
  { vault }: Context,
  lost: CutChain['lost'],
): Promise<StorageChange[]> {
  const tabs = new Map<string, bigint>();
  const cheques = new Map<string, { readonly due: string; readonly amount: bigint }>();
  const changes: StorageChange[] = [];
  for (const { key, value } of lost) {
    const { state, operation: bytes } = value.transition;
    const operation = storedOperation(bytes, `record ${key}`);
    // What is not counted yet has nothing to be taken back of.
    const isCounted = (await vault.get(OFFLINE_KEYS.deposit(stateId(state)))) === undefined;
    for (const taking of operation.kind === 'take' ? operation.takings : []) {
      const { act, release } = readTaking(taking);
      if (release) changes.push({ key: OFFLINE_KEYS.released(taking.hold), value: null });
      if (!isCounted) continue;
      const name = act === null ? OFFLINE_KEYS.held(taking.hold) : OFFLINE_KEYS.gotAct(...act);
      if (act === null) {
        tabs.set(name, (tabs.get(name) ?? 0n) + taking.amount);
        continue;
      }
      const amount = (cheques.get(name)?.amount ?? 0n) + taking.amount;
      cheques.set(name, { due: OFFLINE_KEYS.due(...act), amount });
    }
  }
  for (const [name, amount] of tabs) {
    const held = await findRecord(vault, name, heldRecordCodec);
    if (held === undefined) continue;
    const taken = less(held.taken, amount);
    changes.push(storing(name, heldRecordCodec, { ...held, taken, isOver: false }));
  }
  for (const [name, { due, amount }] of cheques) {
    const got = await findRecord(vault, name, gotActRecordCodec);
    if (got === undefined) continue;
    const paid = less(got.paid, amount);
    const open = { isRegistered: false, isOver: false, entitlements: [] };
    changes.push(storing(name, gotActRecordCodec, { ...got, ...open, paid }));
    changes.push({ key: due, value: new Uint8Array([1]) });
  }
  return changes;
}

function less(sum: bigint, amount: bigint): bigint {
  return sum > amount ? sum - amount : 0n;
}

/** The cheque that a taking shows, by its allowance and sequence; and whether it gave a tab back. */
function readTaking({ proof }: Taking): { act: [Hash, number] | null; release: boolean } {
  const evidence = proof === null ? undefined : decode(takingEvidenceCodec, proof.evidence);
  const meter = evidence?.ok === true ? evidence.value.meter : null;
  if (meter === null) return { act: null, release: false };
  const tab = decode(tabEvidenceCodec, meter);
  if (tab.ok) return { act: null, release: tab.value.release };
  const cheque = decode(chequeEvidenceCodec, meter);
  const state = cheque.ok ? decodeState(cheque.value.act.state) : undefined;
  const act: [Hash, number] | null = state?.ok ? [state.value.chain, state.value.sequence] : null;
  return { act, release: false };
}
