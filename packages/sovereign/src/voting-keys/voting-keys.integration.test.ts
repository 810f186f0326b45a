import type { Person } from '@tallystick/ledger/testing';
import { speak, wordOf } from '@tallystick/ledger/testing/governance';
import {
  type Governance,
  type Hash,
  contentOf,
  encodeStructured,
  fromBase64url,
  fromHex,
  signingContext,
  toBase64url,
  toHex,
  vendorId,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { credentialOf } from '@tallystick/protocol/testing/authenticator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Scene } from '../testing/scene.ts';
import { type TestVendor, attest, makeVendor } from '../testing/vendor-hardware.ts';

/**
 * A registry of vendors comes into force on a running sovereign, and a key in their hardware is
 * registered over HTTP: the ring signs for the office, and the ledger takes its word.
 */
let scene: Scene;
let ada: Person;
let token: string;
let vendors: TestVendor[];
const office = nodeCrypto.keyPair(1, new Uint8Array(32).fill(5));
/** In ms; long enough for a busy machine to say a word meanwhile. */
const [COMMENT_MS, VOTE_MS] = [2000, 3000];
const WAITS_MS = 60_000;

beforeAll(async () => {
  const signers = [{ suite: office.suite, publicKey: office.publicKey }];
  const electorate = { name: 'everybody', countries: [], minTier: 0 };
  scene = await Scene.found({
    governance: {
      electorates: [electorate],
      offices: [
        { name: 'council', threshold: 1, signers },
        { name: 'registrars', holder: 'ring' },
      ],
      procedures: [
        {
          scope: { kind: 'vendors' },
          electorate: null,
          office: 'council',
          approvalPermille: 501,
          quorumPermille: 0,
          commentMs: COMMENT_MS,
          voteMs: VOTE_MS,
          timelockMs: 0,
          vendors: 0,
          audits: 0,
          emergencyMs: 0,
        },
      ],
      gates: 'council',
      registrars: 'registrars',
      appeals: null,
    },
  });
  await scene.start();
  ada = await scene.person();
  token = await scene.session(ada.account);
  vendors = await Promise.all(['Harbour', 'Hill', 'Lake'].map(makeVendor));
});
afterAll(async () => {
  await scene.remove();
});

interface Listed {
  readonly vendors: readonly { vendor: string; name: string; roots: readonly string[] }[];
}

async function listed(): Promise<Listed['vendors']> {
  return (await scene.json<Listed>('/v1/vendors')).vendors;
}

/** The body of a registration of ada's key by this vendor's hardware. */
async function registration(vendor: TestVendor): Promise<Record<string, string>> {
  const asked = await scene.call('POST', '/v1/voting-keys/challenge', token, {});
  const answer = (await asked.json()) as { nonce: string; challenge: string };
  const given = await attest(vendor, credentialOf('ES256', 'ada'), {
    nonce: bytesOf(answer.nonce),
    challenge: bytesOf(answer.challenge),
    origin: scene.url.replace('127.0.0.1', 'localhost'),
  });
  return {
    nonce: answer.nonce,
    attestationObject: toBase64url(given.object),
    clientData: toBase64url(given.clientData),
  };
}

function bytesOf(text: string): Uint8Array {
  const bytes = fromBase64url(text, 20_000);
  if (bytes === undefined) throw new Error(`${text} is not base64url`);
  return bytes;
}

async function register(body: Record<string, string>): Promise<[number, Record<string, unknown>]> {
  const answer = await scene.call('POST', '/v1/voting-keys', token, body);
  return [answer.status, (await answer.json()) as Record<string, unknown>];
}

/** The vendors' registry, through its procedure: proposed, through the gates, approved, in force. */
async function putInForce(): Promise<void> {
  const governance = scene.folder.constitution.governance as Governance;
  const sign = (_key: unknown, message: Hash): Uint8Array =>
    nodeCrypto.sign(office, message, signingContext('approval', scene.sovereign));
  const content = contentOf(encodeStructured('vendors', vendors.map(bare)), []);
  const proposed = speak(ada, {
    kind: 'proposal',
    matter: { kind: 'vendors' },
    base: null,
    content,
    from: 0,
    until: null,
    lane: 'ordinary',
    alarms: [],
  });
  await scene.must(proposed);
  const report = new Uint8Array(32).fill(1);
  const passed = { kind: 'gates', report, verdict: 'passed' } as const;
  await scene.must(speak(ada, wordOf(governance, 0, proposed.id, passed, sign)));
  const approval = wordOf(governance, 0, proposed.id, { kind: 'approved' }, sign);
  await until(async () => {
    const built = speak(ada, approval);
    const [outcome] = await scene.outcomes([built.bytes]);
    if (outcome === 'admitted') built.accept();
    return outcome === 'admitted';
  });
}

function bare({ name, roots }: TestVendor): Pick<TestVendor, 'name' | 'roots'> {
  return { name, roots };
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + WAITS_MS;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('waited in vain');
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
}

test('a voting key is registered once its vendor is in the registry, and goes on the log', async () => {
  const [harbour] = vendors as [TestVendor];
  expect(await listed()).toEqual([]);
  const [early, problem] = await register(await registration(harbour));
  expect([early, problem['code']]).toEqual([422, 'not-attested']);
  expect(problem['detail']).toContain('no root of the registry');

  await putInForce();
  await until(async () => {
    await scene.call('POST', '/v1/heartbeats', token, { after: Date.now() - 1000 });
    return (await listed()).length === 3;
  });
  expect((await listed()).map(({ vendor }) => vendor)).toEqual(
    vendors.map((vendor) => toHex(vendorId(vendor))),
  );

  const body = await registration(harbour);
  const [status, answer] = await register(body);
  expect([status, answer['name']]).toEqual([200, 'Harbour']);
  const signatures = answer['signatures'] as { by: number; signature: string }[];
  const statement = {
    kind: 'voting-key',
    key: bytesOf(answer['key'] as string),
    attestation: bytesOf(answer['attestation'] as string),
    vendor: fromHex(answer['vendor'] as string, 32) as Hash,
    signatures: signatures.map(({ by, signature }) => ({ by, bytes: bytesOf(signature) })),
  } as const;
  const ben = await scene.person();
  expect(await scene.outcomes([speak(ben, statement).bytes])).toEqual(['bad-word']);
  const forged = { ...statement, vendor: vendorId({ name: 'Hill' }) };
  expect(await scene.outcomes([speak(ada, forged).bytes])).toEqual(['bad-word']);
  await scene.must(speak(ada, statement));

  const stranger = await makeVendor('Harbour');
  expect((await register(await registration(stranger)))[0]).toBe(422);
  const [stale] = await register({ ...body, nonce: toBase64url(new Uint8Array(32)) });
  expect(stale).toBe(422);
  const nobody = await scene.call('POST', '/v1/voting-keys/challenge', 'no token', {});
  expect(nobody.status).toBe(401);
});
