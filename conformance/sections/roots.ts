import { type Hash, type Key, hash, keyId } from '@tallystick/protocol';
import {
  type Acts,
  allowanceFor,
  bare,
  chequeFor,
  deposit,
  opened,
  tabFor,
} from '@tallystick/ledger/testing/offline';
import { START, holdFor } from '@tallystick/ledger/testing';
import { CHEQUE_BYTES } from '../../packages/ledger/src/state/cheques.ts';
import { encodeHoldRecord } from '../../packages/ledger/src/state/hold-record.ts';
import { termsOf } from '../../packages/ledger/src/state/hold-terms.ts';
import { supplyRecord } from '../../packages/ledger/src/state/records.ts';
import { stateRoot } from '../../packages/ledger/src/state/root.ts';
import { Desk } from '../../packages/ledger/src/testing/desk.ts';
import { type Json, plain } from '../plain.ts';

const HOUR_MS = 3_600_000;
/** Entries that the log would have had; the root does not depend on it. */
const SIZE = 42;

/**
 * The root of a small state with everything in it that a root can say: heads, a plain hold, a tab whose claim was released, an
 * allowance with a register of cheques that is forked and short, a hold that forked and has closed, the key that forked them.
 */
export function rootVectors(): Json {
  const { desk, writer: key } = lived();
  const { devices, identities, currencies, holds, forks } = desk.state;
  const heads = (kind: typeof devices | typeof identities): { key: Hash; value: Hash }[] =>
    Array.from({ length: kind.count }, (_, slot) => ({
      key: kind.id(slot).slice(),
      value: kind.head(slot).slice(),
    }));
  const supplies = currencies.ids.map((id, number) => {
    const [minted, burned] = totalsOf(desk, number);
    const value = hash('record', supplyRecord(desk.state, number).slice());
    return { key: id, minted, burned, value };
  });
  const open = [...holds.all()].map((hold) => {
    const { record, cheques } = termsOf(desk.state, hold);
    const bytes = encodeHoldRecord(record).slice();
    return {
      key: hold.id.slice(),
      record,
      bytes,
      value: hash('record', bytes),
      register: registerOf(cheques),
    };
  });
  const marks = forks.marks.map(({ hold, writer, owner }) => ({
    hold,
    writer,
    owner,
    isClosed: holds.find(hold) === undefined,
  }));
  const { root } = stateRoot(desk.state, SIZE);
  return plain({
    chains: [...heads(devices), ...heads(identities)],
    supplies,
    holds: open,
    writer: { key, hash: keyId(key) },
    marks,
    forks: forks.entries,
    root,
  });
}

/** What happened. The keys of the test kit are no keys, and its seals no signatures: a root says nothing of either. */
function lived(): { readonly desk: Desk; readonly writer: Key } {
  const desk = new Desk();
  const [ada, ben, cyd] = [desk.funded(1000n), desk.person(), desk.person()];
  desk.must(ada.account.put('KE', [holdFor(ben.id, desk.hrb, 10n)]));
  const tab = opened(desk, ada, tabFor(ben.id, desk.hrb, 50n)).acts;
  const act = tab.act(20n);
  desk.must(ben.account.take([tab.take(15n, { act, release: true })]));
  const soon = START + HOUR_MS;
  const first = opened(desk, ada, allowanceFor(desk.hrb, 100n, { until: soon }));
  const second = opened(desk, ada, allowanceFor(desk.hrb, 90n));
  const copies = [first, second].map(({ put, acts }) => [acts, acts.clone(put, 0)] as const);
  const [[one, clone], [own, copy]] = copies as [(typeof copies)[0], (typeof copies)[0]];
  const present = (acts: Acts, payee: typeof ben, amount: bigint, paid: bigint): void => {
    const cheque = chequeFor(acts, payee, amount);
    desk.must(payee.account.take([deposit(cheque, acts.hold, paid, desk.hrb)]));
  };
  present(one, ben, 10n, 10n);
  present(clone, cyd, 20n, 20n);
  present(own, ben, 30n, 30n);
  present(own, ben, 25n, 25n);
  present(copy, cyd, 70n, 35n);
  desk.wait(HOUR_MS + 1);
  desk.must(ada.account.take([bare(one.hold, null, 70n, desk.hrb)]));
  const { suite, publicKey } = ada.account.key;
  return { desk, writer: { suite, publicKey } };
}

function totalsOf({ state }: Desk, number: number): readonly [bigint, bigint] {
  const { minted = 0n, burned = 0n } = state.currencies.totals[number] ?? {};
  return [minted, burned];
}

/** The cheques of a register, as the layout of protocol.md section 6 says. */
function registerOf(register: Uint8Array): unknown[] {
  return Array.from({ length: register.length / CHEQUE_BYTES }, (_, place) => {
    const at = register.subarray(place * CHEQUE_BYTES, (place + 1) * CHEQUE_BYTES);
    const view = new DataView(at.buffer, at.byteOffset, at.length);
    const [sequence, amount, total, unpaid] = [64, 72, 80, 88].map((from) =>
      view.getBigUint64(from),
    );
    return {
      id: at.slice(0, 32),
      previous: at.slice(32, 64),
      sequence: Number(sequence),
      amount,
      total,
      unpaid,
    };
  });
}
