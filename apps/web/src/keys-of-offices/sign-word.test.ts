import {
  type StructuredMatter,
  type Governance,
  type Hash,
  contentHash,
  encode,
  encodeAddress,
  encodeGovernance,
  encodeStructured,
  equalBytes,
  fromHex,
  keyId,
  signedConstitutionCodec,
  toBase64url,
  toHex,
  transitionCodec,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { buildWorld } from '@tallystick/protocol/testing/world';
import { expect, it } from 'vitest';
import type { AnswerJob, ApprovalJob, LookAnswer, WordShown } from './messages.ts';
import { readProposed, replacedBy } from './proposed.ts';
import { lookAtWord, readAnswer, signWord } from './sign-word.ts';

const [first, second] = [1, 2].map((n) => nodeCrypto.keyPair(1, new Uint8Array(32).fill(40 + n)));
if (first === undefined || second === undefined) throw new Error('no keys');

const governance: Governance = {
  electorates: [],
  offices: [
    {
      name: 'council',
      signers: {
        threshold: 2,
        keys: [first, second].map(({ suite, publicKey }) => ({ suite, publicKey })),
      },
    },
  ],
  procedures: [
    {
      scope: { kind: 'global' },
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
  appeals: 0,
};
const TEXT = 'module GLOBAL\n';
const proposed = encodeGovernance({
  kind: 'proposal',
  matter: { kind: 'global' },
  base: null,
  content: { kind: 'inline', bytes: new TextEncoder().encode(TEXT) },
  from: 1_800_000_000_000,
  until: null,
  lane: 'ordinary',
  alarms: [],
});
const { evidence } = buildWorld(nodeCrypto, { constitution: { governance }, said: proposed });
const signedConstitution = toBase64url(encode(signedConstitutionCodec, evidence.constitution));
const UNTIL = 1_900_000_000_000;

const answer: AnswerJob = {
  kind: 'answer',
  appeal: '05'.repeat(32),
  outcome: 'exception',
  exemption: {
    currency: '01'.repeat(32),
    amount: '15000',
    payee: '02'.repeat(32),
    rule: 'KE-1',
    until: UNTIL,
  },
  signedConstitution,
  inForce: null,
  before: null,
};

function signedBy(job: AnswerJob, pair = first) {
  const signed = pair && signWord(job, pair, nodeCrypto);
  if (signed?.kind !== 'signed') throw new Error('not signed');
  return signed;
}

function shown(looked: LookAnswer): WordShown {
  if (looked.kind !== 'shown') throw new Error(looked.fault);
  return looked.shown;
}

it('two signers of one answer sign the same terms, and together they are enough', () => {
  const one = signedBy(answer);
  const both = signedBy({ ...answer, before: one.file }, second);
  expect([one.signatures, both.signatures, both.threshold]).toEqual([1, 2, 2]);
  expect(readAnswer(both.file)?.signatures.map(({ by }) => by)).toEqual([0, 1]);
});

it('tells of a signature that is of other terms before it is left out', () => {
  const { file } = signedBy(answer);
  const others = (job: AnswerJob) => shown(lookAtWord(job, null, nodeCrypto)).others;
  expect(others(answer)).toBeNull();
  expect(others({ ...answer, before: file })).toEqual({ good: 1, dropped: 0 });
  const later = answer.exemption && { ...answer.exemption, until: UNTIL + 1 };
  expect(others({ ...answer, exemption: later, before: file })).toEqual({ good: 0, dropped: 1 });
  expect(others({ ...answer, before: '{}' })).toEqual({ good: 0, dropped: 0 });
});

it('an exception is shown with the payee that is signed, whatever somebody typed', () => {
  const payee = encodeAddress(fromHex('02'.repeat(32), 32) as Hash);
  expect(shown(lookAtWord(answer, null, nodeCrypto))).toEqual({
    kind: 'answer',
    office: 'council',
    appeal: answer.appeal,
    outcome: 'exception',
    exemption: { ...answer.exemption, payee },
    others: null,
  });
});

it('a proposal is shown by the bytes of its hash, and one that is something else is not', async () => {
  const { state, operation } = evidence;
  if (state === null || operation === null) throw new Error('not shown');
  // Who signed it is not asked: a state has one hash.
  const signatures = [{ by: 0, bytes: new Uint8Array(1) }];
  const transition = toBase64url(encode(transitionCodec, { state, operation, signatures }));
  const id = toHex(evidence.certificate.transition);
  const found = await readProposed(id, { proposal: { transition }, parts: [] }, null);
  const content = toHex(contentHash(new TextEncoder().encode(TEXT)));
  const from = 1_800_000_000_000;
  const said = { matter: 'global', base: null, from, until: null, text: TEXT, stated: null };
  expect(found).toEqual({ id, ...said, content });

  const job: ApprovalJob = {
    kind: 'approval',
    governance: null,
    proposal: id,
    name: 'GLOBAL-1',
    office: 'council',
    says: { kind: 'approved' },
    signedConstitution,
    before: null,
  };
  const beside = found === undefined ? null : { ...found, before: null };
  expect(shown(lookAtWord(job, beside, nodeCrypto))).toMatchObject({ proposal: found });
  const other = { ...job, proposal: '09'.repeat(32) };
  expect(lookAtWord(other, beside, nodeCrypto).kind).toBe('not-shown');

  const another = { proposal: { transition }, parts: [] };
  expect(await readProposed('09'.repeat(32), another, null)).toBeUndefined();
  const at = operation.length - TEXT.length;
  const changed = operation.map((byte, place) => (place === at ? byte ^ 1 : byte));
  expect(equalBytes(changed, operation)).toBe(false);
  const forged = encode(transitionCodec, { state, operation: changed, signatures });
  expect(
    await readProposed(id, { proposal: { transition: toBase64url(forged) }, parts: [] }, null),
  ).toBeUndefined();
  for (const hostile of [null, 3, {}, { proposal: null }, { proposal: { transition: '!' } }]) {
    expect(await readProposed(id, hostile, null)).toBeUndefined();
  }
});

/** A proposal of the constitution, as its evidence has it. */
function proposedAs(kind: StructuredMatter, bytes: Uint8Array) {
  const said = encodeGovernance({
    kind: 'proposal',
    matter: { kind },
    base: null,
    content: { kind: 'inline', bytes },
    from: 1_800_000_000_000,
    until: null,
    lane: 'ordinary',
    alarms: [],
  });
  const { state, operation, certificate } = buildWorld(nodeCrypto, {
    constitution: { governance },
    said,
  }).evidence;
  if (state === null || operation === null) throw new Error('not shown');
  const signatures = [{ by: 0, bytes: new Uint8Array(1) }];
  const transition = toBase64url(encode(transitionCodec, { state, operation, signatures }));
  const id = toHex(certificate.transition);
  return { id, shown: { proposal: { transition }, parts: [] } };
}

it('of currencies it is told what the bytes say, whatever anybody calls them', async () => {
  const [key] = governance.offices[0]?.signers.keys ?? [];
  if (key === undefined) throw new Error('no key');
  const fish = { code: 'FSH', decimals: 0, name: 'Fish', treasury: { threshold: 1, keys: [key] } };
  const { id, shown: evidenceOf } = proposedAs(
    'currencies',
    encodeStructured('currencies', [fish]),
  );
  const found = await readProposed(id, evidenceOf, null);
  const treasury = { threshold: 1, keys: [toHex(keyId(key))] };
  expect(found).toMatchObject({
    matter: 'currencies',
    text: null,
    stated: {
      kind: 'currencies',
      currencies: [{ code: 'FSH', decimals: 0, name: 'Fish', treasury }],
    },
  });
});

it('what a proposal would replace is held to the hash that it names, or is the founding', async () => {
  const [key] = governance.offices[0]?.signers.keys ?? [];
  if (key === undefined) throw new Error('no key');
  const of = { matter: 'currencies', base: null };
  const replaced = (
    proposed: { readonly matter: string; readonly base: string | null },
    shownOf: unknown,
    founding = signedConstitution,
  ) => replacedBy(proposed, shownOf, founding, null);
  expect(await replaced(of, null)).toMatchObject({
    of: 'founding',
    stated: { kind: 'currencies' },
  });
  expect(await replaced({ matter: 'governance', base: null }, null)).toMatchObject({
    of: 'founding',
    stated: { kind: 'governance', offices: [{ name: 'council' }] },
  });
  expect(await replaced(of, null, 'no constitution')).toBeNull();

  const fish = { code: 'FSH', decimals: 0, name: 'Fish', treasury: { threshold: 1, keys: [key] } };
  const { id, shown: evidenceOf } = proposedAs(
    'currencies',
    encodeStructured('currencies', [fish]),
  );
  expect(await replaced({ ...of, base: id }, evidenceOf)).toMatchObject({
    of: 'version',
    stated: { currencies: [{ code: 'FSH' }] },
  });
  expect(await replaced({ ...of, base: '09'.repeat(32) }, evidenceOf)).toBeNull();
  expect(await replaced({ matter: 'governance', base: id }, evidenceOf)).toBeNull();
});

it('of every matter an office sees what the bytes say, and what cannot be read it does not sign', async () => {
  const sovereign = new Uint8Array(32).fill(7);
  const { id, shown: evidenceOf } = proposedAs(
    'peers',
    encodeStructured('peers', [{ name: 'Hill', sovereign }]),
  );
  const found = await readProposed(id, evidenceOf, null);
  const hill = { name: 'Hill', id: '07'.repeat(32) };
  expect(found?.stated).toEqual({ kind: 'peers', peers: [hill] });
  const replaced = await replacedBy(
    { matter: 'peers', base: null },
    null,
    signedConstitution,
    null,
  );
  expect(replaced).toEqual({ of: 'nothing', stated: { kind: 'peers', peers: [] } });

  const unread = proposedAs('settings', Uint8Array.of(0xff));
  const proposed = await readProposed(unread.id, unread.shown, null);
  if (proposed === undefined) throw new Error('not shown');
  const job: ApprovalJob = {
    kind: 'approval',
    governance: null,
    proposal: unread.id,
    name: 'SETTINGS-1',
    office: 'council',
    says: { kind: 'approved' },
    signedConstitution,
    before: null,
  };
  expect(lookAtWord(job, { ...proposed, before: null }, nodeCrypto)).toEqual({
    kind: 'not-shown',
    fault: 'unread',
  });
});
