import { type CurrentRulebook, MOST_FACTS, MOST_FACTS_BYTES } from '@tallystick/ledger';
import {
  approvalHash,
  decode,
  encode,
  list,
  signingContext,
  votingKeyHash,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import {
  type Decision,
  type Facts,
  type Label,
  Labelled,
  NO_OBJECTION,
  type Rulebook,
  type RulebookSource,
  compile,
  encodeSource,
  factsCodec,
  noObjection,
  parse,
  unknownFacts,
} from '@tallystick/rules';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_FRAME, frameOf, newFrameReader } from './frames.ts';
import { GivenRulebooks } from './give-rulebook.ts';
import { compileGiven } from './inside/compile-given.ts';
import { decideFacts } from './inside/decide.ts';
import { newDecoys } from './inside/decoys.ts';
import { sayWord } from './inside/say-word.ts';
import { newSigner } from './inside/sign.ts';
import { type Corridor, isWatched } from './inside/watched.ts';
import {
  MAX_FACTS,
  type OfficeWord,
  answerCodec,
  decideFrame,
  isDecision,
  openFrame,
  requestCodec,
  sayFrame,
} from './messages.ts';

const FACTS: Facts = {
  ...unknownFacts(noObjection.needs, 2),
  currency: new Uint8Array(32).fill(1),
  amount: 500n,
  sender: { country: 'KE', tier: 0 },
  receivers: [
    { kind: 'party', country: 'DE', tier: 2, first: null },
    { kind: 'bounds', countries: ['UG'], minTier: 1 },
  ],
  online: true,
  time: 1_800_000_000_000,
  sent: [{ hours: 24, amount: 7n }],
};
const LEDGER: Label = { confidentiality: 1, integrity: 1 };
const RULES = noObjection.hash;
const RULEBOOK: Label = { confidentiality: 0, integrity: 1 };
const EUROS = { code: 'EUR', id: FACTS.currency, decimals: 2 };
const SECRET: Label = { confidentiality: 2, integrity: 2 };

describe('frames', () => {
  test('come out as they went in, however they are cut', () => {
    const messages = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 6 });
    fc.assert(
      fc.property(messages, fc.array(fc.nat({ max: 9 })), (sent, cuts) => {
        const stream = Buffer.concat(sent.map((message) => frameOf(message)));
        const taken: Uint8Array[] = [];
        const reader = newFrameReader(MAX_FRAME);
        let at = 0;
        for (const cut of [...cuts, stream.length]) {
          reader.push(stream.subarray(at, at + cut), (message) => taken.push(message));
          at += cut;
        }
        expect(taken).toEqual(sent);
      }),
    );
  });

  test('that announce too much are not waited for', () => {
    const reader = newFrameReader(MAX_FRAME);
    const taken: unknown[] = [];
    expect(reader.push(Uint8Array.of(0xff, 0, 0, 0), (message) => taken.push(message))).toBe(false);
    expect(taken).toEqual([]);
    expect(() => frameOf(new Uint8Array(MAX_FRAME + 1))).toThrow(RangeError);
  });
});

