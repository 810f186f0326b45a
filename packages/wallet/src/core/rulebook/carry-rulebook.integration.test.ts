import {
  type Hash,
  type KeyPair,
  approvalHash,
  fromHex,
  signingContext,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { parse, print } from '@tallystick/rules';
import { expect, test } from 'vitest';
import { START, pairOf } from '../../testing/founding.ts';
import { payWithoutNetwork } from '../../testing/pay-without-network.ts';
import { Person, funded, must } from '../../testing/person.ts';
import { shortGovernance } from '../../testing/short-governance.ts';
import { Town } from '../../testing/town.ts';
import type { TransportAnswer } from '../ports.ts';
import type { Wallet } from '../wallet-types.ts';

const [gates, council] = [pairOf('gates'), pairOf('council')];
const HOUR_MS = 3_600_000;
/** A whole second, a day after everything here has been said. */
const FROM = Math.ceil(START / HOUR_MS) * HOUR_MS + 24 * HOUR_MS;

const governance = shortGovernance({ gates, council }, [{ kind: 'module', owner: null }]);

function kenyan(most: number): Uint8Array {
  const from = new Date(FROM).toISOString().replace('.000Z', 'Z');
  const { tree } = parse(`module KE version 1 in force from ${from}
    rule KE-1 "Cap" when amount > ${most}.00 HRB then refuse
    rule KE-2 "Month" when sent in 30 days > 900.00 HRB then hold until identity tier 2`);
  if (tree === null) throw new Error('no module');
  return new TextEncoder().encode(print(tree));
}

type Word = Parameters<typeof approvalHash>[0]['word'];

function signedBy(town: Town, pair: KeyPair, office: number, proposal: Hash, word: Word) {
  const message = approvalHash({ proposal, office, word });
  const context = signingContext('approval', town.founding.sovereign);
  const signatures = [{ by: 0, bytes: nodeCrypto.sign(pair, message, context) }];
  return { kind: 'approval', proposal, office, word, signatures } as const;
}

/** Proposes, reports and approves; two minutes later it is decided. */
async function decide(town: Town, wallet: Wallet): Promise<void> {
  const said = must(
    await wallet.governance().propose({
      matter: { kind: 'module', owner: 'KE' },
      base: null,
      content: kenyan(5),
      from: FROM,
      until: null,
      lane: 'ordinary',
    }),
  );
  const proposal = fromHex(said.id, 32) as Hash;
  const report = { kind: 'gates', report: new Uint8Array(32), verdict: 'passed' } as const;
  must(await wallet.governance().carry(signedBy(town, gates, 0, proposal, report)));
  await town.wait(60_000);
  const approved = { kind: 'approved' } as const;
  must(await wallet.governance().carry(signedBy(town, council, 1, proposal, approved)));
  await town.wait(61_000);
}

test('a payee that was offline since before changes over at the instant, and not before', async () => {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 }, governance);
  const { wallet: ada } = await funded(town, 'ada', 100_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  must(await ada.offline().openTab({ to: '@ben', amount: '50.00', currency: 'HRB', days: 30 }));
  await decide(town, ada);
  must(await ben.sync());
  must(await ben.offline().prepare());
  const pay = (amount: string): Promise<string> => payWithoutNetwork(ada, ben, amount);
  expect(await pay('6.00')).toBe('accepted');
  const asked = town.served.length;
  town.clock = FROM - 1000;
  expect(await pay('6.00')).toBe('accepted');
  town.clock = FROM;
  // What only the ledger knows was decided when the hold was put.
  expect(await pay('5.00')).toBe('accepted');
  expect(await pay('6.00')).toBe('rulebook');
  expect(town.served.length).toBe(asked);
});

test('all that was decided is asked for when the rulebook is another one, and only then', async () => {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 }, governance);
  const { wallet: ada } = await funded(town, 'ada', 100_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  const asked = async (): Promise<string[]> => {
    const before = town.served.length;
    must(await ben.sync());
    const paths = town.served.slice(before).map((what) => what.replace(/[0-9a-f]{64}/, 'ID'));
    return paths.filter((path) => /rules|ring/.test(path));
  };
  await asked();
  expect(await asked()).toEqual(['GET /v1/ring']);
  await decide(town, ada);
  expect(await asked()).toEqual([
    'GET /v1/ring',
    'GET /v1/rules/versions',
    'GET /v1/rules',
    'GET /v1/rules/proposals/ID/evidence',
  ]);
  expect(await asked()).toEqual(['GET /v1/ring']);
});

test('a decision by a rulebook that the log does not prove is explained, and it says so', async () => {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 }, governance);
  const { wallet, person } = await funded(town, 'ada', 100_000n);
  await funded(town, 'ben', 0n);
  await decide(town, wallet);
  const { id } = must(await wallet.pay({ to: '@ben', amount: '2.00', currency: 'HRB' }));
  await wallet.close();
  const explained = async (ada: Person): Promise<boolean> => {
    const open = must(await ada.open());
    const { proven } = must(await open.decisions().explain(id));
    await open.close();
    return proven;
  };
  const transport = town.transport();
  const copy = new Person(town, 'ada', structuredClone(person.disk));
  const showing = (path: string, change: (answer: TransportAnswer) => TransportAnswer): void => {
    copy.faults = {
      transport: () => ({
        async request(request) {
          const answer = await transport.request(request);
          return request.path.endsWith(path) ? change(answer) : answer;
        },
      }),
    };
  };
  const silent = (): void => showing('/versions', () => ({ ok: false, reason: 'gone' }));
  showing('/evidence', (answer) => changed(answer, (body) => ({ ...body, words: [] })));
  expect(await explained(copy)).toBe(false);
  silent();
  expect(await explained(copy)).toBe(false);
  copy.faults = {};
  expect(await explained(copy)).toBe(true);
  // Proven once, it stays so.
  silent();
  expect(await explained(copy)).toBe(true);
});

test('what the log does not prove is tampering, and what was carried stays', async () => {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 }, governance);
  const { wallet: ada } = await funded(town, 'ada', 100_000n);
  const { wallet, person } = await funded(town, 'ben', 0n);
  await decide(town, ada);
  await wallet.close();
  const shown = async (change: (body: Record<string, unknown>) => unknown): Promise<string> => {
    const dishonest = new Person(town, 'ben', structuredClone(person.disk));
    const transport = town.transport();
    dishonest.faults = {
      transport: () => ({
        async request(request) {
          const answer = await transport.request(request);
          return request.path.endsWith('/evidence') ? changed(answer, change) : answer;
        },
      }),
    };
    const open = must(await dishonest.open());
    const synced = await open.sync();
    await open.close();
    return synced.ok ? 'carried' : synced.failure.code;
  };
  expect(await shown((body) => body)).toBe('carried');
  expect(await shown((body) => ({ ...body, words: [] }))).toBe('rulebook');
  expect(
    await shown(({ words, ...body }) => ({ ...body, words, proposal: (words as unknown[])[0] })),
  ).toBe('rulebook');
  // A transition that nobody has certified.
  expect(
    await shown(({ proposal, words, ...body }) => ({
      ...body,
      words,
      proposal: {
        ...(proposal as object),
        certificate: (words as { certificate: string }[])[0]?.certificate,
      },
    })),
  ).toBe('rulebook');
});

function changed(
  answer: TransportAnswer,
  change: (body: Record<string, unknown>) => unknown,
): TransportAnswer {
  if (!answer.ok) return answer;
  const body = JSON.parse(new TextDecoder().decode(answer.body)) as Record<string, unknown>;
  return { ...answer, body: new TextEncoder().encode(JSON.stringify(change(body))) };
}
