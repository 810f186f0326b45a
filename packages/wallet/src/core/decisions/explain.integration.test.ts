import {
  type Hash,
  type KeyPair,
  type Matter,
  approvalHash,
  fromHex,
  signingContext,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { parse, print } from '@tallystick/rules';
import { expect, test } from 'vitest';
import { pairOf } from '../../testing/founding.ts';
import { funded, must } from '../../testing/person.ts';
import { shortGovernance } from '../../testing/short-governance.ts';
import { Town } from '../../testing/town.ts';
import type { Wallet } from '../wallet-types.ts';

const [gates, council] = [pairOf('gates'), pairOf('council')];
const governance = shortGovernance({ gates, council }, [
  { kind: 'module', owner: null },
  { kind: 'list', name: null },
]);
const KE: Matter = { kind: 'module', owner: 'KE' };
const WATCHED: Matter = { kind: 'list', name: 'WATCHED' };

const module = (version: number, most: number): string =>
  `module KE version ${version} in force from 2020-01-01
  rule KE-1 "Payees" when amount > 1.50 HRB and payees in 30 days >= ${most} then refuse
  rule KE-2 "Watched" when receiver in WATCHED then refuse
  rule KE-3 "Strangers" when first payment to payee and amount > 50.00 HRB then refuse`;
const listOf = (version: number, party: string): string =>
  `list WATCHED of parties version ${version} in force from 2020-01-01 fresh for 3650 days: ${party}`;

/** One version after the other, decided at once. */
class Assembly {
  readonly #town: Town;
  readonly #wallet: Wallet;
  readonly #newest = new Map<string, string>();

  constructor(town: Town, wallet: Wallet) {
    this.#town = town;
    this.#wallet = wallet;
  }

  async decide(matter: Matter, text: string): Promise<void> {
    const { tree, mistakes } = parse(text);
    if (tree === null || mistakes.list.length > 0) throw new Error(text);
    const said = must(
      await this.#wallet.governance().propose({
        matter,
        base: this.#newest.get(matter.kind) ?? null,
        content: new TextEncoder().encode(print(tree)),
        from: tree.force.from,
        until: null,
        lane: 'ordinary',
      }),
    );
    this.#newest.set(matter.kind, said.id);
    const proposal = fromHex(said.id, 32) as Hash;
    const report = { kind: 'gates', report: new Uint8Array(32), verdict: 'passed' } as const;
    await this.#carry(gates, 0, proposal, report);
    await this.#town.wait(60_000);
    await this.#carry(council, 1, proposal, { kind: 'approved' });
    await this.#town.wait(61_000);
  }

  async #carry(
    pair: KeyPair,
    office: number,
    proposal: Hash,
    word: Parameters<typeof approvalHash>[0]['word'],
  ): Promise<void> {
    const message = approvalHash({ proposal, office, word });
    const context = signingContext('approval', this.#town.founding.sovereign);
    const signatures = [{ by: 0, bytes: nodeCrypto.sign(pair, message, context) }];
    const said = { kind: 'approval', proposal, office, word, signatures } as const;
    must(await this.#wallet.governance().carry(said));
  }
}

test('what was admitted under rules that count payees and read a list is done again two rulebooks later', async () => {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 }, governance);
  const { wallet: eva } = await funded(town, 'eva', 100_000n);
  for (const name of ['ben', 'cyd', 'dan']) await funded(town, name, 0n);
  const assembly = new Assembly(town, eva);
  const admitted: [by: Wallet, id: string][] = [];
  const pay = async (by: Wallet, to: string, amount: string): Promise<void> => {
    const { id } = must(await by.pay({ to, amount, currency: 'HRB' }));
    admitted.push([by, id]);
  };
  await pay(eva, '@ben', '1.00');
  await assembly.decide(WATCHED, listOf(1, 'none'));
  await assembly.decide(KE, module(1, 3));
  // Whom Eva paid before that, and whether this is the first time, no rulebook had asked for.
  await pay(eva, '@ben', '1.00');
  const { wallet: ada } = await funded(town, 'ada', 100_000n);
  for (const to of ['@cyd', '@dan', '@ben']) await pay(ada, to, '2.00');
  const fourth = await ada.pay({ to: '@eva', amount: '2.00', currency: 'HRB' });
  expect(fourth).toMatchObject({ ok: false, failure: { code: 'rules-refuse' } });
  await town.wait(60_000);
  await pay(ada, '@eva', '1.25');
  await assembly.decide(WATCHED, listOf(2, `"${'a'.repeat(64)}"`));
  await assembly.decide(KE, module(2, 1));
  expect(await ada.pay({ to: '@ben', amount: '2.00', currency: 'HRB' })).toMatchObject({
    ok: false,
  });
  for (const [by, id] of admitted) {
    const { replay, missing, found } = must(await by.decisions().explain(id));
    expect([replay, missing, found?.outcome]).toEqual(['same', [], 'no-objection']);
  }
}, 60_000);
