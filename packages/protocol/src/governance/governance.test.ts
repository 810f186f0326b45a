import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { governanceStatements, governances } from '../testing/governance-arbitraries.ts';
import {
  type Governance,
  type GovernanceStatement,
  type Key,
  type Matter,
  GOVERNANCE_KINDS,
  MAX_STATEMENT_BYTES,
  PART_BYTES,
  SUITES,
  type Suite,
  UNREGISTERED,
  ballotChallenge,
  contentHash,
  contentOf,
  decode,
  decodeGovernance,
  decodeStatement,
  encode,
  encodeGovernance,
  governanceCodec,
  joinContent,
  partsOf,
  procedureFor,
} from '../index.ts';

function keyOf(suite: Suite, number: number): Key {
  return { suite, publicKey: new Uint8Array(SUITES[suite].publicKey).fill(number) };
}

const procedure = {
  scope: { kind: 'module', owner: null },
  electorate: 0,
  office: 0,
  approvalPermille: 501,
  quorumPermille: 200,
  commentMs: 1,
  voteMs: 1,
  timelockMs: 0,
  vendors: 3,
  audits: 1,
  emergencyMs: 1000,
} as const;
const governance: Governance = {
  electorates: [{ name: 'people', countries: [], minTier: 0 }],
  offices: [{ name: 'council', signers: { threshold: 1, keys: [keyOf(3, 1)] } }],
  procedures: [procedure],
  gates: 0,
  registrars: 0,
  appeals: null,
};

describe('a governance', () => {
  const [office] = governance.offices as [Governance['offices'][number]];
  const changed = (change: object): Governance => ({
    ...governance,
    procedures: [{ ...procedure, ...change }],
  });

  it.each<[string, Governance]>([
    ['of which nobody decides', changed({ electorate: null, office: null, vendors: 0 })],
    ['without time for the gates', changed({ commentMs: 0 })],
    ['without time to decide', changed({ voteMs: 0 })],
    ['of half of the votes', changed({ approvalPermille: 500 })],
    ['of two vendors', changed({ vendors: 2 })],
    ['of vendors without a vote', changed({ electorate: null })],
    ['of vendors without registrars', { ...governance, registrars: null }],
    ['whose emergencies nobody declares', changed({ office: null })],
    ['whose emergency is over within a second', changed({ emergencyMs: 999 })],
    ['of periods beyond ten years', changed({ voteMs: 315_360_000_001 })],
    ['that names an office it lacks', { ...governance, gates: 1 }],
    ['that names an electorate it lacks', changed({ electorate: 1 })],
    ['that has one office twice', { ...governance, offices: [office, office] }],
    [
      'whose office has to sign more than a statement holds',
      {
        ...governance,
        offices: [{ name: 'council', signers: { threshold: 2, keys: [keyOf(3, 1), keyOf(1, 2)] } }],
      },
    ],
  ])('%s is none', (_what, value) => {
    expect(() => encode(governanceCodec, value)).toThrow(RangeError);
  });

  it('is refused from bytes where it could not be written', () => {
    const bytes = encode(governanceCodec, governance);
    const at = bytes.findIndex(
      (byte, i) => byte === 0x19 && bytes[i + 1] === 501 >> 8 && bytes[i + 2] === (501 & 255),
    );
    bytes[at + 2] = 500 & 255;
    expect(decode(governanceCodec, bytes).ok).toBe(false);
  });

  it('decides a matter by the first procedure that names it', () => {
    const german: Matter = { kind: 'module', owner: 'DE' };
    const own = { ...procedure, scope: german, quorumPermille: 900 } as const;
    const general = { ...governance, procedures: [own, procedure] };
    expect(procedureFor(general, german)?.quorumPermille).toBe(900);
    expect(procedureFor(general, { kind: 'module', owner: 'KE' })?.quorumPermille).toBe(200);
    expect(procedureFor(general, { kind: 'list', name: 'DE' })).toBeUndefined();
    expect(procedureFor(general, { kind: 'vendors' })).toBeUndefined();
  });
});

