import {
  type ActHead,
  type Half,
  type HalfAct,
  type KeyPair,
  buildAct,
  decodeAddress,
  encodeMessage,
  firstActHead,
  halfNext,
  halfStart,
  hash,
  signAct,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { expect, it } from 'vitest';
import { Person, UNLOCK, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import { loadContext, loadRecord, store } from '../context.ts';
import { KEYS } from '../records/keys.ts';
import { profileCodec } from '../records/profile.ts';
import { openVault } from '../vault/vault.ts';
import type { Wallet } from '../wallet-types.ts';
import { MAX_SHOWN_BYTES, MAX_STRANGERS, keepingStranger } from './strangers.ts';

const ALLOWANCE = { currency: 'HRB', days: 7 };

/** Somebody with a key and nothing else, who signs acts on a hold that nobody has put. */
class Stranger {
  readonly #pair: KeyPair;
  readonly #payee: Uint8Array;
  readonly #sovereign: Uint8Array;
  readonly #hold: Uint8Array;
  #half: Half;
  #head: ActHead;

  constructor(number: number, to: Wallet, town: Town) {
    this.#pair = nodeCrypto.keyPair(1, hash('address', Uint8Array.of(number & 255, number >> 8)));
    this.#payee = decodeAddress(to.view().address) ?? new Uint8Array(32);
    this.#sovereign = town.founding.sovereign;
    this.#hold = hash('address', this.#pair.publicKey);
    this.#half = halfStart(this.#writer, this.#payee);
    this.#head = firstActHead(this.#hold, 1, hash('address', this.#hold));
  }

  get #writer(): { suite: 1; publicKey: Uint8Array } {
    return { suite: 1, publicKey: this.#pair.publicKey };
  }

  /** A half that goes on with so many acts. */
  shows(count: number): Uint8Array {
    const acts: HalfAct[] = [];
    for (let act = 0; act < count; act += 1) {
      const built = buildAct(this.#head, {
        version: 1,
        hold: this.#hold,
        amount: 1n,
        total: BigInt(this.#head.state.sequence + 1),
        request: null,
        half: { index: this.#half.index + 1, previous: this.#half.head },
        payee: null,
        stream: null,
        void: null,
        salt: new Uint8Array(16),
      });
      const signed = signAct(built, this.#pair, this.#sovereign, nodeCrypto);
      acts.push({ act: signed, payee: null });
      this.#head = { state: built.state, id: built.id };
      this.#half = halfNext(this.#half, built.id);
    }
    const [writer, payee, half] = [this.#writer, this.#payee, this.#half];
    return encodeMessage({ kind: 'half', writer, payee, half, acts });
  }
}

async function hand(payer: Wallet, payee: Wallet, amount: string): Promise<string> {
  const { message } = must(await payee.offline().request(amount, 'HRB'));
  const paid = must(await payer.offline().pay(message, { confirmAmount: amount }));
  const answer = must(await payee.offline().accept(paid.message));
  const told = must(await payer.offline().finish(answer.message));
  if (told.status === 'not-accepted') return told.code;
  return answer.status === 'accepted' ? 'accepted' : answer.code;
}

function count({ disk }: Person, prefix: string): number {
  return [...disk.keys()].filter((key) => key.startsWith(prefix)).length;
}

it('halves of any number of strangers take no more room, and hide no older copy of a payer', async () => {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const { wallet: ada, person: adas } = await funded(town, 'ada', 100_000n);
  const { wallet: ben, person } = await funded(town, 'ben', 0n);
  must(await ada.offline().openTab({ to: '@ben', amount: '20.00', currency: 'HRB', days: 7 }));
  must(await ben.offline().prepare());
  expect(await hand(ada, ben, '1.00')).toBe('accepted');
  const older = new Map(adas.disk);
  expect(await hand(ada, ben, '2.00')).toBe('accepted');
  const strangers = Array.from({ length: 60 }, (_, at) => new Stranger(at, ben, town));
  for (const stranger of strangers) {
    town.clock += 1000;
    must(await ben.offline().accept(stranger.shows(3)));
    expect(count(person, 'offline/got/')).toBeLessThanOrEqual(1 + MAX_STRANGERS);
    expect(count(person, 'offline/got-step/')).toBeLessThanOrEqual(3 * MAX_STRANGERS);
  }
  // Those who showed something last are remembered: the newest goes on where it was.
  must(await ben.offline().accept(strangers.at(-1)?.shows(2) ?? new Uint8Array()));
  expect(count(person, 'offline/got-step/')).toBe(3 * MAX_STRANGERS + 2);
  const copy = must(await new Person(town, 'ada', older).open());
  const { message } = must(await ben.offline().request('3.00', 'HRB'));
  const paid = must(await copy.offline().pay(message, { confirmAmount: '3.00' }));
  const answer = must(await ben.offline().accept(paid.message));
  expect(answer).toMatchObject({ status: 'not-accepted', code: 'half' });
  expect(must(await copy.offline().finish(answer.message))).toMatchObject({ code: 'rolled-back' });
  expect(must(await ben.sync()).received).toEqual({ HRB: '3.00' });
  expect(must(await ben.verify()).problems).toEqual([]);
});

it('bytes are bounded too: those who showed something longest ago make room, and one alone has its bound', async () => {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const { wallet: ben, person } = await funded(town, 'ben', 0n);
  must(await ben.offline().accept(new Stranger(0, ben, town).shows(2)));
  await ben.close();
  const vault = must(await openVault(person.ports(), UNLOCK));
  const profile = await loadRecord(vault, KEYS.profile, profileCodec);
  if (profile.enrolment === null) throw new Error('not enrolled');
  const context = await loadContext(person.ports(), vault, profile, profile.enrolment);
  const show = async (name: number, bytes: number): Promise<boolean> => {
    town.clock += 1000;
    const changes = await keepingStranger(context, 'half', new Uint8Array(32).fill(name), bytes);
    if (changes !== undefined) await store(vault, changes);
    return changes !== undefined;
  };
  const half = MAX_SHOWN_BYTES / 2;
  expect(await show(1, half)).toBe(true);
  expect(count(person, 'offline/got-step/')).toBe(2);
  // The first one's acts make room for these.
  expect(await show(2, half)).toBe(true);
  expect(count(person, 'offline/got-step/')).toBe(0);
  expect(count(person, 'offline/stranger/half/')).toBe(2);
  expect(await show(2, half)).toBe(true);
  expect(count(person, 'offline/stranger/half/')).toBe(1);
  expect(await show(2, 1)).toBe(false);
});

it('allowances of which nothing is accepted take no more room, and others are kept', async () => {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const { wallet: ada } = await funded(town, 'ada', 100_000n);
  const { wallet: ben, person } = await funded(town, 'ben', 0n);
  must(await ben.offline().prepare());
  const whole = { ...ALLOWANCE, amount: '9.00', perCheque: '9.00' };
  must(await ada.offline().openAllowance(whole));
  expect(await hand(ada, ben, '9.00')).toBe('accepted');
  const none = { currency: 'HRB', perAct: '0.00', perPayer: '0.00', total: '0.00' };
  must(await ben.offline().setLimits({ cheques: [none] }));
  for (let at = 0; at < MAX_STRANGERS + 8; at += 1) {
    town.clock += 1000;
    const { wallet: eve } = await funded(town, `eve-${at}`, 100n);
    must(await eve.offline().openAllowance({ ...ALLOWANCE, amount: '1.00', perCheque: '1.00' }));
    expect(await hand(eve, ben, '1.00')).toBe('limit');
  }
  expect(count(person, 'offline/seen/')).toBe(1 + MAX_STRANGERS);
  expect(must(await ben.sync()).received).toEqual({ HRB: '9.00' });
});
