import {
  type Governance,
  type GovernanceStatement,
  type Matter,
  PART_BYTES,
  answerHash,
  approvalHash,
  figureHash,
  ballotChallenge,
  contentHash,
  contentOf,
  encode,
  encodeGovernance,
  governanceCodec,
  matterCodec,
  procedureFor,
  votingKeyHash,
} from '@tallystick/protocol';
import { PLAIN_MATTERS } from '../../packages/protocol/src/testing/governance-arbitraries.ts';
import { type Json, bytesFor, plain } from '../plain.ts';
import { FOUNDED_AT, type Samples } from './samples.ts';

/** Who decides what; everything that is said about governance, and what is signed of it. */
export function governanceVectors({ constitution, sovereign }: Samples): Json {
  const governance = constitution.governance as Governance;
  const matters: Matter[] = [
    { kind: 'module', owner: 'KE' },
    { kind: 'module', owner: 'DE-KE-2028' },
    { kind: 'list', name: 'SANCTIONED' },
    ...PLAIN_MATTERS.map((kind) => ({ kind })),
  ];
  const long = bytesFor('a content of parts', 2 * PART_BYTES + 1);
  const identity = bytesFor('voter');
  return plain({
    governance: { value: governance, bytes: encode(governanceCodec, governance) },
    matters: matters.map((value) => ({
      value,
      bytes: encode(matterCodec, value),
      procedure: placeOf(governance, value),
    })),
    statements: statements().map((value) => ({ value, ...encodeGovernance(value) })),
    identity,
    sovereign,
    signed: statements().flatMap((value) => signedOf(value, sovereign, identity)),
    contents: [bytesFor('a content', 40), long].map((bytes) => ({
      bytes,
      hash: contentHash(bytes),
    })),
  });
}

/** The index of the procedure for a matter; -1 where there is none. */
function placeOf(governance: Governance, matter: Matter): number {
  const procedure = procedureFor(governance, matter);
  return procedure === undefined ? -1 : governance.procedures.indexOf(procedure);
}

/** What an office or a credential signs of a statement. */
function signedOf(
  value: GovernanceStatement,
  sovereign: Uint8Array,
  identity: Uint8Array,
): { kind: string; value: GovernanceStatement; hash: Uint8Array }[] {
  const { kind } = value;
  if (kind === 'approval') return [{ kind, value, hash: approvalHash(value) }];
  if (kind === 'figure') return [{ kind, value, hash: figureHash(value) }];
  if (kind === 'answer') return [{ kind, value, hash: answerHash(value) }];
  if (kind === 'voting-key') return [{ kind, value, hash: votingKeyHash(identity, value) }];
  if (kind !== 'ballot') return [];
  const hash = ballotChallenge(sovereign, identity, value.proposal, value.choice);
  return [{ kind, value, hash }];
}

function statements(): GovernanceStatement[] {
  const proposal = bytesFor('proposal');
  const signatures = [
    { by: 0, bytes: bytesFor('signature of an office', 20) },
    { by: 15, bytes: bytesFor('another signature', 20) },
  ];
  const parts = [1, 2, 3].map((part) => bytesFor(`said part ${part}`));
  const long = bytesFor('a content of parts', 2 * PART_BYTES + 1);
  const report = bytesFor('report');
  const approval = { kind: 'approval', proposal, office: 1, signatures } as const;
  const ballot = { kind: 'ballot', proposal, choice: 'yes', assertion: null } as const;
  const answer = { kind: 'answer', appeal: bytesFor('appeal'), exemption: null } as const;
  const dates = { from: FOUNDED_AT, until: FOUNDED_AT + 86_400_000 };
  const figure = { kind: 'figure', ...dates, signatures } as const;
  return [
    {
      kind: 'proposal',
      matter: { kind: 'module', owner: 'KE' },
      base: null,
      content: contentOf(bytesFor('a content', 40), []),
      from: FOUNDED_AT,
      until: null,
      lane: 'ordinary',
      alarms: [],
    },
    {
      kind: 'proposal',
      matter: { kind: 'global' },
      base: proposal,
      content: contentOf(long, parts),
      from: FOUNDED_AT,
      until: FOUNDED_AT + 1,
      lane: 'emergency',
      alarms: [
        { on: 'refused', rule: null, most: 20, of: { kind: 'last', payments: 1024 } },
        { on: 'held', rule: 'GLOBAL-7', most: 500, of: { kind: 'within', hours: 24 } },
      ],
    },
    { kind: 'part', bytes: bytesFor('part', 40) },
    { kind: 'withdrawal', proposal },
    {
      kind: 'voting-key',
      key: bytesFor('credential', 77),
      attestation: bytesFor('attestation', 50),
      vendor: bytesFor('vendor'),
      signatures,
    },
    ballot,
    {
      ...ballot,
      choice: 'abstain',
      assertion: {
        authenticatorData: bytesFor('authenticator', 37),
        clientData: bytesFor('client', 30),
        signature: bytesFor('assertion', 70),
      },
    },
    { ...approval, word: { kind: 'approved' } },
    { ...approval, word: { kind: 'gates', report, verdict: 'tightens' } },
    { ...approval, word: { kind: 'audit', report, agrees: true } },
    { kind: 'appeal', decision: bytesFor('decision'), note: bytesFor('note') },
    { ...answer, outcome: 'upheld', signatures },
    {
      ...answer,
      outcome: 'exception',
      signatures,
      exemption: {
        currency: bytesFor('currency'),
        amount: 2n ** 63n - 1n,
        payee: bytesFor('payee'),
        rule: 'KE-7',
        until: FOUNDED_AT,
      },
    },
    { ...figure, name: 'RATE-HRB-EUR', numerator: 71n, denominator: 10_000n },
    { ...figure, name: 'BREAD', numerator: 0n, denominator: 1n },
  ];
}
