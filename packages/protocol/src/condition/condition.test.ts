import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Hash, type SignatureJob, hash, signingContext } from '../crypto/index.ts';
import { nodeCrypto } from '../crypto/node/index.ts';
import { decode, encode, u64 } from '../encoding/index.ts';
import { type Condition, conditionFault } from '../hold/index.ts';
import { conditions } from '../testing/arbitraries.ts';
import { type ClosedHold, closedHold } from '../testing/closed-hold.ts';
import {
  type ClaimPlace,
  type ConditionFacts,
  type Evaluation,
  type ShownProof,
  type Witness,
  canBeShown,
  claimStatement,
  evaluate,
  evaluateProof,
  explain,
  leastCost,
  outcomeCodec,
  readWitnesses,
  statementHash,
  witnessCodec,
} from './index.ts';
import { nodesOf } from './witness.ts';

const closed: ClosedHold = closedHold(nodeCrypto);
const pairs = [31, 32, 33].map((n) => nodeCrypto.keyPair(1, new Uint8Array(32).fill(n)));
const publics = pairs.map(({ suite, publicKey }) => ({ suite, publicKey }));
const hold = hash('hold', u64(1));
const sovereign = hash('constitution', u64(1));
const place: ClaimPlace = { hold, claim: 2, sovereign, epoch: closed.epoch };
const facts: ConditionFacts = { time: 1000, closedSincePutMs: 0, isForked: () => false };
const secret = new Uint8Array(32).fill(9);
const preimage: Condition = { kind: 'preimage', hash: hash('preimage', secret) };
const attested: Condition = {
  kind: 'attested',
  oracle: publics[0]!,
  statement: statementHash('rain'),
};
const signed: Condition = { kind: 'signed', threshold: 2, keys: publics };
const admitted: Condition = {
  kind: 'admitted',
  sovereign: closed.sovereign,
  hold: closed.hold,
  outcome: 1,
};

function signature(message: Uint8Array, by: number, under: Hash = sovereign): Uint8Array {
  return nodeCrypto.sign(pairs[by]!, message, signingContext('attestation', under));
}

const shows = {
  preimage: (node: number, bytes: Uint8Array = secret): Witness => ({
    node,
    proof: { kind: 'bytes', bytes },
  }),
  word: (node: number, text = 'rain'): Witness => ({
    node,
    proof: { kind: 'bytes', bytes: signature(statementHash(text), 0) },
  }),
  key: (node: number, key: number, message = claimStatement(hold, 2)): Witness => ({
    node,
    proof: { kind: 'signature', key, signature: signature(message, key) },
  }),
  outcome: (node: number, outcome = 0): Witness => ({ node, proof: { kind: 'outcome', outcome } }),
};

function shown(witnesses: readonly Witness[], outcomes: readonly Uint8Array[] = []): ShownProof {
  return { witnesses: witnesses.map((witness) => encode(witnessCodec, witness)), outcomes };
}

function verdict(
  condition: Condition,
  witnesses: readonly Witness[] = [],
  change: Partial<ConditionFacts> = {},
  outcomes: readonly Uint8Array[] = [],
): string {
  const proof = shown(witnesses, outcomes);
  return wordsOf(evaluateProof(condition, proof, place, { ...facts, ...change }, nodeCrypto));
}

function wordsOf(result: Evaluation): string {
  if (result.kind === 'faulty') return `${result.witness}: ${result.fault}`;
  return result.kind === 'missing' ? `missing ${result.nodes.join(' ')}` : result.kind;
}

