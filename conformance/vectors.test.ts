import { type Ledger, openLedger, openMemoryStore } from '@tallystick/ledger';
import { holdFor, testConstitution, treasury } from '@tallystick/ledger/testing';
import {
  type Constitution,
  type ContentsEntry,
  type Suite,
  contentHash,
  contentsRoot,
  decode,
  decodeAddress,
  decodeGovernance,
  decodeState,
  encode,
  encodeAddress,
  epochOrigin,
  evidenceCodec,
  forkEvidenceCodec,
  fingerprint,
  forkProofCodec,
  hash,
  logHasher,
  parseCheckpoint,
  parseNote,
  parseTilePath,
  parseUri,
  type Purpose,
  purposeKey,
  sessionHash,
  verifyAssertion,
  sovereignId,
  stateId,
  verifyConsistency,
  verifyContents,
  verifyEvidence,
  verifyForkEvidence,
  verifyForkProof,
  verifyInclusion,
  verifyRun,
} from '@tallystick/protocol';
import { nobleCrypto } from '@tallystick/protocol/crypto-noble';
import { nobleVotingCrypto } from '@tallystick/protocol/crypto-noble/voting';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { noObjection } from '@tallystick/rules';
import { describe, expect, it } from 'vitest';
import { plain } from './plain.ts';
import { hex, readVectors } from './read-vectors.ts';
import { STRUCTURES } from './sections/structures.ts';

/** An empty ledger, by this clock. */
function openAt(constitution: Constitution, time: number): Promise<Ledger> {
  const { origin, root: log } = constitution;
  const sovereign = sovereignId(constitution);
  const term = { notBefore: 0, notAfter: time, succeeds: null };
  const epoch = { sovereign, number: 0, origin: epochOrigin(origin, 0), log, ...term };
  return openLedger(constitution, epoch, {
    store: openMemoryStore(),
    crypto: nodeCrypto,
    rulebook: noObjection,
    now: () => time,
    signCheckpoint: () => Promise.reject(new Error('nothing is logged here')),
  });
}

