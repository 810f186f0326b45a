import {
  claimStatement,
  type Condition,
  encode,
  hash,
  type Hash,
  type Hold,
  statementHash,
  type Witness,
  witnessCodec,
} from '@tallystick/protocol';
import { describe, expect, test } from 'vitest';
import { recount } from '../../state/recount.ts';
import { Desk } from '../../testing/desk.ts';
import { type Acts, asked, bare, opened, tabFor } from '../../testing/offline.ts';
import { type Person, pseudoKey, START } from '../../testing/parties.ts';
import { seal, verifySeal } from '../../testing/seal.ts';

const HOUR = 3_600_000;
const SECRET = new Uint8Array(32).fill(7);
const [ARBITER, ORACLE] = [pseudoKey('arbiter'), pseudoKey('oracle')];
const ARRIVED = statementHash('The parcel has arrived.');

interface Locked {
  readonly desk: Desk;
  readonly ada: Person;
  readonly ben: Person;
  readonly hold: Hash;
  readonly acts: Acts;
}

/** 100 for Ben under a condition; `more` changes the hold. */
function locked(condition: Condition, more: Partial<Hold> = {}, until = START + 9 * HOUR): Locked {
  const desk = new Desk();
  desk.verifyInside = verifySeal;
  const ada = desk.funded(1000n);
  const ben = desk.person();
  const claim = { meter: { kind: 'all' }, condition, until } as const;
  const hold = tabFor(ben.id, desk.hrb, 100n, claim, { writer: { kind: 'none' }, ...more });
  const { acts } = opened(desk, ada, hold);
  return { desk, ada, ben, hold: acts.hold, acts };
}

function bytes(node: number, shown: Uint8Array): Witness {
  return { node, proof: { kind: 'bytes', bytes: shown } };
}

function taken({ desk, hold }: Locked, by: Person, witnesses: readonly Witness[]): unknown {
  const encoded = witnesses.map((witness) => encode(witnessCodec, witness));
  const taking = asked(hold, 100n, desk.hrb, { witnesses: encoded });
  const answer = desk.send(by.account.take([taking]));
  return answer.ok ? 'admitted' : { code: answer.code, ...answer.data };
}

describe('a claim under a condition', () => {
  const preimage: Condition = { kind: 'preimage', hash: hash('preimage', SECRET) };

  test('pays for a preimage, and for nothing else', () => {
    const on = locked(preimage);
    const { desk, ben, hold } = on;
    expect(taken(on, ben, [])).toEqual({ code: 'condition-unmet', taking: 0, missing: [0] });
    expect(taken(on, ben, [bytes(0, SECRET.slice(1))])).toMatchObject({
      code: 'bad-witness',
      fault: 'preimage',
    });
    const plain = bare(hold, 0, 100n, desk.hrb);
    expect(desk.send(ben.account.take([plain]))).toMatchObject({ data: { fault: 'missing' } });
    expect(taken(on, desk.person(), [bytes(0, SECRET)])).toMatchObject({ code: 'not-claimant' });
    expect(taken(on, ben, [bytes(0, SECRET)])).toBe('admitted');
    expect(recount(desk.state)).toEqual([]);
  });

  test('before and after a time: closures extend the one, and not the other', () => {
    const before = locked({ kind: 'before', time: START + HOUR }, {}, START + 50 * HOUR);
    before.desk.wait(HOUR + 5 * HOUR, 5 * HOUR);
    expect(taken(before, before.ben, [])).toBe('admitted');
    const late = locked({ kind: 'before', time: START + HOUR }, {}, START + 50 * HOUR);
    late.desk.wait(HOUR + 1);
    expect(taken(late, late.ben, [])).toEqual({ code: 'condition-unmet', taking: 0, missing: [] });
    const after = locked({ kind: 'after', time: START + HOUR });
    after.desk.wait(HOUR - 1, HOUR - 1);
    expect(taken(after, after.ben, [])).toMatchObject({ code: 'condition-unmet' });
    after.desk.wait(1);
    expect(taken(after, after.ben, [])).toBe('admitted');
  });

  test('signed by an arbiter for this hold and claim, or attested by an oracle', () => {
    const signed: Condition = { kind: 'signed', threshold: 1, keys: [ARBITER] };
    const attested: Condition = { kind: 'attested', oracle: ORACLE, statement: ARRIVED };
    const on = locked({ kind: 'some', threshold: 1, conditions: [signed, attested] });
    const { ben, hold } = on;
    const signature = (claim: number, key = ARBITER): Witness => ({
      node: 1,
      proof: { kind: 'signature', key: 0, signature: seal(0, claimStatement(hold, claim), key) },
    });
    const word = bytes(2, seal(0, ARRIVED, ORACLE));
    expect(taken(on, ben, [signature(1)])).toMatchObject({ code: 'not-acceptable' });
    expect(taken(on, ben, [signature(0, ORACLE)])).toMatchObject({ code: 'not-acceptable' });
    expect(taken(on, ben, [signature(0), word])).toMatchObject({
      code: 'bad-witness',
      fault: 'not-needed',
    });
    expect(taken(on, ben, [word])).toBe('admitted');
  });

  test('refuses witnesses where it asks for none, and a proof where the claim does', () => {
    const on = locked({ kind: 'after', time: START });
    const { desk, ben } = on;
    expect(taken(on, ben, [bytes(0, SECRET)])).toMatchObject({
      code: 'bad-witness',
      fault: 'no-witness-of-this',
    });
    const meter = Uint8Array.of(0x80);
    const metered = asked(on.hold, 100n, desk.hrb, { meter });
    expect(desk.send(ben.account.take([metered]))).toMatchObject({
      data: { fault: 'meter-evidence' },
    });
    const { acts } = opened(desk, on.ada, tabFor(ben.id, desk.hrb, 10n));
    const proved = acts.take(5n, { act: acts.act(5n) });
    const witnesses = [encode(witnessCodec, bytes(0, SECRET))];
    const spare = { ...proved, proof: { ...proved.proof!, witnesses } };
    expect(desk.send(ben.account.take([spare]))).toMatchObject({ data: { fault: 'no-condition' } });
  });

  test('may be for anyone within bounds', () => {
    const on = locked(preimage, {
      claims: [
        {
          payee: { kind: 'anyone', countries: ['KE'], minTier: 0 },
          meter: { kind: 'all' },
          condition: preimage,
          until: START + HOUR,
        },
      ],
    });
    const foreign = on.desk.person(['DE']);
    expect(taken(on, foreign, [bytes(0, SECRET)])).toMatchObject({ code: 'not-claimant' });
    on.desk.must(on.desk.treasury.mint(on.desk.hrb, 1n));
    expect(taken(on, on.desk.person(), [bytes(0, SECRET)])).toBe('admitted');
  });

  test('with a voucher asks for both', () => {
    const claim = { meter: { kind: 'voucher' }, condition: preimage, until: START + HOUR } as const;
    const desk = new Desk();
    desk.verifyInside = verifySeal;
    const [ada, ben] = [desk.funded(1000n), desk.person()];
    const { acts } = opened(desk, ada, tabFor(ben.id, desk.hrb, 100n, claim));
    const taking = acts.take(60n, { act: acts.act(60n) });
    expect(desk.outcome(ben.account.take([taking]))).toBe('condition-unmet');
    const witnesses = [encode(witnessCodec, bytes(0, SECRET))];
    const shown = { ...taking, proof: { ...taking.proof!, witnesses } };
    expect(desk.outcome(ben.account.take([shown]))).toBe('admitted');
  });

  test('shows only so many signatures in one transition', () => {
    const keys = Array.from({ length: 16 }, (_, at) => pseudoKey(`key ${at}`));
    const on = locked({ kind: 'signed', threshold: 16, keys });
    const signature = new Uint8Array(100);
    const witnesses = keys.map((_, key) =>
      encode(witnessCodec, { node: 0, proof: { kind: 'signature', key, signature } }),
    );
    const taking = asked(on.hold, 100n, on.desk.hrb, { witnesses });
    const all = [taking, taking, taking, taking];
    expect(on.desk.send(on.ben.account.take(all))).toMatchObject({
      code: 'too-costly',
      data: { signatures: 65 },
    });
    expect(on.desk.outcome(on.ben.account.take(all.slice(1)))).not.toBe('too-costly');
  });
});