describe('each condition', () => {
  it('after and before are of the header’s time, and closures extend what protects', () => {
    expect(verdict({ kind: 'after', time: 1000 })).toBe('true');
    expect(verdict({ kind: 'after', time: 1001 })).toBe('missing 0');
    expect(verdict({ kind: 'before', time: 1000 })).toBe('true');
    expect(verdict({ kind: 'before', time: 999 })).toBe('false');
    expect(verdict({ kind: 'before', time: 999 }, [], { closedSincePutMs: 1 })).toBe('true');
    expect(verdict({ kind: 'after', time: 1001 }, [], { closedSincePutMs: 1 })).toBe('missing 0');
    expect(verdict({ kind: 'fork', hold })).toBe('missing 0');
    expect(verdict({ kind: 'fork', hold }, [], { isForked: (id) => id === hold })).toBe('true');
  });

  it('preimage', () => {
    expect(verdict(preimage)).toBe('missing 0');
    expect(verdict(preimage, [shows.preimage(0)])).toBe('true');
    expect(verdict(preimage, [shows.preimage(0, secret.with(0, 1))])).toBe('0: preimage');
    const long = new Uint8Array(65);
    const ofLong: Condition = { kind: 'preimage', hash: hash('preimage', long) };
    expect(verdict(ofLong, [shows.preimage(0, long)])).toBe('0: preimage');
    expect(verdict(preimage, [shows.key(0, 0)])).toBe('0: no-witness-of-this');
  });

  it('signed by m of keys, over the claim', () => {
    expect(verdict(signed, [shows.key(0, 0)])).toBe('missing 0');
    expect(verdict(signed, [shows.key(0, 0), shows.key(0, 2)])).toBe('true');
    expect(verdict(signed, [shows.key(0, 2), shows.key(0, 0)])).toBe('1: witness-order');
    expect(verdict(signed, [shows.key(0, 0), shows.key(0, 0)])).toBe('1: witness-order');
    const all = [0, 1, 2].map((key) => shows.key(0, key));
    expect(verdict(signed, all)).toBe('0: not-needed');
    const other = claimStatement(hold, 1);
    expect(verdict(signed, [shows.key(0, 0), shows.key(0, 1, other)])).toBe('1: signature');
    expect(verdict({ ...signed, keys: publics.slice(0, 2) }, [shows.key(0, 2)])).toBe(
      '0: no-such-key',
    );
  });

  it('attested by an oracle, in its own words', () => {
    expect(verdict(attested, [shows.word(0)])).toBe('true');
    expect(verdict(attested, [shows.word(0, 'snow')])).toBe('0: signature');
    const elsewhere = signature(statementHash('rain'), 0, hash('constitution', u64(2)));
    expect(verdict(attested, [shows.preimage(0, elsewhere)])).toBe('0: signature');
  });

  it('admitted on another sovereign’s log', () => {
    const { outcome, bytes } = closed;
    const check = (change: object, condition: Condition = admitted): string =>
      verdict(condition, [shows.outcome(0)], {}, [encode(outcomeCodec, { ...outcome, ...change })]);
    expect(verdict(admitted, [shows.outcome(0)], {}, [bytes])).toBe('true');
    expect(check({}, { ...admitted, outcome: 16 })).toBe('0: other-outcome');
    expect(check({}, { ...admitted, hold })).toBe('0: other-outcome');
    // Taken under claim 0 as well, but that did not close it.
    expect(check({}, { ...admitted, outcome: 0 })).toBe('0: other-outcome');
    expect(check({}, { ...admitted, sovereign })).toBe('0: outcome-founding');
    expect(check({}, { ...admitted, sovereign: hold })).toBe('0: other-sovereign');
    expect(check({ founding: null })).toBe('0: outcome-founding');
    const { certificate, operation } = outcome;
    expect(check({ certificate: { ...certificate, index: 1 } })).toBe('0: inclusion');
    expect(check({ operation: operation.slice(1) })).toBe('0: operation');
    const founding = { ...outcome.founding!, epoch: { ...outcome.founding!.epoch } };
    founding.epoch.signature = founding.epoch.signature.with(40, 1 ^ founding.epoch.signature[40]!);
    expect(check({ founding })).toBe('0: signature');
    expect(verdict(admitted, [shows.outcome(0)], {}, [])).toBe('0: no-such-outcome');
    expect(verdict(admitted, [], {}, [bytes])).toBe('0: unused-outcome');
    expect(verdict(admitted, [shows.outcome(0)], {}, [new Uint8Array(3)])).toBe(
      '0: outcome-encoding',
    );
  });

  it('admitted on one’s own log, without a founding', () => {
    const own = { ...place, sovereign: closed.sovereign };
    const bytes = encode(outcomeCodec, { ...closed.outcome, founding: null });
    const result = evaluateProof(
      admitted,
      shown([shows.outcome(0)], [bytes]),
      own,
      facts,
      nodeCrypto,
    );
    expect(wordsOf(result)).toBe('true');
  });
});

