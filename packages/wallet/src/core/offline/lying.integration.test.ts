import { decode, decodeMessage, forkEvidenceCodec, verifyForkEvidence } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { describe, expect, it } from 'vitest';
import { LyingPayer } from '../../testing/lying-payer.ts';
import { Person, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { WalletPorts } from '../ports.ts';
import type { Wallet } from '../wallet-types.ts';
import { memoryChannels } from './channel/memory-channel.ts';
import { meetOver } from './channel/meet.ts';
import type { Acceptance, KnownFork } from './offline-types.ts';

const allowance = { amount: '10.00', currency: 'HRB', perCheque: '10.00', days: 7 };

/** Somebody whose wallet lets the payer see what it signs with. */
class Watched extends Person {
  payer: LyingPayer | undefined;

  override ports(): WalletPorts {
    const ports = super.ports();
    const sign: NonNullable<WalletPorts['signer']>['sign'] = (key, message, context) => {
      this.payer?.learns(key);
      return Promise.resolve(ports.crypto.sign(key, message, context));
    };
    return { ...ports, signer: { sign } };
  }
}

interface Scene {
  readonly town: Town;
  readonly payer: LyingPayer;
  /** Copies of Ada's wallet, which hand over what the payer makes of it. */
  readonly copies: readonly Wallet[];
  readonly ben: Wallet;
  readonly cyd: Wallet;
}

async function scene(collateral: { collateral?: string } = {}): Promise<Scene> {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const payer = new LyingPayer(nodeCrypto, town.founding.sovereign);
  const person = new Watched(town, 'ada');
  person.payer = payer;
  const ada = must(await person.create());
  await town.issue(ada.view().address, 100_000n);
  must(await ada.sync());
  const { wallet: ben } = await funded(town, 'ben', 0n);
  const { wallet: cyd } = await funded(town, 'cyd', 0n);
  must(await ada.offline().openAllowance({ ...allowance, ...collateral }));
  for (const payee of [ben, cyd]) must(await payee.offline().prepare());
  const copies = [ada];
  for (let n = 0; n < 2; n += 1) {
    copies.push(must(await new Person(town, 'ada', new Map(person.disk)).open()));
  }
  return { town, payer, copies, ben, cyd };
}

async function hand(
  payer: LyingPayer | null,
  wallet: Wallet,
  payee: Wallet,
  amount: string,
): Promise<Acceptance> {
  const { message } = must(await payee.offline().request(amount, 'HRB'));
  const paid = must(await wallet.offline().pay(message, { confirmAmount: amount }));
  const handed = payer === null ? paid.message : payer.bend(paid.message);
  return must(await payee.offline().accept(handed));
}

async function forksOf(wallet: Wallet): Promise<readonly KnownFork[]> {
  return must(await wallet.offline().forks());
}

describe('a payer whose totals lie on one unforked chain', () => {
  it('is proven by the deposits to payees that never meet, and the collateral pays', async () => {
    const { town, payer, copies, ben, cyd } = await scene({ collateral: '6.00' });
    for (const [at, payee] of [ben, cyd].entries()) {
      expect((await hand(payer, copies[at]!, payee, '10.00')).status).toBe('accepted');
    }
    must(await ben.sync());
    expect(await forksOf(ben)).toEqual([]);
    for (let i = 0; i < 4; i += 1) {
      must(await cyd.sync());
      await town.wait(60_000);
    }
    must(await ben.sync());
    expect(must(await cyd.balances()).balances).toEqual({ HRB: '6.00' });
    for (const wallet of [ben, cyd]) {
      const [fork] = await forksOf(wallet);
      expect(fork).toMatchObject({ rule: 'total', sequence: 2, refused: null });
      const decoded = decode(forkEvidenceCodec, fork?.evidence ?? new Uint8Array());
      const { sovereign } = town.founding;
      const check = decoded.ok && verifyForkEvidence(decoded.value, sovereign, nodeCrypto);
      expect(check).toMatchObject({ ok: true, rule: 'total', sequence: 2 });
      expect(must(await wallet.verify()).problems).toEqual([]);
    }
    const [ada] = copies;
    expect(await ada!.pay({ to: '@ben', amount: '1.00', currency: 'HRB' })).toMatchObject({
      ok: false,
      failure: { code: 'writer-forked' },
    });
  });

  it('is found out by two payees that meet, whoever asks first, before either deposits', async () => {
    for (const isBenFirst of [true, false]) {
      const { town, payer, copies, ben, cyd } = await scene();
      await hand(payer, copies[0]!, ben, '9.00');
      await hand(payer, copies[1]!, cyd, '8.00');
      const [one, other] = isBenFirst ? [ben, cyd] : [cyd, ben];
      let [from, to] = [one, other];
      let message: Uint8Array | null = must(await one.offline().seen());
      let messages = 0;
      while (message !== null) {
        message = must(await to.offline().meet(message)).reply;
        [from, to] = [to, from];
        messages += 1;
      }
      expect(messages).toBeLessThanOrEqual(5);
      for (const wallet of [ben, cyd]) {
        expect(await forksOf(wallet)).toMatchObject([{ rule: 'total', evidence: null }]);
      }
      must(await ben.sync());
      expect(town.ledger.state.forks.count).toBe(1);
      // From then on its cheques are good nowhere.
      expect(await hand(payer, copies[2]!, cyd, '1.00')).toMatchObject({ status: 'not-accepted' });
    }
  });

  it('is found out over a channel, in the rounds that a meeting has', async () => {
    const { payer, copies, ben, cyd } = await scene();
    await hand(payer, copies[0]!, ben, '9.00');
    await hand(payer, copies[1]!, cyd, '8.00');
    const [left, right] = memoryChannels();
    const met = await Promise.all([meetOver(ben.offline(), left), meetOver(cyd.offline(), right)]);
    for (const outcome of met) expect(must(outcome)).toHaveLength(1);
  });

  it('is found out by a payee that sees both of its cheques', async () => {
    const { payer, copies, ben } = await scene();
    await hand(payer, copies[0]!, ben, '9.00');
    expect((await hand(payer, copies[1]!, ben, '8.00')).status).toBe('not-accepted');
    expect(await forksOf(ben)).toMatchObject([{ rule: 'total', sequence: 2 }]);
  });
});

describe('an honest payer', () => {
  it('with cheques that were sent again, and others that nobody confirmed, is accused by nobody', async () => {
    const { town, copies, ben, cyd } = await scene();
    const [ada] = copies;
    const first = await hand(null, ada!, ben, '1.00');
    // Cyd's receipt is lost, Ben's comes late; the same is handed over again.
    await hand(null, ada!, cyd, '2.00');
    await hand(null, ada!, cyd, '2.00');
    must(await ada!.offline().finish(first.message));
    await hand(null, ada!, ben, '3.00');
    for (const [from, to] of [
      [ben, cyd],
      [cyd, ben],
    ] as const) {
      let message: Uint8Array | null = must(await from.offline().seen());
      let turn = [to, from] as const;
      while (message !== null) {
        const met: { reply: Uint8Array | null } = must(await turn[0].offline().meet(message));
        message = met.reply;
        turn = [turn[1], turn[0]];
      }
    }
    for (const wallet of [cyd, ben]) must(await wallet.sync());
    for (const wallet of [ben, cyd]) expect(await forksOf(wallet)).toEqual([]);
    expect(town.ledger.state.forks.count).toBe(0);
  });

  it('is not what wallets talk of that have no allowance in common', async () => {
    const { town, copies, ben } = await scene();
    await hand(null, copies[0]!, ben, '1.00');
    const { wallet: dan } = await funded(town, 'dan', 0n);
    const seen = must(await ben.offline().seen());
    const told = decodeMessage(seen);
    const [sighting] = told.ok && told.value.kind === 'seen' ? told.value.sightings : [];
    expect(Object.keys(sighting ?? {})).toEqual(['hold', 'sequence', 'state']);
    expect(must(await dan.offline().meet(seen)).reply).toBeNull();
    expect(must(await ben.offline().meet(must(await dan.offline().seen()))).reply).toBeNull();
  });
});