describe('statements about governance', () => {
  it('decode to what was encoded, under their own kind only', () => {
    fc.assert(
      fc.property(governanceStatements, fc.integer({ min: 0, max: 16 }), (value, other) => {
        const { statement, body } = encodeGovernance(value);
        expect(decodeGovernance(statement, body)).toEqual({ ok: true, value });
        const under = decodeGovernance(other, body);
        if (other !== statement && under.ok) expect(under.value.kind).not.toBe(value.kind);
      }),
    );
  });

  it('changed in any byte, are refused or say something else', () => {
    const change = fc.integer({ min: 1, max: 255 });
    fc.assert(
      fc.property(governanceStatements, fc.nat(), change, (value, at, by) => {
        const { statement, body } = encodeGovernance(value);
        const place = at % body.length;
        body[place] = (body[place] as number) ^ by;
        const decoded = decodeGovernance(statement, body);
        if (!decoded.ok) return;
        expect(decoded.value).not.toEqual(value);
        expect(encodeGovernance(decoded.value).body).toEqual(body);
      }),
    );
  });

  it('are no statements that an identity is changed by', () => {
    for (const kind of Object.values(GOVERNANCE_KINDS)) {
      expect(decodeStatement(kind, Uint8Array.of(0x80))).toMatchObject({ reason: UNREGISTERED });
    }
  });

  it('and whatever else is said is refused, and throws nothing', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.uint8Array({ maxLength: 200 }), (kind, bytes) => {
        const decoded = decodeGovernance(kind, bytes);
        if (decoded.ok) expect(encodeGovernance(decoded.value).body).toEqual(bytes);
        else expect(decoded.reason).not.toBe('');
      }),
    );
  });

  it.each<[string, GovernanceStatement]>([
    ['signatures out of order', approvalBy([1, 0])],
    ['one signer twice', approvalBy([1, 1])],
    ['an exception without terms', answerOf('exception')],
    ['an end that is no later than the beginning', proposalOf({ from: 5, until: 5 })],
    ['the global module as an owner', proposalOf({ matter: { kind: 'module', owner: 'GLOBAL' } })],
  ])('%s cannot be said', (_what, statement) => {
    expect(() => encodeGovernance(statement)).toThrow(RangeError);
  });

  it('the longest of each kind fits a say operation', () => {
    const hash = new Uint8Array(32);
    const signatures = Array.from({ length: 16 }, (_, by) => ({ by, bytes: new Uint8Array(1152) }));
    const most = Number.MAX_SAFE_INTEGER;
    const longest: GovernanceStatement[] = [
      {
        kind: 'proposal',
        matter: { kind: 'module', owner: 'A'.repeat(64) },
        base: hash,
        content: { kind: 'inline', bytes: new Uint8Array(PART_BYTES) },
        from: most - 1,
        until: most,
        lane: 'emergency',
        alarms: [],
      },
      { kind: 'part', bytes: new Uint8Array(PART_BYTES) },
      {
        kind: 'voting-key',
        key: new Uint8Array(1600),
        attestation: new Uint8Array(16_384),
        vendor: hash,
        signatures,
      },
      {
        kind: 'ballot',
        proposal: hash,
        choice: 'yes',
        assertion: {
          authenticatorData: new Uint8Array(1024),
          clientData: new Uint8Array(2048),
          signature: new Uint8Array(4096),
        },
      },
    ];
    for (const statement of longest) {
      expect(encodeGovernance(statement).body.length).toBeLessThanOrEqual(MAX_STATEMENT_BYTES);
    }
  });
});

function proposalOf(change: object): GovernanceStatement {
  const content = { kind: 'inline', bytes: Uint8Array.of(1) } as const;
  const matter = { kind: 'global' } as const;
  const common = { kind: 'proposal', matter, base: null, content, from: 1, until: null } as const;
  return { ...common, lane: 'ordinary', alarms: [], ...change };
}

function approvalBy(by: number[]): GovernanceStatement {
  const signatures = by.map((one) => ({ by: one, bytes: Uint8Array.of(1) }));
  const proposal = new Uint8Array(32);
  return { kind: 'approval', proposal, office: 0, word: { kind: 'approved' }, signatures };
}

function answerOf(outcome: 'exception'): GovernanceStatement {
  const signatures = [{ by: 0, bytes: Uint8Array.of(1) }];
  return { kind: 'answer', appeal: new Uint8Array(32), outcome, exemption: null, signatures };
}

describe('a content in parts', () => {
  const said = (count: number): Uint8Array[] =>
    Array.from({ length: count }, (_, i) => new Uint8Array(32).fill(i));

  it.each([PART_BYTES + 1, 2 * PART_BYTES, 2 * PART_BYTES + 1])('of %i bytes joins', (size) => {
    const bytes = Uint8Array.from({ length: size }, (_, i) => i % 251);
    const parts = partsOf(bytes);
    const content = contentOf(bytes, said(parts.length));
    expect(joinContent(content, parts)).toEqual(bytes);
    expect(joinContent(content, parts.toReversed())).toBeUndefined();
    expect(joinContent(content, parts.slice(1))).toBeUndefined();
    expect(() => contentOf(bytes, said(parts.length - 1))).toThrow(RangeError);
  });

  it('is itself as long as one statement holds it, under one hash all the same', () => {
    const bytes = new Uint8Array(PART_BYTES);
    expect(contentOf(bytes, [])).toEqual({ kind: 'inline', bytes });
    expect(joinContent(contentOf(bytes, []), [])).toEqual(bytes);
    expect(contentHash(bytes)).not.toEqual(contentHash(bytes.subarray(1)));
  });
});

it('a ballot is another for another sovereign, identity, proposal or choice', () => {
  const [a, b, c, d] = [1, 2, 3, 4].map((n) => new Uint8Array(32).fill(n)) as Uint8Array[];
  const challenges = [
    ballotChallenge(a!, b!, c!, 'yes'),
    ballotChallenge(d!, b!, c!, 'yes'),
    ballotChallenge(a!, d!, c!, 'yes'),
    ballotChallenge(a!, b!, d!, 'yes'),
    ballotChallenge(a!, b!, c!, 'no'),
  ];
  expect(new Set(challenges.map((hash) => hash.toHex())).size).toBe(challenges.length);
});

it('every generated governance finds procedures for its own scopes', () => {
  fc.assert(
    fc.property(governances, (value) => {
      for (const { scope } of value.procedures) {
        if (scope.kind === 'module' && scope.owner === null) continue;
        if (scope.kind === 'list' && scope.name === null) continue;
        expect(procedureFor(value, scope as Matter)).toBeDefined();
      }
    }),
  );
});