describe('messages', () => {
  test('have room for the largest question of the ledger', () => {
    expect(MAX_FACTS).toBeGreaterThanOrEqual(MOST_FACTS);
    expect(decideFrame(1, RULES, new Uint8Array(MOST_FACTS_BYTES)).length).toBeGreaterThan(0);
  });

  test('facts that are encoded already make a message that decodes', () => {
    const facts = encode(list(factsCodec, 9), [FACTS, FACTS]);
    const message = decideFrame(7, RULES, facts).subarray(4);
    expect(decode(requestCodec, message)).toEqual({
      ok: true,
      value: { kind: 'decide', id: 7, label: LEDGER, rulebook: RULES, facts: [FACTS, FACTS] },
    });
  });

  test('the unlock key stands in an opening, and in nothing else that was encoded', () => {
    const unlock = new Uint8Array(32).fill(0xa7);
    const opening = {
      files: { unlock: '/u', log: '/l', watched: '/w' },
      offices: { gates: { name: 'gates', path: '/g' }, registrars: null },
      sovereign: new Uint8Array(32),
      epoch: { number: 0, origin: 'o', log: { suite: 1, publicKey: new Uint8Array(1312) } },
      decoysPerMillion: 5,
      unlock,
    } as const;
    const decoded = decode(requestCodec, openFrame(opening).subarray(4));
    expect(decoded).toMatchObject({ ok: true, value: { kind: 'open', opening } });
  });

  test('hostile bytes are refused on both sides', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        for (const codec of [requestCodec, answerCodec]) {
          expect(typeof decode<unknown>(codec, bytes, MAX_FRAME).ok).toBe('boolean');
        }
      }),
    );
  });

  test.each<[string, Decision, boolean]>([
    ['no objection', NO_OBJECTION, true],
    ['a hold', { outcome: 'hold', rule: 'DE-7', requirements: ['identity tier 2'] }, true],
    ['an unexplained hold', { outcome: 'hold', rule: null, requirements: [] }, true],
    ['bytes', { outcome: 'hold', rule: '\u0001\u0002', requirements: [] }, false],
    ['a long text', { outcome: 'refuse', rule: 'x'.repeat(65), requirements: [] }, false],
    ['many', { outcome: 'hold', rule: null, requirements: Array(17).fill('x') as string[] }, false],
    ['a yes that says more', { ...NO_OBJECTION, requirements: ['x'] }, false],
    ['another outcome', { outcome: 'maybe' as never, rule: null, requirements: [] }, false],
  ])('%s has the form of an answer or not', (_, decision, expected) => {
    expect(isDecision(decision)).toBe(expected);
  });
});

function secrets(corridors: readonly Corridor[] = [], perMillion = 0) {
  const decoys = newDecoys(new Uint8Array(32).fill(3), perMillion);
  return { watched: new Labelled(corridors, SECRET), decoys: new Labelled(decoys, SECRET) };
}

const rules = (decide: (facts: Facts) => Decision, fill = 0): Rulebook => ({
  hash: new Uint8Array(32).fill(fill),
  needs: noObjection.needs,
  decide,
});
const mild = rules(() => NO_OBJECTION);
const UNEXPLAINED = { outcome: 'hold', rule: null, requirements: [] };

describe('deciding', () => {
  const decideOne = (rulebook: Rulebook, held = secrets(), label = LEDGER): Decision | undefined =>
    decideFacts([FACTS], label, new Labelled(rulebook, RULEBOOK), held)[0];

  test('a list and a decoy hold with the same answer', () => {
    expect(decideOne(mild)).toEqual(NO_OBJECTION);
    expect(decideOne(mild, secrets([{ origin: 'KE', destination: null }]))).toEqual(UNEXPLAINED);
    expect(decideOne(mild, secrets([], 1_000_000))).toEqual(UNEXPLAINED);
  });

  test('nothing that is secret loosens a rule', () => {
    const refusal = { outcome: 'refuse', rule: 'T-1', requirements: [] } as const;
    const strict = rules(() => refusal);
    expect(decideOne(strict, secrets([{ origin: null, destination: null }]))).toEqual(refusal);
  });

  test('what anybody may have written steers nothing out of the ring', () => {
    expect(decideOne(mild, secrets(), { confidentiality: 0, integrity: 0 })).toEqual(UNEXPLAINED);
  });

  test('a rulebook that fails, or answers something else, holds', () => {
    const failing = rules(() => {
      throw new Error(JSON.stringify(FACTS.sender));
    });
    expect(decideOne(failing)).toEqual(UNEXPLAINED);
    const chatty = rules((facts) => ({
      outcome: 'hold',
      rule: `seed ${'ab'.repeat(32)}`,
      requirements: [String(facts.amount)],
    }));
    expect(decideOne(chatty)).toEqual(UNEXPLAINED);
  });

  test.each<[Corridor, boolean]>([
    [{ origin: 'KE', destination: 'DE' }, true],
    [{ origin: null, destination: 'UG' }, true],
    [{ origin: 'KE', destination: 'FR' }, false],
    [{ origin: 'DE', destination: null }, false],
  ])('corridor %o', (corridor, expected) => {
    expect(isWatched(FACTS, corridor)).toBe(expected);
  });

  test('a payee who may be anybody may be in a watched country', () => {
    const receivers = [{ kind: 'bounds', countries: [], minTier: 0 } as const];
    expect(isWatched({ ...FACTS, receivers }, { origin: null, destination: 'FR' })).toBe(true);
  });
});