describe('a tree', () => {
  const tree: Condition = {
    kind: 'some',
    threshold: 2,
    conditions: [
      { kind: 'before', time: 2000 },
      { kind: 'some', threshold: 1, conditions: [preimage, signed] },
      { kind: 'after', time: 3000 },
    ],
  };

  it('counts its nodes depth first, and takes no witness that it does not need', () => {
    expect(nodesOf(tree).map(({ condition }) => condition.kind)).toEqual(
      'some before some preimage signed after'.split(' '),
    );
    expect(verdict(tree)).toBe('missing 3 4 5');
    expect(verdict(tree, [shows.preimage(3)])).toBe('true');
    expect(verdict(tree, [shows.key(4, 0), shows.key(4, 1)])).toBe('true');
    expect(verdict(tree, [shows.preimage(3), shows.key(4, 0)])).toBe('1: not-needed');
    expect(verdict(tree, [shows.preimage(3), shows.key(4, 0), shows.key(4, 1)])).toBe(
      '0: not-needed',
    );
    expect(verdict(tree, [shows.preimage(3)], { time: 2500 })).toBe('missing 5');
    expect(verdict(tree, [shows.preimage(3)], { time: 3000 })).toBe('true');
    expect(verdict(tree, [shows.preimage(9)])).toBe('0: no-such-node');
    const two: Condition = {
      kind: 'some',
      threshold: 2,
      conditions: [{ kind: 'before', time: 9 }, preimage],
    };
    expect(verdict(two, [shows.preimage(2)])).toBe('false');
  });

  it('is what a plain reading of it says, and every true set of witnesses is a least one', () => {
    const trees = conditions(4).filter((one) => conditionFault(one) === undefined);
    fc.assert(
      fc.property(
        trees,
        fc.array(fc.boolean(), { minLength: 32, maxLength: 32 }),
        fc.nat(300),
        (one, coins, time) => {
          const nodes = nodesOf(one);
          const witnesses = nodes.flatMap(({ condition }, node): Witness[] => {
            if (coins[node] !== true) return [];
            switch (condition.kind) {
              case 'preimage':
              case 'attested':
                return [shows.preimage(node)];
              case 'admitted':
                return [shows.outcome(node)];
              case 'signed': {
                const bytes = secret;
                return condition.keys.map((_, key) => ({
                  node,
                  proof: { kind: 'signature', key, signature: bytes },
                }));
              }
              case 'after':
              case 'before':
              case 'fork':
              case 'some':
                return [];
            }
          });
          const world = { ...facts, time, isForked: (id: Uint8Array) => (id[0] as number) > 100 };
          const given = { nodes, witnesses };
          const plain = (without: Witness | null): boolean =>
            reading(
              one,
              witnesses.filter((w) => w !== without),
              world,
            );
          const result = evaluate(given, world);
          const needed = witnesses.every((witness) => !plain(witness));
          if (!plain(null)) expect(result.kind).toBeOneOf(['missing', 'false']);
          else expect(result.kind).toBe(needed ? 'true' : 'faulty');
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** The plain reference: recursive, over node numbers counted as it goes. */
function reading(root: Condition, witnesses: readonly Witness[], world: ConditionFacts): boolean {
  let next = 0;
  const holds = (condition: Condition): boolean => {
    const node = next++;
    const count = witnesses.filter((witness) => witness.node === node).length;
    switch (condition.kind) {
      case 'after':
        return world.time >= condition.time;
      case 'before':
        return world.time <= condition.time;
      case 'fork':
        return world.isForked(condition.hold);
      case 'signed':
        return count >= condition.threshold;
      case 'some':
        return condition.conditions.map(holds).filter(Boolean).length >= condition.threshold;
      case 'preimage':
      case 'attested':
      case 'admitted':
        return count > 0;
    }
  };
  return holds(root);
}

describe('witnesses', () => {
  it('have their signatures listed, to be verified elsewhere', () => {
    const proof = shown([shows.key(0, 0), shows.key(0, 1)]);
    const read = readWitnesses(signed, proof, place, nodeCrypto);
    if (!read.ok) throw new Error(read.fault);
    const jobs: SignatureJob[] = read.jobs.map(({ job }) => job);
    expect(jobs).toMatchObject([{ key: publics[0] }, { key: publics[1] }]);
    expect(read.jobs.map(({ witness }) => witness)).toEqual([0, 1]);
    const outcomes = readWitnesses(
      admitted,
      shown([shows.outcome(0)], [closed.bytes]),
      place,
      nodeCrypto,
    );
    expect(outcomes.ok && outcomes.jobs.length).toBe(3);
  });

  it('decode to what was encoded, and never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(), fc.nat(255), (bytes, at, byte) => {
        const decoded = decode(witnessCodec, bytes);
        if (decoded.ok) expect(encode(witnessCodec, decoded.value)).toEqual(bytes);
        const whole = encode(witnessCodec, shows.preimage(3));
        const damaged = whole.with(at % whole.length, byte);
        const proof = { witnesses: [damaged, bytes], outcomes: [bytes] };
        expect(evaluateProof(signed, proof, place, facts, nodeCrypto).kind).toBe('faulty');
      }),
      { numRuns: 300 },
    );
  });

  it('an outcome changed in any byte never counts', () => {
    const { bytes } = closed;
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const where = at % bytes.length;
        const damaged = bytes.with(where, bytes[where]! ^ change);
        expect(verdict(admitted, [shows.outcome(0)], {}, [damaged])).not.toBe('true');
      }),
      { numRuns: 200 },
    );
  });
});

