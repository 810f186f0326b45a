import { readChanges } from '@tallystick/ledger';
import {
  type Change,
  type Hash,
  type Word,
  approvalHash,
  changesHash,
  encodeStructured,
  fromHex,
  signingContext,
  toHex,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { expect, test } from 'vitest';
import { START, keyOf, pairOf } from '../../testing/founding.ts';
import { payWithoutNetwork } from '../../testing/pay-without-network.ts';
import { Person, funded, must } from '../../testing/person.ts';
import { shortGovernance } from '../../testing/short-governance.ts';
import { Town } from '../../testing/town.ts';
import { Treasury } from '../../testing/treasury.ts';
import type { TransportAnswer } from '../ports.ts';
import type { Wallet } from '../wallet-types.ts';

const council = pairOf('council');
const HOUR_MS = 3_600_000;
/** A whole second, a day after everything here has been said. */
const FROM = Math.ceil(START / HOUR_MS) * HOUR_MS + 24 * HOUR_MS;

const governance = shortGovernance({ council }, [{ kind: 'currencies' }, { kind: 'cosigners' }]);

/** A currency XTS without decimals is decided, and in force from `FROM`; the council is the gates, too. */
async function decideXts(town: Town, wallet: Wallet): Promise<void> {
  const { currencies } = town.founding.constitution;
  const more = { ...currencies[0]!, code: 'XTS', decimals: 0, name: 'Token' };
  await decide(town, wallet, 'currencies', encodeStructured('currencies', [...currencies, more]));
}

/** Two minutes later it is decided. */
async function decide(
  town: Town,
  wallet: Wallet,
  kind: 'currencies' | 'cosigners',
  content: Uint8Array,
): Promise<void> {
  const { sovereign } = town.founding;
  const said = must(
    await wallet.governance().propose({
      matter: { kind },
      base: null,
      content,
      from: FROM,
      until: null,
      lane: 'ordinary',
    }),
  );
  const proposal = fromHex(said.id, 32) as Hash;
  const carry = async (word: Word): Promise<void> => {
    const message = approvalHash({ proposal, office: 0, word });
    const bytes = nodeCrypto.sign(council, message, signingContext('approval', sovereign));
    const signatures = [{ by: 0, bytes }];
    const statement = { kind: 'approval', proposal, office: 0, word, signatures } as const;
    must(await wallet.governance().carry(statement));
  };
  await carry({ kind: 'gates', report: new Uint8Array(32), verdict: 'passed' });
  await town.wait(60_000);
  await carry({ kind: 'approved' });
  await town.wait(61_000);
}

interface Scene {
  readonly town: Town;
  readonly ada: Wallet;
  readonly ben: Wallet;
  readonly person: Person;
}

/** Ben is offline since before the vote. */
async function scene(): Promise<Scene> {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 }, governance);
  const { wallet: ada } = await funded(town, 'ada', 100_000n);
  const { wallet: ben, person } = await funded(town, 'ben', 0n);
  await decideXts(town, ada);
  return { town, ada, ben, person };
}

async function mintXts(town: Town, to: Wallet, amount: bigint): Promise<void> {
  const { sovereign, treasury } = town.founding;
  const mint = new Treasury(sovereign, 'XTS', treasury, (body) => town.submit(body));
  await mint.issue(to.view().address, amount, town.clock);
}

const codes = (wallet: Wallet): string[] => wallet.view().currencies.map(({ code }) => code);

test('a voted currency is paid from its instant on, also to a wallet that was offline since before', async () => {
  const { town, ada, ben, person } = await scene();
  const pay = { to: '@ben', amount: '5', currency: 'XTS' };
  must(await ada.sync());
  // Decided, and not in force; from its instant on it is, with no sync in between.
  expect(codes(ada)).toEqual(['HRB', 'GLD']);
  expect(await ada.pay(pay)).toMatchObject({ failure: { code: 'unknown-currency' } });
  town.clock = FROM;
  expect(codes(ada)).toEqual(['HRB', 'GLD', 'XTS']);
  await town.ledger.heartbeat();
  expect(await ada.pay(pay)).toMatchObject({ failure: { code: 'insufficient-balance' } });

  await mintXts(town, ada, 8n);
  expect(must(await ada.sync()).received).toEqual({ XTS: '8' });
  must(await ada.pay(pay));

  const asked = ben.request('5', 'XTS');
  const unknown = { code: 'unknown-currency', message: expect.stringContaining('sync first') };
  expect(asked).toMatchObject({ ok: false, failure: unknown });
  expect(must(await ben.sync()).received).toEqual({ XTS: '5' });
  must(ben.request('5', 'XTS'));
  await ben.close();
  const again = must(await person.open());
  expect(must(await again.balances()).balances).toEqual({ XTS: '5' });
  expect(must(await again.pay({ to: '@ada', amount: '5', currency: 'XTS' })).status).toBe('final');
  // A wallet that is made now knows it from the start.
  const cyd = must(await new Person(town, 'cyd').create());
  expect(codes(cyd)).toEqual(['HRB', 'GLD', 'XTS']);
});

