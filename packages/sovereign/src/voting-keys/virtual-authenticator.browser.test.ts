import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeAttestationObject } from '@simplewebauthn/server/helpers';
import {
  ballotChallenge,
  fromBase64url,
  hash,
  toBase64url,
  type Vendor,
  vendorId,
  verifyAssertion,
} from '@tallystick/protocol';
import { nobleVotingCrypto } from '@tallystick/protocol/crypto-noble/voting';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { type Browser, type Page, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { officeKey } from '../testing/office-key.ts';
import { makeVendor } from '../testing/vendor-hardware.ts';
import { type Registrar, newRegistrar } from './registrar.ts';
import { openVendors } from './vendor-chain.ts';
import { type AttestationTerms, verifyAttestation } from './verify-attestation.ts';

const [sovereign, ada, proposal] = ['sovereign', 'ada', 'proposal'].map((name) =>
  hash('record', new TextEncoder().encode(name)),
) as [Uint8Array, Uint8Array, Uint8Array];

let server: Server;
let browser: Browser;
let page: Page;
let origin: string;

beforeAll(async () => {
  server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>A page</title>');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({
    executablePath: process.env['TALLY_CHROMIUM'] ?? '/usr/bin/chromium',
    chromiumSandbox: false,
  });
  page = await browser.newPage();
  await page.goto(origin);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'usb',
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
});
afterAll(async () => {
  await browser.close();
  server.close();
});

type Answers = Readonly<Record<string, string>>;

/** Runs in the page: what `navigator.credentials` answers, its bytes in base64url. */
const IN_PAGE = `async ({ challenge, id, alg }) => {
  const bytes = (text) => Uint8Array.fromBase64(text, { alphabet: 'base64url' });
  const userVerification = 'required';
  const credential = id === undefined
    ? await navigator.credentials.create({ publicKey: {
        challenge: bytes(challenge),
        rp: { name: 'Tallystick' },
        user: { id: new Uint8Array(16), name: 'ada', displayName: 'Ada' },
        pubKeyCredParams: [{ type: 'public-key', alg }],
        authenticatorSelection: { userVerification },
        attestation: 'direct',
      } })
    : await navigator.credentials.get({ publicKey: {
        challenge: bytes(challenge),
        allowCredentials: [{ type: 'public-key', id: bytes(id) }],
        userVerification,
      } });
  const answer = credential.toJSON();
  return { id: answer.id, ...answer.response };
}`;

async function inPage(given: {
  challenge: Uint8Array;
  id?: string;
  alg?: number;
}): Promise<Answers> {
  const text = JSON.stringify({ ...given, challenge: toBase64url(given.challenge) });
  return await page.evaluate<Answers>(`(${IN_PAGE})(${text})`);
}

function bytesOf(answers: Answers, name: string): Uint8Array {
  const found = fromBase64url(answers[name] ?? '', 16_384);
  if (found === undefined || found.length === 0) throw new Error(`no ${name} in the answer`);
  return found;
}

/** The certificate of the batch that the browser made up for its authenticator. */
function batchOf(object: Uint8Array): Uint8Array {
  const [certificate] =
    decodeAttestationObject(Uint8Array.from(object)).get('attStmt').get('x5c') ?? [];
  if (certificate === undefined) throw new Error('not attested');
  return certificate;
}

describe.each([
  ['ES256', -7],
  ['ML-DSA-44', -48],
])('a key of Chromium’s virtual authenticator, %s', (_algorithm, alg) => {
  it('is registered for its vendor, and signs a ballot that verifies', async () => {
    const sample = await inPage({ challenge: new Uint8Array(32), alg });
    const vendors = [
      ...(await Promise.all(['Hill', 'Lake'].map(makeVendor))),
      { name: 'Chromium', roots: [batchOf(bytesOf(sample, 'attestationObject'))] },
    ];
    const office = officeKey(sovereign, 1);
    const registrarOf = (registry: typeof vendors): Registrar =>
      newRegistrar({
        sovereign,
        vendors: () => registry,
        office: () => ({ name: 'registrars', signers: { threshold: 1, keys: [office.key] } }),
        key: () => office.key,
        say: office.say,
        isOwn: (one) => one === origin,
      });
    const now = Date.now();
    const registrar = registrarOf(vendors);
    const { nonce, challenge } = registrar.challenge(ada, now);
    const made = await inPage({ challenge, alg });
    const given = {
      nonce,
      object: bytesOf(made, 'attestationObject'),
      clientData: bytesOf(made, 'clientDataJSON'),
    };
    const registered = await registrar.register(ada, given, now);
    if (!registered.ok) throw new Error(registered.fault);
    expect(registered.vendor.id).toEqual(vendorId({ name: 'Chromium' }));
    expect(await verifyAttestation(given, termsOf(challenge, vendors.slice(0, 2)))).toEqual({
      ok: false,
      fault: 'no-vendor',
    });

    const ballot = ballotChallenge(sovereign, ada, proposal, 'yes');
    const answered = await inPage({ challenge: ballot, id: made['id'] ?? '' });
    const assertion = {
      authenticatorData: bytesOf(answered, 'authenticatorData'),
      clientData: bytesOf(answered, 'clientDataJSON'),
      signature: bytesOf(answered, 'signature'),
    };
    const against = ballotChallenge(sovereign, ada, proposal, 'no');
    for (const crypto of [nodeCrypto, nobleVotingCrypto]) {
      expect(verifyAssertion(registered.key, ballot, assertion, crypto)).toBe(true);
      expect(verifyAssertion(registered.key, against, assertion, crypto)).toBe(false);
    }
  });
});

function termsOf(challenge: Uint8Array, vendors: readonly Vendor[]): AttestationTerms {
  return {
    challenge,
    isOwn: (one) => one === origin,
    vendors: openVendors(vendors),
    time: Date.now(),
  };
}
