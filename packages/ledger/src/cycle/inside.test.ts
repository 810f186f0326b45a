import {
  type Certificate,
  type Condition,
  type VotingCrypto,
  encode,
  type Hash,
  type Hold,
  holdId,
  encodeOperation,
  encodeState,
  outcomeCodec,
  signingContext,
  sovereignId,
  witnessCodec,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { noObjection } from '@tallystick/rules';
import { describe, expect, test } from 'vitest';
import type { Verify } from '../admit/check-signatures.ts';
import { audit } from '../audit/audit.ts';
import { type Ledger, openLedger } from '../ledger.ts';
import { createMemoryImage, openMemoryStore, type Store } from '../store/index.ts';
import { submit } from '../testing/counter.ts';
import {
  Acts,
  allowanceFor,
  asked,
  type AskedTaking,
  bare,
  chequeFor,
  deposit,
  tabFor,
} from '../testing/offline.ts';
import { type Built, holdFor, Person, type Sign, treasury } from '../testing/parties.ts';
import { testSovereign, type TestSovereign } from '../testing/sovereign.ts';

const REAL: Verify = ({ key, message, signature, context }) =>
  nodeCrypto.verify(key, message, signature, context);

interface Scene {
  readonly sovereign: TestSovereign;
  readonly store: Store;
  readonly ledger: Ledger;
  readonly hrb: Hash;
  readonly ada: Person;
  readonly ben: Person;
  readonly signAct: Sign;
  /** How often admission has verified a signature by itself. */
  readonly verified: () => number;
  readonly send: (...built: Built[]) => Promise<unknown[]>;
}

/** Real keys and signatures; Ada has 1,000. */
async function scene(): Promise<Scene> {
  const sovereign = testSovereign();
  const { constitution, epoch, keys, sign } = sovereign;
  let verified = 0;
  const crypto: VotingCrypto = {
    ...nodeCrypto,
    verify: (...job) => ((verified += 1), nodeCrypto.verify(...job)),
  };
  const store = openMemoryStore(createMemoryImage());
  const ledger = await openLedger(constitution, epoch, sovereign.ports(store, { crypto }));
  const [ada, ben] = [1, 2].map((seed) => new Person(seed, { key: keys.key, sign }));
  const hrb = ledger.state.currencies.ids[0] as Hash;
  const send = async (...built: Built[]): Promise<unknown[]> => {
    const answers = await submit(ledger, built, REAL);
    return answers.map((answer) => (answer.ok ? 'admitted' : (answer.internal ?? answer.code)));
  };
  const bank = treasury(constitution, 'HRB', sign);
  const context = signingContext('act', sovereignId(constitution));
  const signAct: Sign = (_, id, key) => nodeCrypto.sign(keys.pair(key), id, context);
  await send(ada!.open());
  await send(ben!.open());
  await send(bank.mint(hrb, 1000n));
  const put = bank.put('KE', [holdFor(ada!.id, hrb, 1000n)]);
  await send(put);
  await send(ada!.account.take([bare(holdId(put.id, 0), 0, 1000n, hrb)]));
  verified = 0;
  const people = { ada: ada as Person, ben: ben as Person };
  return { sovereign, store, ledger, hrb, ...people, signAct, verified: () => verified, send };
}

/** Puts a hold of Ada's and answers whoever writes on it. */
function open({ ada, hrb, signAct }: Scene, hold: Hold): { put: Built; acts: Acts } {
  const put = ada.account.put('KE', [hold]);
  return { put, acts: new Acts(put, 0, ada.account.key, hrb, { sign: signAct }) };
}

function jobsOf(ledger: Ledger, built: Built): number {
  const checked = ledger.precheck(built.bytes);
  if (!('pending' in checked)) throw new Error('not pending');
  ledger.reject(checked.pending);
  return checked.jobs.length;
}

describe('what is signed inside an operation', () => {
  test('is verified with the transition’s own signatures, and not again', async () => {
    const at = await scene();
    const { ledger, ben, hrb, send, verified } = at;
    const { put, acts } = open(at, allowanceFor(hrb, 100n));
    await send(put);
    const cheques = [chequeFor(acts, ben, 10n), chequeFor(acts, ben, 20n)];
    const take = ben.account.take(
      cheques.map((cheque) => deposit(cheque, acts.hold, cheque.amount, hrb)),
    );
    expect(jobsOf(ledger, take)).toBe(3);
    expect(await send(take)).toEqual(['admitted']);
    expect(verified()).toBe(0);
  });

  test('of a hold that is put in the same batch is verified by admission', async () => {
    const at = await scene();
    const { ledger, ada, ben, hrb, signAct, verified, store } = at;
    const { put, acts } = open(at, tabFor(ben.id, hrb, 100n));
    const good = acts.take(60n, { act: acts.act(60n) });
    const forged = new Acts(put, 0, ada.account.key, hrb, {
      sign: (by, id) => signAct(by, id, ben.account.key),
    });
    const bad = forged.take(90n, { act: forged.act(90n) });
    const sent = async (takings: AskedTaking[]): Promise<unknown> => {
      const checked = [put, ben.account.take(takings)].map(({ bytes }) => ledger.precheck(bytes));
      const pending = checked.flatMap((one) => ('pending' in one ? [one.pending] : []));
      const answers = await ledger.admitBatch(pending);
      return answers.map((answer) => (answer.ok ? 'admitted' : answer.internal));
    };
    expect(await sent([bad])).toEqual(['admitted', 'wrong-signature']);
    expect(verified()).toBe(1);
    put.accept();
    const take = ben.account.take([good]);
    expect(await at.send(take)).toEqual(['admitted']);
    expect(store.indexOf(take.id)).toBeGreaterThan(0);
  });

  test('refuses the transition when it is false, as its own signatures do', async () => {
    const at = await scene();
    const { ben, hrb, send } = at;
    const { put, acts } = open(at, tabFor(ben.id, hrb, 100n));
    await send(put);
    const act = acts.act(60n);
    const signature = act.signature.with(9, act.signature[9]! ^ 1);
    const take = ben.account.take([acts.take(60n, { act: { ...act, signature } })]);
    expect(await send(take)).toEqual(['wrong-signature']);
  });

  test('is refused unseen where there is too much of it', async () => {
    const at = await scene();
    const { ledger, ben, hrb, send } = at;
    const { put, acts } = open(at, tabFor(ben.id, hrb, 100n));
    await send(put);
    const tick = { link: new Uint8Array(32), count: 65_536 };
    const takings = Array.from({ length: 5 }, () => acts.take(1n, { tick }));
    expect(ledger.precheck(ben.account.take(takings).bytes)).toMatchObject({
      refusal: { code: 'too-costly' },
    });
  });
});

describe('an outcome on this very log', () => {
  test('is shown by its certificate, and pays what waited for it', async () => {
    const at = await scene();
    const { sovereign, ledger, store, ben, hrb, send } = at;
    const first = open(at, tabFor(ben.id, hrb, 5n, { meter: { kind: 'all' } }, NONE));
    await send(first.put);
    const condition: Condition = {
      kind: 'admitted',
      sovereign: ledger.state.sovereign,
      hold: first.acts.hold,
      outcome: 0,
    };
    const waiting = tabFor(ben.id, hrb, 50n, { meter: { kind: 'all' }, condition }, NONE);
    const second = open(at, waiting);
    await send(second.put);
    const closing = ben.account.take([bare(first.acts.hold, 0, 5n, hrb)]);
    await send(closing);
    const certificate = ledger.certificate(closing.id) as Certificate;
    const shown = (one: Certificate): Built => {
      const outcome = encode(outcomeCodec, {
        founding: null,
        certificate: one,
        state: encodeState(closing.state),
        operation: encodeOperation(closing.operation),
      });
      const witness = encode(witnessCodec, { node: 0, proof: { kind: 'outcome', outcome: 0 } });
      const taking = asked(second.acts.hold, 50n, hrb, {
        witnesses: [witness],
        outcomes: [outcome],
      });
      return ben.account.take([taking]);
    };
    const elsewhere = { ...certificate, index: certificate.index - 1 };
    expect(await send(shown(elsewhere))).toEqual(['bad-witness']);
    expect(await send(shown(certificate))).toEqual(['admitted']);
    const report = await audit({
      constitution: sovereign.constitution,
      epochs: [sovereign.epoch],
      log: {
        size: store.meta.size === 0 ? ledger.size : store.meta.size,
        entry: (index) => store.entry(index),
        checkpointFor: (index) => store.checkpointFor(index),
      },
      store,
      crypto: nodeCrypto,
      rulebook: noObjection,
    });
    expect(report.problems).toEqual([]);
  });
});

const NONE = { writer: { kind: 'none' } } as const;