test('a payee that was offline since before the instant takes a voted currency without a network', async () => {
  const { town, ada, ben } = await scene();
  must(await ben.sync());
  must(await ben.offline().prepare());
  const early = await ben.offline().request('3', 'XTS');
  expect(early).toMatchObject({ failure: { code: 'unknown-currency' } });
  town.clock = FROM;
  await town.ledger.heartbeat();
  must(await ada.sync());
  await mintXts(town, ada, 8n);
  must(await ada.sync());
  const tab = { to: '@ben', amount: '5', currency: 'XTS', days: 30 };
  must(await ada.offline().openTab(tab));
  const asked = town.served.length;
  expect(await payWithoutNetwork(ada, ben, '3', 'XTS')).toBe('accepted');
  expect(town.served.length).toBe(asked);
  expect(must(await ben.sync()).received).toEqual({ XTS: '3' });
});

test('a wallet that was offline since before a vote on cosigners counts those in force, and nobody voted out', async () => {
  const [first, second] = ['first', 'second'].map((name) => ({ name, pair: pairOf(name) }));
  const parameters = { closureAfterMs: 1e12, quorum: 1 };
  const town = await Town.open('Harbour', parameters, governance, first);
  const { wallet: ada } = await funded(town, 'ada', 100_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  const witnesses = [{ name: 'second', key: keyOf(second!.pair) }];
  const content = encodeStructured('cosigners', { witnesses, validators: [] });
  await decide(town, ada, 'cosigners', content);
  const atFrom = async (by: typeof first, ms: number): Promise<unknown> => {
    town.witness = by ?? null;
    town.clock = FROM + ms;
    await town.ledger.heartbeat();
    const synced = await ben.sync();
    return synced.ok ? 'synced' : synced.failure.code;
  };
  // Who is not in force yet does not count.
  expect(await atFrom(second, -HOUR_MS)).toBe('quorum');
  expect(await atFrom(second, 0)).toBe('synced');
  expect(await atFrom(first, 1000)).toBe('quorum');
  expect(await atFrom(second, 2000)).toBe('synced');
  must(await ada.sync());
  expect(must(await ada.pay({ to: '@ben', amount: '1.00', currency: 'HRB' })).status).toBe('final');
  expect(must(await ben.verify()).problems).toEqual([]);
});

test('what the log does not prove is not believed, and what was in force does not go', async () => {
  const { town, ada, ben, person } = await scene();
  town.clock = FROM;
  await town.ledger.heartbeat();
  await ben.close();
  const [decided] = readChanges(town.ledger.state) as [Change];
  /** How a sync of a copy of this wallet ends, where the sovereign shows these versions instead. */
  const synced = async (
    disk: Person['disk'],
    changes: readonly Change[],
    evidence: (body: Body) => Body = (body) => body,
  ): Promise<{
    readonly ended: string;
    readonly codes: string[];
    readonly disk: Person['disk'];
  }> => {
    const copy = new Person(town, 'ben', structuredClone(disk));
    const transport = town.transport();
    copy.faults = {
      transport: () => ({
        async request(request) {
          const answer = await transport.request(request);
          if (request.path.endsWith('/ring')) {
            return changed(answer, (body) => ({ ...body, changes: toHex(changesHash(changes)) }));
          }
          if (request.path.includes('/versions')) {
            const versions = changes.map(({ item, proposal, ...dates }) => ({
              ...dates,
              name: '',
              matter: item,
              proposal: toHex(proposal),
            }));
            return changed(answer, (body) => ({ ...body, versions, next: null }));
          }
          return request.path.endsWith('/evidence') ? changed(answer, evidence) : answer;
        },
      }),
    };
    const wallet = must(await copy.open());
    const outcome = await wallet.sync();
    const ended = outcome.ok ? 'carried' : outcome.failure.code;
    const result = { ended, codes: codes(wallet), disk: copy.disk };
    await wallet.close();
    return result;
  };
  const lies: [readonly Change[], ((body: Body) => Body)?][] = [
    [[{ ...decided, item: 'suites' }]],
    [[{ ...decided, from: FROM - 1000 }]],
    [[decided], (body) => ({ ...body, words: [] })],
    [[decided], ({ words, ...body }) => ({ ...body, words, proposal: (words as unknown[])[0] })],
  ];
  for (const [changes, evidence] of lies) {
    const { ended, codes: known } = await synced(person.disk, changes, evidence);
    expect([ended, known]).toEqual(['constitution', ['HRB', 'GLD']]);
  }
  const carried = await synced(person.disk, [decided]);
  expect([carried.ended, carried.codes]).toEqual(['carried', ['HRB', 'GLD', 'XTS']]);
  // Put off for good, or hidden: whoever has seen it in force does not forget it.
  for (const changes of [[], [{ ...decided, from: FROM + HOUR_MS }]]) {
    const { ended, codes: known } = await synced(carried.disk, changes);
    expect([ended, known]).toEqual(['constitution', ['HRB', 'GLD', 'XTS']]);
  }
  must(await ada.sync());
});

type Body = Record<string, unknown>;

function changed(answer: TransportAnswer, change: (body: Body) => Body): TransportAnswer {
  if (!answer.ok) return answer;
  const body = JSON.parse(new TextDecoder().decode(answer.body)) as Body;
  return { ...answer, body: new TextEncoder().encode(JSON.stringify(change(body))) };
}