describe('the least cost', () => {
  it('says what can never be shown', () => {
    const many = (threshold: number): Condition => ({ kind: 'signed', threshold, keys: publics });
    expect(leastCost(many(2))).toEqual({ witnesses: 2, bytes: 2 * 2430 });
    const either: Condition = { kind: 'some', threshold: 1, conditions: [preimage, many(2)] };
    expect(leastCost(either)).toEqual({ witnesses: 1, bytes: 74 });
    expect(canBeShown(either)).toBe(true);
    const large = Array.from({ length: 4 }, (_, i) => ({
      suite: 3 as const,
      publicKey: new Uint8Array(32).fill(i),
    }));
    expect(canBeShown({ kind: 'signed', threshold: 3, keys: large })).toBe(true);
    expect(canBeShown({ kind: 'signed', threshold: 4, keys: large })).toBe(false);
    const seventeen: Condition = {
      kind: 'some',
      threshold: 9,
      conditions: Array.from({ length: 9 }, () => many(2)),
    };
    expect(canBeShown(seventeen)).toBe(false);
  });
});

describe('what is missing, in words', () => {
  const names = {
    keys: new Map(publics.map((key, i) => [`k${i + 1}`, key])),
    statements: ['rain'],
  };
  const words = (condition: Condition, witnesses: Witness[] = [], time = 1000): string =>
    explain(condition, { facts: { ...facts, time }, witnesses }, names);

  it('names what could help, and what can no longer come', () => {
    expect(words({ kind: 'after', time: 0 })).toBe('nothing');
    expect(words({ kind: 'after', time: 60_000 })).toBe('the time 1970-01-01T00:01Z');
    expect(words(attested)).toBe('the word of k1 that "rain"');
    expect(words(signed)).toBe('2 signatures by k1, k2, k3');
    expect(words(signed, [shows.key(0, 1)])).toBe('1 signature by k1, k3');
    const either: Condition = { kind: 'some', threshold: 1, conditions: [attested, signed] };
    expect(words(either)).toBe('one of: the word of k1 that "rain"; 2 signatures by k1, k2, k3');
    const both: Condition = { kind: 'some', threshold: 2, conditions: [attested, either] };
    expect(words(both)).toBe(
      'the word of k1 that "rain", and (one of: the word of k1 that "rain"; 2 signatures by k1, k2, k3)',
    );
    const late: Condition = {
      kind: 'some',
      threshold: 2,
      conditions: [{ kind: 'before', time: 0 }, attested],
    };
    expect(words(late)).toBe('no longer possible: it had to be before 1970-01-01T00:00Z');
    expect(words({ kind: 'some', threshold: 1, conditions: [late, attested] })).toBe(
      'the word of k1 that "rain"',
    );
    expect(words(preimage)).toMatch(/^the preimage of [0-9a-f]{64}$/);
    expect(words({ ...admitted, outcome: 16 })).toMatch(/ returned at /);
    expect(words({ kind: 'fork', hold })).toMatch(/^a fork of /);
  });
});
