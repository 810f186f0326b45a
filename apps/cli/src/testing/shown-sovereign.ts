import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { governedConstitution } from '@tallystick/ledger/testing/governance';
import {
  type Constitution,
  type Epoch,
  type Hash,
  type Key,
  type KeyPair,
  constitutionCodec,
  encode,
  epochCodec,
  epochHash,
  signedConstitutionCodec,
  signedEpochCodec,
  signingContext,
  sovereignId,
  toBase64url,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { encodeSource } from '@tallystick/rules';

/** The key pair of a name: the same name gives the same pair. */
function pairNamed(name: string): KeyPair {
  return nodeCrypto.keyPair(1, nodeCrypto.sha256(new TextEncoder().encode(name)));
}

export function keyNamed(name: string): Key {
  const { suite, publicKey } = pairNamed(name);
  return { suite, publicKey };
}

/** Governed, with keys by name. */
export const CONSTITUTION: Constitution = {
  ...governedConstitution(keyNamed),
  root: keyNamed('root'),
};
export const SOVEREIGN: Hash = sovereignId(CONSTITUTION);

/** What a sovereign shows to everybody, by the path that it is asked for; a test changes what it likes. */
export function shownPaths(): Record<string, unknown> {
  return {
    '/v1/constitution': { ...shownConstitution(), inForce: null },
    '/v1/epochs': { epochs: [{ signedEpoch: signedEpoch({}) }] },
    '/v1/vendors': { vendors: [] },
    '/v1/supply': { size: 1, supply: [] },
    '/v1/rules': encodeSource({ modules: [], lists: [], settings: [], currencies: [] }),
  };
}

/** Of `GET /v1/constitution`, without what votes have made of it. */
export function shownConstitution(signer = 'root'): Record<string, unknown> {
  const context = signingContext('constitution', null);
  const signature = nodeCrypto.sign(pairNamed(signer), SOVEREIGN, context);
  const constitution = encode(constitutionCodec, CONSTITUTION);
  const { name, country } = CONSTITUTION;
  return {
    signedConstitution: toBase64url(encode(signedConstitutionCodec, { constitution, signature })),
    constitution: { name, country, currencies: [] },
  };
}

/** Of `inForce`: what votes have made of the constitution. */
export function inForce(change: Partial<Constitution>): { readonly constitution: string } {
  return { constitution: toBase64url(encode(constitutionCodec, { ...CONSTITUTION, ...change })) };
}

export function signedEpoch(change: Partial<Epoch>, signer = 'root'): string {
  const epoch: Epoch = {
    sovereign: SOVEREIGN,
    number: 0,
    origin: CONSTITUTION.origin,
    log: keyNamed('log'),
    notBefore: CONSTITUTION.createdAt,
    notAfter: CONSTITUTION.createdAt + 86_400_000,
    succeeds: null,
    ...change,
  };
  const context = signingContext('epoch', SOVEREIGN);
  const signature = nodeCrypto.sign(pairNamed(signer), epochHash(epoch), context);
  return toBase64url(encode(signedEpochCodec, { epoch: encode(epochCodec, epoch), signature }));
}

export interface Shown extends AsyncDisposable {
  readonly url: string;
}

/** Answers with what is under each path, bytes as canonical CBOR and the rest in JSON; everything else is 404. */
export async function showSovereign(paths: Readonly<Record<string, unknown>>): Promise<Shown> {
  const server = createServer(({ url = '' }, response) => {
    const body = paths[url];
    if (body === undefined) response.statusCode = 404;
    const isBytes = body instanceof Uint8Array;
    response.setHeader('content-type', isBytes ? 'application/cbor' : 'application/json');
    response.end(isBytes ? body : JSON.stringify(body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