describe('the committed vectors hold for this implementation', () => {
  it('hashes', () => {
    const vectors = readVectors('hashes.json') as {
      purposes: { purpose: Purpose; key: string }[];
      hashes: { purpose: Purpose; input: string; hash: string }[];
    };
    for (const { purpose, key } of vectors.purposes) expect(purposeKey(purpose).toHex()).toBe(key);
    for (const item of vectors.hashes) {
      expect(hash(item.purpose, hex(item.input)).toHex()).toBe(item.hash);
    }
  });

  it('encodings', () => {
    const vectors = readVectors('encodings.json') as {
      valid: { structure: string; value: unknown; bytes: string }[];
      invalid: { structure: string; why: string; bytes: string }[];
    };
    for (const { structure, value, bytes } of vectors.valid) {
      expectEncoding(structure, value, bytes);
    }
    for (const { structure, why, bytes } of vectors.invalid) {
      const { ok } = decode(STRUCTURES[structure]!, hex(bytes));
      expect({ structure, why, ok }).toEqual({ structure, why, ok: false });
    }
    expect(vectors.invalid.length).toBeGreaterThan(80);
  });

  it('states and runs', () => {
    const vectors = readVectors('states.json') as {
      states: { bytes: string; id: string; fields: unknown }[];
      invalid: { bytes: string; reason: string }[];
      runs: { states: string[]; result: unknown }[];
    };
    for (const { bytes, id, fields } of vectors.states) {
      const decoded = decodeState(hex(bytes));
      expect(decoded.ok && plain(decoded.value)).toEqual(fields);
      expect(stateId(hex(bytes)).toHex()).toBe(id);
    }
    for (const { bytes, reason } of vectors.invalid) {
      expect(decodeState(hex(bytes))).toEqual({ ok: false, reason });
    }
    for (const { states, result } of vectors.runs) {
      expect(verifyRun(states.map(hex))).toEqual(result);
    }
  });

  it('contents and their proofs', () => {
    interface MapVector {
      entries: [string, string][];
      proofs: { index: number; size: number; path: string[] }[];
      root: string;
    }
    const vectors = readVectors('identities.json') as { steps: MapVector[]; balances: MapVector[] };
    for (const { entries, proofs, root } of [...vectors.steps, ...vectors.balances]) {
      const list = entries.map(([key, value]): ContentsEntry => [hex(key), hex(value)]);
      expect(contentsRoot(list).toHex()).toBe(root);
      for (const [i, { index, size, path }] of proofs.entries()) {
        const proof = { index, size, path: path.map(hex) };
        expect(verifyContents(hex(root), list[i]!, proof)).toBe(true);
      }
    }
  });

  it('times at which a transition can be admitted', async () => {
    const { times } = readVectors('operations.json') as {
      times: { time: number; validityMs: number; notAfter: number; isTimely: boolean }[];
    };
    for (const { time, validityMs, notAfter, isTimely } of times) {
      const { parameters, ...rest } = testConstitution();
      const constitution = { ...rest, parameters: { ...parameters, validityMs } };
      const ledger = await openAt(constitution, time);
      const account = treasury(constitution, 'HRB');
      const put = account.put('KE', [holdFor(account.chain, account.chain, 1n)], notAfter);
      expect([notAfter, 'pending' in ledger.precheck(put.bytes)]).toEqual([notAfter, isTimely]);
    }
    expect(times.length).toBe(5);
  });

  it('operations and constitutions', () => {
    interface Encoded {
      value: unknown;
      bytes: string;
    }
    const { operations } = readVectors('operations.json') as { operations: Encoded[] };
    for (const { value, bytes } of operations) expectEncoding('operation', value, bytes);
    const vectors = readVectors('constitutions.json') as {
      constitution: Encoded & { sovereign: string };
      epochs: Encoded[];
    };
    const { value, bytes, sovereign } = vectors.constitution;
    expectEncoding('constitution', value, bytes);
    expect(hash('constitution', hex(bytes)).toHex()).toBe(sovereign);
    for (const epoch of vectors.epochs) expectEncoding('epoch', epoch.value, epoch.bytes);
    expect(operations.length).toBe(13);
  });

  it('governance', () => {
    interface Encoded {
      value: unknown;
      bytes: string;
    }
    const vectors = readVectors('governance.json') as {
      governance: Encoded;
      matters: Encoded[];
      statements: { value: unknown; statement: number; body: string }[];
      contents: { bytes: string; hash: string }[];
    };
    expectEncoding('governance', vectors.governance.value, vectors.governance.bytes);
    for (const { value, bytes } of vectors.matters) expectEncoding('matter', value, bytes);
    for (const { value, statement, body } of vectors.statements) {
      const decoded = decodeGovernance(statement, hex(body));
      expect(decoded.ok && plain(decoded.value)).toEqual(value);
    }
    for (const { bytes, hash } of vectors.contents) {
      expect(contentHash(hex(bytes)).toHex()).toBe(hash);
    }
    expect(vectors.statements.length).toBe(15);
  });

  it('log proofs and paths', () => {
    const vectors = readVectors('log.json') as {
      leaves: { hash: string }[];
      roots: { size: number; root: string }[];
      inclusion: { index: number; size: number; proof: string[] }[];
      consistency: { first: number; second: number; proof: string[] }[];
      paths: { level: number | 'entries'; index: number; width: number; path: string }[];
    };
    const hasher = logHasher((data) => nodeCrypto.sha256(data));
    const roots = new Map(vectors.roots.map(({ size, root }) => [size, hex(root)]));
    for (const { index, size, proof } of vectors.inclusion) {
      const leaf = hex(vectors.leaves[index]!.hash);
      const path = proof.map(hex);
      expect(verifyInclusion(hasher, leaf, { index, size }, path, roots.get(size)!)).toBe(true);
    }
    for (const { first, second, proof } of vectors.consistency) {
      const heads = [first, second].map((size) => ({ size, root: roots.get(size)! }));
      expect(verifyConsistency(hasher, heads[0]!, heads[1]!, proof.map(hex))).toBe(true);
    }
    for (const { path, ...tile } of vectors.paths) expect(parseTilePath(path)).toEqual(tile);
  });

  it('evidence of a fork', () => {
    const { forkEvidence, forkProofs } = readVectors('evidence.json') as {
      forkEvidence: { sovereign: string; value: unknown; bytes: string; result: object }[];
      forkProofs: { bytes: string; result: { rule: string | null; fault?: string } }[];
    };
    for (const { sovereign, value, bytes, result } of forkEvidence) {
      const evidence = decoded(forkEvidenceCodec, bytes);
      expect(plain(evidence)).toEqual(value);
      expect(encode(forkEvidenceCodec, evidence).toHex()).toBe(bytes);
      const check = verifyForkEvidence(evidence, hex(sovereign), nodeCrypto);
      if (!check.ok) throw new Error(check.fault);
      const { hold, rule, sequence, index } = check;
      expect(plain({ hold, rule, sequence, index })).toEqual(result);
    }
    const [{ sovereign, bytes: shown }] = forkEvidence as [(typeof forkEvidence)[number]];
    const { writer } = decoded(forkEvidenceCodec, shown);
    const signer = { key: writer, kind: 'act', sovereign: hex(sovereign) } as const;
    for (const { bytes, result } of forkProofs) {
      const check = verifyForkProof(decoded(forkProofCodec, bytes), signer, nodeCrypto);
      const found = check.ok ? [check.rule, undefined] : [null, check.reason];
      expect(found).toEqual([result.rule, result.fault]);
    }
  });

  it('evidence, checkpoints and fork proofs, under both providers', () => {
    const vectors = readVectors('evidence.json') as {
      evidence: { sovereign: string; now: number; value: unknown; bytes: string };
      checkpoint: { value: unknown; note: string };
      forkProof: { rule: string; value: unknown; bytes: string };
    };
    const { sovereign, now, value, bytes } = vectors.evidence;
    expectEncoding('evidence', value, bytes);
    const bundle = decoded(evidenceCodec, bytes);
    const fork = decoded(forkProofCodec, vectors.forkProof.bytes);
    const note = parseNote(new TextEncoder().encode(vectors.checkpoint.note));
    expect(plain(parseCheckpoint(note!.text))).toEqual(vectors.checkpoint.value);
    const signers = readVectors('identities.json') as {
      genesis: { value: { device: { key: { publicKey: string } } } };
    };
    const key = { suite: 1, publicKey: hex(signers.genesis.value.device.key.publicKey) } as const;
    for (const crypto of [nodeCrypto, nobleCrypto]) {
      const asked = { now, freshnessMs: 3_600_000, quorum: 1 };
      const result = verifyEvidence(bundle, hex(sovereign), crypto, asked);
      expect(result).toMatchObject({ ok: true, cosigners: ['w1.example'] });
      const signer = { key, kind: 'transition', sovereign: hex(sovereign) } as const;
      expect(verifyForkProof(fork, signer, crypto)).toMatchObject({
        ok: true,
        rule: vectors.forkProof.rule,
      });
    }
  });

  it('signatures and sealed boxes, under both providers', () => {
    const vectors = readVectors('signatures.json') as {
      signatures: Record<'publicKey' | 'message' | 'context' | 'signature', string>[];
      session: Record<'chain' | 'challenge' | 'address' | 'message', string>;
      sealed: Record<'seed' | 'publicKey' | 'plaintext' | 'random' | 'sealed', string>;
      assertions: {
        fault: string | null;
        key: string;
        challenge: string;
        assertion: Record<'authenticatorData' | 'clientData' | 'signature', string>;
      }[];
    };
    const suites = (readVectors('signatures.json') as { signatures: { suite: Suite }[] })
      .signatures;
    const { chain, challenge, address, message: signed } = vectors.session;
    const answer = { chain: hex(chain), challenge: hex(challenge), address };
    expect(sessionHash(answer).toHex()).toBe(signed);
    for (const crypto of [nodeCrypto, nobleVotingCrypto]) {
      for (const [i, item] of vectors.signatures.entries()) {
        const key = { suite: suites[i]!.suite, publicKey: hex(item.publicKey) };
        const [message, context] = [hex(item.message), hex(item.context)];
        const signature = hex(item.signature);
        expect(crypto.verify(key, message, signature, context)).toBe(true);
        const changed = signature.with(100, signature[100]! ^ 1);
        expect(crypto.verify(key, message, changed, context)).toBe(false);
      }
      const { seed, publicKey, plaintext, random, sealed } = vectors.sealed;
      const pair = crypto.encryptionPair(hex(seed));
      expect(pair.publicKey.toHex()).toBe(publicKey);
      expect(crypto.unseal(pair, hex(sealed))?.toHex()).toBe(plaintext);
      // OpenSSL encapsulates with randomness of its own: only the other gives the same bytes again.
      const again = crypto.seal(pair.publicKey, hex(plaintext), hex(random))?.toHex();
      expect(again === sealed).toBe(crypto === nobleVotingCrypto);
      for (const { fault, key, challenge: over, assertion } of vectors.assertions) {
        const { authenticatorData, clientData, signature } = assertion;
        const given = {
          authenticatorData: hex(authenticatorData),
          clientData: hex(clientData),
          signature: hex(signature),
        };
        expect(verifyAssertion(hex(key), hex(over), given, crypto)).toBe(fault === null);
      }
    }
  });

  it('addresses', () => {
    const vectors = readVectors('addresses.json') as {
      addresses: { identity: string; address: string; fingerprint: string }[];
      uris: { uri: string; parsed: unknown }[];
      invalid: string[];
    };
    for (const item of vectors.addresses) {
      expect(encodeAddress(hex(item.identity))).toBe(item.address);
      expect(decodeAddress(item.address)?.toHex()).toBe(item.identity);
      expect(fingerprint(hex(item.identity))).toBe(item.fingerprint);
    }
    for (const { uri, parsed } of vectors.uris) expect(plain(parseUri(uri))).toEqual(parsed);
    for (const text of vectors.invalid) expect([text, parseUri(text).ok]).toEqual([text, false]);
  });
});

function expectEncoding(structure: string, value: unknown, bytes: string): void {
  const codec = STRUCTURES[structure]!;
  const found = decode(codec, hex(bytes));
  expect(found.ok && plain(found.value)).toEqual(value);
  expect(found.ok && encode(codec, found.value).toHex()).toBe(bytes);
}

function decoded<T>(codec: Parameters<typeof decode<T>>[0], bytes: string): T {
  const found = decode(codec, hex(bytes));
  if (!found.ok) throw new Error(found.reason);
  return found.value;
}
