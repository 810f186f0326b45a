import {
  type Key,
  decode,
  equalBytes,
  hash,
  keyAttestationCodec,
  registrationChallenge,
  signingContext,
  vendorId,
  votingKeyHash,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { credentialOf } from '@tallystick/protocol/testing/authenticator';
import { beforeAll, expect, it } from 'vitest';
import { type TestVendor, attest, makeVendor } from '../testing/vendor-hardware.ts';
import { type OfficeKey, officeKey } from '../testing/office-key.ts';
import { type Registered, type RegistrarPorts, newRegistrar } from './registrar.ts';

const [sovereign, ada, bob] = ['sovereign', 'ada', 'bob'].map((name) =>
  hash('record', new TextEncoder().encode(name)),
) as [Uint8Array, Uint8Array, Uint8Array];
const credential = credentialOf('ES256', 'ada');
const MINUTE_MS = 60_000;

let vendor: TestVendor;
let office: OfficeKey;
beforeAll(async () => {
  vendor = await makeVendor('Harbour');
  office = officeKey(sovereign, 1);
});

function ports(changes: Partial<RegistrarPorts> = {}): RegistrarPorts {
  return {
    sovereign,
    vendors: () => [vendor],
    office: () => ({ name: 'registrars', signers: { threshold: 1, keys: [office.key] } }),
    key: () => office.key,
    say: office.say,
    isOwn: (origin) => origin === 'https://tally.example',
    ...changes,
  };
}

/** Ada asks, and answers with her key so many ms later; what comes of it. */
async function registered(changes: Partial<RegistrarPorts> = {}, afterMs = 0): Promise<Registered> {
  const registrar = newRegistrar(ports(changes));
  const now = Date.now();
  const { nonce, challenge } = registrar.challenge(ada, now);
  const given = await attest(vendor, credential, { nonce, challenge });
  return await registrar.register(ada, given, now + afterMs);
}

it('signs what a voting-key statement says, so that anybody can verify all of it again', async () => {
  const answer = await registered({}, 4 * MINUTE_MS);
  if (!answer.ok) throw new Error(answer.fault);
  const { key, attestation, signatures } = answer;
  expect(key).toEqual(credential.key);
  expect(answer.vendor.id).toEqual(vendorId({ name: 'Harbour' }));
  const message = votingKeyHash(ada, { key, attestation, vendor: answer.vendor.id });
  const context = signingContext('voting-key', sovereign);
  const [signature] = signatures;
  expect(signature?.by).toBe(0);
  expect(nodeCrypto.verify(office.key, message, signature?.bytes ?? key, context)).toBe(true);
  const opened = decode(keyAttestationCodec, attestation);
  if (!opened.ok) throw new Error(opened.reason);
  const said = new TextDecoder().decode(opened.value.clientData);
  const challenge = registrationChallenge(sovereign, ada, opened.value.nonce);
  expect(said).toContain(challenge.toBase64({ alphabet: 'base64url', omitPadding: true }));
});

it('answers only whom it asked, and in time', async () => {
  const registrar = newRegistrar(ports());
  const now = Date.now();
  const { nonce, challenge, expiresAt } = registrar.challenge(ada, now);
  expect(expiresAt).toBe(now + 5 * MINUTE_MS);
  const given = await attest(vendor, credential, { nonce, challenge });
  const fault = { ok: false, fault: 'nonce' };
  expect(await registrar.register(bob, given, now)).toEqual(fault);
  expect(await registrar.register(ada, given, expiresAt)).toEqual(fault);
  expect(await newRegistrar(ports()).register(ada, given, now)).toEqual(fault);
  const own = await attest(vendor, credential, { nonce: new Uint8Array(32), challenge });
  expect(await registrar.register(ada, own, now)).toEqual(fault);
  expect(await registrar.register(ada, given, now)).toMatchObject({ ok: true });
});

it('does not sign another’s challenge under a nonce of one’s own', async () => {
  const registrar = newRegistrar(ports());
  const now = Date.now();
  const mine = registrar.challenge(bob, now);
  const { challenge } = registrar.challenge(ada, now);
  const given = await attest(vendor, credential, { nonce: mine.nonce, challenge });
  expect(await registrar.register(bob, given, now)).toEqual({ ok: false, fault: 'client-data' });
});

it('signs nothing where the office in force is not the ring’s alone', async () => {
  const nobody = { ok: false, fault: 'nobody' };
  const other = officeKey(sovereign, 2).key;
  const officeOf = (threshold: number, keys: readonly Key[]) => () => ({
    name: 'registrars',
    signers: { threshold, keys },
  });
  expect(await registered({ key: () => null })).toEqual(nobody);
  expect(await registered({ office: () => undefined })).toEqual(nobody);
  expect(await registered({ office: officeOf(1, [other]) })).toEqual(nobody);
  expect(await registered({ office: officeOf(2, [other, office.key]) })).toEqual(nobody);
  const second = await registered({ office: officeOf(1, [other, office.key]) });
  expect(second).toMatchObject({ ok: true, signatures: [{ by: 1 }] });
});

it('heeds a registry that has changed since', async () => {
  let vendors = [vendor];
  const registrar = newRegistrar(ports({ vendors: () => vendors }));
  const now = Date.now();
  const { nonce, challenge } = registrar.challenge(ada, now);
  const given = await attest(vendor, credential, { nonce, challenge });
  expect((await registrar.register(ada, given, now)).ok).toBe(true);
  vendors = [await makeVendor('Harbour')];
  expect(equalBytes(vendorId(vendors[0] ?? vendor), vendorId(vendor))).toBe(true);
  expect(await registrar.register(ada, given, now)).toEqual({ ok: false, fault: 'no-vendor' });
});