describe('terms that cannot be put', () => {
  const cases: [string, string, (hold: Hold) => Hold][] = [
    [
      'two meters',
      'several-meters',
      (hold) => ({ ...hold, claims: [hold.claims[0]!, hold.claims[0]!] }),
    ],
    [
      'a voucher nobody writes',
      'writer-missing',
      (hold) => ({ ...hold, writer: { kind: 'none' } }),
    ],
    [
      'a writer of nothing',
      'writer-not-needed',
      (hold) => ({ ...hold, claims: [{ ...hold.claims[0]!, meter: { kind: 'all' } }] }),
    ],
    [
      'a voucher for anyone',
      'bounds',
      (hold) => {
        const payee = { kind: 'anyone', countries: [], minTier: 0 } as const;
        return { ...hold, claims: [{ ...hold.claims[0]!, payee }] };
      },
    ],
    [
      'cheques under another condition',
      'guarantee',
      (hold) => {
        const meter = { kind: 'cheque', perCheque: 1n } as const;
        const condition = { kind: 'after', time: START } as const;
        return { ...hold, claims: [{ ...hold.claims[0]!, meter, condition }] };
      },
    ],
  ];

  test.each(cases)('%s', (_, reason, change) => {
    const desk = new Desk();
    const [ada, ben] = [desk.funded(1000n), desk.person()];
    const put = ada.account.put('KE', [change(tabFor(ben.id, desk.hrb, 10n))]);
    expect(desk.send(put)).toMatchObject({ code: 'bad-terms', data: { hold: 0, reason } });
  });

  test('a treasury’s key, a key of a suite that devices have not, the meter price', () => {
    const desk = new Desk();
    const [ada, ben] = [desk.funded(1000n), desk.person()];
    desk.must(desk.treasury.mint(desk.hrb, 100n));
    const tab = tabFor(ben.id, desk.hrb, 10n);
    expect(desk.send(desk.treasury.put('KE', [tab]))).toMatchObject({
      data: { reason: 'writer-of-treasury' },
    });
    const key = { suite: 4, publicKey: new Uint8Array(32) } as const;
    const foreign = ada.account.put('KE', [{ ...tab, writer: { kind: 'key', key } }]);
    expect(desk.send(foreign)).toMatchObject({ code: 'suite-not-admitted' });
    const amounts = { numerator: 1n, denominator: 1n, least: 1n };
    const price = { kind: 'price', currency: desk.gld, ...amounts } as const;
    const offer = ada.account.put('KE', [tabFor(ben.id, desk.hrb, 10n, { meter: price })]);
    expect(desk.send(offer)).toMatchObject({ code: 'not-available' });
  });
});
