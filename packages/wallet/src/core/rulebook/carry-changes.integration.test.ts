import { readChanges } from '@tallystick/ledger';
import {
  type Change,
  type Governance,
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
import { Person, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import { Treasury } from '../../testing/treasury.ts';
import type { TransportAnswer } from '../ports.ts';
import type { Wallet } from '../wallet-types.ts';

const council = pairOf('council');
const HOUR_MS = 3_600_000;
/** A whole second, a day after everything here has been said. */
const FROM = Math.ceil(START / HOUR_MS) * HOUR_MS + 24 * HOUR_MS;

const governance: Governance = {
  electorates: [],
  offices: [{ name: 'council', signers: { threshold: 1, keys: [keyOf(council)] } }],
  procedures: [
    {
      scope: { kind: 'currencies' },
      electorate: null,
      office: 0,
      approvalPermille: 501,
      quorumPermille: 0,
      commentMs: 60_000,
      voteMs: 60_000,
      timelockMs: 0,
      vendors: 0,
      audits: 0,
      emergencyMs: 0,
    },
  ],
  gates: 0,
  registrars: null,
  appeals: null,
};

/** A currency XTS without decimals is decided, and in force from `FROM`; the council is the gates, too. */
async function decideXts(town: Town, wallet: Wallet): Promise<void> {
  const { constitution, sovereign } = town.founding;
  const [base] = constitution.currencies;
  const more = { ...base!, code: 'XTS', decimals: 0, name: 'Token' };
  const said = must(
    await wallet.governance().propose({
      matter: { kind: 'currencies' },
      base: null,
      content: encodeStructured('currencies', [...constitution.currencies, more]),
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

  const { sovereign, treasury } = town.founding;
  const mint = new Treasury(sovereign, 'XTS', treasury, (body) => town.submit(body));
  await mint.issue(ada.view().address, 8n, town.clock);
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