const KENYA = `module KE version 1 in force from 2027-01-01

rule KE-1 "Cap"
  when amount > 4.00 EUR
  then refuse
`;

function sourceOf(text: string): RulebookSource {
  const { tree } = parse(text);
  if (tree?.kind !== 'module') throw new Error('no module');
  return { modules: [tree], lists: [], settings: [], currencies: [EUROS] };
}

describe('a rulebook that is given', () => {
  const source = sourceOf(KENYA);
  const compiled = compile(source);
  if (!compiled.ok) throw new Error('does not compile');
  const { hash } = compiled.rulebook;
  const encoded = encodeSource(source);

  test('decides as it does outside', () => {
    const given = compileGiven(hash, encoded)?.rulebook;
    expect(given?.hash).toEqual(hash);
    expect(given?.decide(FACTS)).toEqual(compiled.rulebook.decide(FACTS));
    expect(given?.decide(FACTS)).toMatchObject({ outcome: 'refuse', rule: 'KE-1' });
  });

  test('is another than it is said to be, has a mistake or is none: nobody decides by it', () => {
    expect(compileGiven(new Uint8Array(32), encoded)).toBeNull();
    const wrong = encodeSource(sourceOf(KENYA.replace('EUR', 'EUX')));
    expect(compileGiven(hash, wrong)).toBeNull();
    expect(compileGiven(hash, encoded.subarray(1))).toBeNull();
  });

  test('goes once into a ring, two are kept, and an older one goes again', () => {
    const given = new GivenRulebooks();
    const current = (fill: number): CurrentRulebook => ({
      source,
      rulebook: rules(() => NO_OBJECTION, fill),
    });
    const frame = given.frameFor(current(1), 7);
    expect(frame?.length).toBeGreaterThan(encoded.length);
    expect(given.isTaking).toBe(true);
    expect([given.taken(8), given.taken(7), given.taken(7)]).toEqual([false, true, false]);
    const isGiven = (fill: number, id: number) => given.frameFor(current(fill), id) !== undefined;
    expect([isGiven(1, 1), isGiven(2, 2), isGiven(1, 3), isGiven(3, 4)]).toEqual([
      false,
      true,
      false,
      true,
    ]);
    expect([isGiven(2, 5), isGiven(1, 6)]).toEqual([false, true]);
    expect(given.frameFor({ source: null, rulebook: noObjection }, 9)).toBeUndefined();
    expect(given.frameFor({ source, rulebook: noObjection }, 9)).toBeUndefined();
  });
});

