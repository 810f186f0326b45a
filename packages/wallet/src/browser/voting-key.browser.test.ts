import {
  type Hash,
  type Vendor,
  type Word,
  approvalHash,
  encodeStructured,
  fromHex,
  signingContext,
  toHex,
  vendorId,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWallet } from '../core/lifecycle/create-wallet.ts';
import type { Outcome } from '../core/outcome.ts';
import { memoryStorage } from '../core/storage/memory-storage.ts';
import type { Wallet } from '../core/wallet-types.ts';
import { nodePorts } from '../node/node-ports.ts';
import { bundle, callTally, launchChromium, ownTab } from '../testing/chromium.ts';
import { Harbour } from '../testing/harbour.ts';
import { UNLOCK, must } from '../testing/person.ts';

/** A vote with a key in hardware, from a page: the hardware is Chromium's virtual authenticator. */
let browser: Browser;
let harbour: Harbour;
let page: Page;
let clerk: Wallet;
const office = nodeCrypto.keyPair(1, new Uint8Array(32).fill(7));
/** In ms: long enough for a busy machine to say a word meanwhile. */
const PERIODS = { commentMs: 4000, voteMs: 4000, timelockMs: 0 } as const;
const LONG_VOTE_MS = 600_000;
/** In ms, after which it is safe to say so: a version is in force from the next whole second. */
const AFTER_MS = { voteFrom: 100, lockUntil: 1100 } as const;

beforeAll(async () => {
  const signers = [{ suite: office.suite, publicKey: office.publicKey }];
  const procedure = {
    ...PERIODS,
    approvalPermille: 501,
    quorumPermille: 0,
    audits: 0,
    emergencyMs: 0,
  };
  const byCouncil = { electorate: null, office: 'council', vendors: 0 };
  const byPeople = { electorate: 'people', office: null, vendors: 3, voteMs: LONG_VOTE_MS };
  harbour = await Harbour.open({
    governance: {
      electorates: [{ name: 'people', countries: [], minTier: 0 }],
      offices: [
        { name: 'council', threshold: 1, signers },
        { name: 'registrars', holder: 'ring' },
      ],
      procedures: [
        { ...procedure, ...byCouncil, scope: { kind: 'vendors' } },
        { ...procedure, ...byPeople, scope: { kind: 'cosigners' } },
      ],
      gates: 'council',
      registrars: 'registrars',
      appeals: null,
    },
  });
  browser = await launchChromium();
  const script = await bundle('testing/browser-page.ts');
  page = await ownTab(browser, harbour.url, script);
  const given = { unlock: UNLOCK, sovereign: harbour.url, country: 'KE', handle: 'clerk' };
  clerk = must(await createWallet(given, nodePorts(memoryStorage())));
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'usb',
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
});
afterAll(async () => {
  await clerk.close();
  await browser.close();
  await harbour.close();
});

/** The first certificate in an attestation object: "x5c", a list of one, bytes with a length of two bytes. */
function certificateIn(object: Buffer): Uint8Array {
  const start = object.indexOf(Buffer.from('637835638159', 'hex')) + 6;
  return Uint8Array.from(object.subarray(start + 2, start + 2 + object.readUInt16BE(start)));
}

async function propose(kind: 'vendors' | 'cosigners', content: Uint8Array): Promise<string> {
  const proposal = { matter: { kind }, base: null, content, from: 0, until: null } as const;
  const { id } = must(await clerk.governance().propose({ ...proposal, lane: 'ordinary' }));
  const report = new Uint8Array(32).fill(1);
  must(await say(id, { kind: 'gates', report, verdict: 'passed' }));
  return id;
}

/** The council's word, brought to the log by the clerk. */
async function say(id: string, word: Word): Promise<Outcome<unknown>> {
  const spoken = { proposal: fromHex(id, 32) as Hash, office: 0, word };
  const context = signingContext('approval', harbour.sovereign);
  const bytes = nodeCrypto.sign(office, approvalHash(spoken), context);
  return await clerk
    .governance()
    .carry({ kind: 'approval', ...spoken, signatures: [{ by: 0, bytes }] });
}

/** Waits until the clock has come to an end of a proposal's schedule: what is too early would take the wallet's place. */
async function waitFor(id: string, end: 'voteFrom' | 'lockUntil'): Promise<void> {
  for (;;) {
    const answer = await fetch(`${harbour.url}/v1/rules/proposals/${id}`);
    const { schedule } = (await answer.json()) as { schedule: Record<typeof end, number> };
    const ms = schedule[end] + AFTER_MS[end] - Date.now();
    if (ms <= 0) return;
    await new Promise((resolve) => {
      setTimeout(resolve, ms);
    });
  }
}

it('registers a voting key and casts a ballot with it, which the ledger admits', async () => {
  must(await callTally(page, 'create', 'ada'));
  const sample = Buffer.from(await callTally(page, 'sampleAttestation'), 'base64url');
  const vendors: Vendor[] = [{ name: 'Chromium', roots: [certificateIn(sample)] }];
  const registry = await propose('vendors', encodeStructured('vendors', vendors));
  const nobody = { witnesses: [], validators: [] };
  const proposal = await propose('cosigners', encodeStructured('cosigners', nobody));
  const early = await callTally(page, 'registerVotingKey', 'ada');
  expect(early).toMatchObject({ ok: false, failure: { code: 'not-attested' } });
  await waitFor(registry, 'voteFrom');
  must(await say(registry, { kind: 'approved' }));
  await waitFor(registry, 'lockUntil');

  // A header of that time: a ballot that is not signed with a voting key is refused under it.
  const without = await clerk.governance().vote({ proposal, choice: 'no' });
  expect(without).toMatchObject({ ok: false, failure: { code: 'bad-ballot' } });
  const { id, registered } = must(await callTally(page, 'registerVotingKey', 'ada'));
  expect([registered.name, registered.vendor]).toEqual([
    'Chromium',
    toHex(vendorId({ name: 'Chromium' })),
  ]);
  const said = must(await callTally(page, 'vote', 'ada', proposal, 'yes', id));
  expect(said.index).toBeGreaterThan(registered.index);
  const other = await callTally(page, 'vote', 'ada', proposal, 'no', id);
  expect(other).toMatchObject({ ok: false, failure: { code: 'voted' } });
});