describe('the word of an office', () => {
  const pair = nodeCrypto.keyPair(1, new Uint8Array(32).fill(6));
  const sovereign = new Uint8Array(32).fill(1);
  const hash = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
  const word: OfficeWord = {
    kind: 'gates',
    proposal: hash(2),
    office: 3,
    report: hash(4),
    verdict: 'tightens',
  };
  const PUBLIC: Label = { confidentiality: 0, integrity: 1 };
  const offices = { gates: new Labelled(pair, SECRET), registrars: undefined };

  test('is signed as a ledger reads it', () => {
    const signature = sayWord(word, PUBLIC, sovereign, offices);
    const said = { kind: 'gates', report: hash(4), verdict: 'tightens' } as const;
    const message = approvalHash({ proposal: hash(2), office: 3, word: said });
    const context = signingContext('approval', sovereign);
    expect(nodeCrypto.verify(pair, message, signature ?? hash(0), context)).toBe(true);
  });

  test('is not signed by the key of another office, nor when nobody vouches for it', () => {
    const registration = {
      kind: 'registrars',
      identity: hash(1),
      key: hash(2),
      vendor: hash(3),
      attestation: hash(4),
    } as const;
    expect(sayWord(registration, PUBLIC, sovereign, offices)).toBeUndefined();
    const own = { gates: undefined, registrars: offices.gates };
    const signature = sayWord(registration, PUBLIC, sovereign, own);
    const context = signingContext('voting-key', sovereign);
    const message = votingKeyHash(hash(1), registration);
    expect(nodeCrypto.verify(pair, message, signature ?? hash(0), context)).toBe(true);
    expect(sayWord(word, PUBLIC, sovereign, own)).toBeUndefined();
    const nobodys = { confidentiality: 0, integrity: 0 } as const;
    expect(sayWord(word, nobodys, sovereign, offices)).toBeUndefined();
  });

  test('makes a message that decodes', () => {
    const message = sayFrame(5, word).subarray(4);
    expect(decode(requestCodec, message)).toMatchObject({ ok: true, value: { kind: 'say', word } });
  });
});

describe('decoys', () => {
  const day = (n: number): Facts => ({ ...FACTS, time: FACTS.time + n * 86_400_000 });
  const seed = new Uint8Array(32).fill(3);

  test('come at their rate', () => {
    const decoys = newDecoys(seed, 250_000);
    const held = Array.from({ length: 4000 }, (_, n) => decoys.holds(day(n))).filter(Boolean);
    expect(held.length / 4000).toBeGreaterThan(0.22);
    expect(held.length / 4000).toBeLessThan(0.28);
    expect(newDecoys(seed, 0).holds(FACTS)).toBe(false);
    expect(newDecoys(seed, 1_000_000).holds(FACTS)).toBe(true);
  });

  test('asking again, or for another amount, tells no more that day', () => {
    const decoys = newDecoys(seed, 500_000);
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1n << 60n }), fc.nat({ max: 3600 }), (amount, s) => {
        const again = { ...FACTS, amount, sent: [], time: FACTS.time + s * 1000 };
        expect(decoys.holds(again)).toBe(decoys.holds(FACTS));
      }),
    );
  });

  test('another key draws others', () => {
    const draws = [seed, new Uint8Array(32)].map((key) => {
      const decoys = newDecoys(key, 500_000);
      return Array.from({ length: 64 }, (_, n) => decoys.holds(day(n)));
    });
    expect(draws[0]).not.toEqual(draws[1]);
  });
});

describe('signing', () => {
  const pair = nodeCrypto.keyPair(1, new Uint8Array(32).fill(5));
  const root = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
  const at = (size: number, fill: number) => ({ size, root: root(fill), timestamp: 1_800_000_000 });
  const label: Label = { confidentiality: 0, integrity: 1 };

  test('goes on, and never gives one size a second root', () => {
    const signer = newSigner(new Labelled(pair, SECRET), 'harbour.example');
    const signed = (size: number, fill: number) => signer.sign(at(size, fill), label) !== undefined;
    expect([signed(3, 1), signed(5, 2), signed(5, 2), signed(3, 1)]).toEqual(Array(4).fill(true));
    expect([signed(5, 3), signed(3, 2), signed(4, 1)]).toEqual(Array(3).fill(false));
    expect(signed(6, 1)).toBe(true);
  });

  test('signs nothing that nobody vouches for', () => {
    const signer = newSigner(new Labelled(pair, SECRET), 'harbour.example');
    expect(signer.sign(at(3, 1), { confidentiality: 0, integrity: 0 })).toBeUndefined();
    expect(signer.sign(at(3, 2), label)).toBeDefined();
  });
});
