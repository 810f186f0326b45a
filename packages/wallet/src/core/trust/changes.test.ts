import {
  type Change,
  type Cosigner,
  type Currency,
  encodeStructured,
  formatCheckpoint,
  hash,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { START, cosignedBy, found, keyOf, pairOf } from '../../testing/founding.ts';
import { type ProvenChange, currenciesAt, suitesAt, withChanges } from './changes.ts';
import { checkCheckpoint } from './checkpoints.ts';
import { type Trust, foundedTrust } from './constitution.ts';

const founding = found('Harbour', { quorum: 1 });
const WITNESSES = ['first', 'second', 'third'].map((name) => ({ name, pair: pairOf(name) }));
const [first, ...later] = WITNESSES.map(({ name, pair }): Cosigner => ({ name, key: keyOf(pair) }));
const trust: Trust = foundedTrust({
  sovereign: founding.sovereign,
  signed: founding.signed,
  constitution: { ...founding.constitution, witnesses: [first as Cosigner] },
  epochs: [founding.epoch],
});
const HOUR = 3_600_000;

function changed(item: Change['item'], from: number, content: Uint8Array): ProvenChange {
  const proposal = hash('record', new TextEncoder().encode(`${item} ${from}`));
  return { change: { item, proposal, from, until: null }, content };
}

const cosigned = (from: number, witness: Cosigner | undefined): ProvenChange =>
  changed(
    'cosigners',
    from,
    encodeStructured('cosigners', { witnesses: witness ? [witness] : [], validators: [] }),
  );

const withMore = (from: number, ...more: Currency[]): ProvenChange =>
  changed(
    'currencies',
    from,
    encodeStructured('currencies', [...founding.constitution.currencies, ...more]),
  );

const base = founding.constitution.currencies[0] as Currency;
const XTS: Currency = { ...base, code: 'XTS', decimals: 0, name: 'Token' };

/** The log's note at a time, with the signatures of some witnesses. */
async function noteOf(time: number, by: readonly number[]): Promise<Uint8Array> {
  const { origin } = founding.epoch;
  const checkpoint = { origin, size: 1, root: new Uint8Array(32).fill(7) };
  const body = new TextEncoder().encode(formatCheckpoint(checkpoint));
  const note = await founding.signCheckpoint(body, time);
  return by.reduce((signed, at) => cosignedBy(WITNESSES[at]!, signed, time), note);
}

describe('what votes have made of a constitution', () => {
  it('counts the cosigners in force when the log signed, and nobody who was voted out', async () => {
    const froms = [START + HOUR, START + 2 * HOUR] as const;
    const voted = withChanges(trust, [
      cosigned(froms[0], later[0]),
      cosigned(froms[1], later[1]),
    ]) as Trust;
    const hours = fc.integer({ min: 0, max: 3 * 3600 });
    const edge = fc.constantFrom(3599, 3600, 7199, 7200);
    await fc.assert(
      fc.asyncProperty(fc.oneof(hours, edge), fc.subarray([0, 1, 2]), async (seconds, by) => {
        const time = START + seconds * 1000;
        const named = seconds < 3600 ? 0 : seconds < 7200 ? 1 : 2;
        const checked = checkCheckpoint(nodeCrypto, voted, await noteOf(time, by));
        expect(checked.ok || checked.fault).toBe(by.includes(named) ? true : 'quorum');
      }),
      { numRuns: 60 },
    );
  });

  it('has a currency from its instant on, under its own decimals, and the founding’s before', () => {
    const voted = withChanges(trust, [withMore(START + HOUR, XTS)]) as Trust;
    const codes = (time: number): string[] =>
      currenciesAt(voted, time).map(({ declared: { code, decimals } }) => `${code}:${decimals}`);
    expect(codes(START + HOUR - 1)).toEqual(['HRB:2', 'GLD:3']);
    expect(codes(START + HOUR)).toEqual(['HRB:2', 'GLD:3', 'XTS:0']);
    // What is held of it is shown, whatever the clock says.
    expect(voted.currencies.map(({ declared }) => declared.code)).toEqual(['HRB', 'GLD', 'XTS']);
  });

  it('believes no version that takes a currency away, or gives it other decimals or another place', () => {
    const currencies = founding.constitution.currencies;
    const saying = (list: readonly Currency[]): ProvenChange =>
      changed('currencies', START, encodeStructured('currencies', list));
    const lies = [
      currencies.slice(1),
      currencies.toReversed(),
      currencies.map((one) => ({ ...one, decimals: one.decimals + 1 })),
    ];
    for (const lie of lies) expect(withChanges(trust, [saying(lie)])).toBeUndefined();
    expect(withChanges(trust, [withMore(START, XTS), withMore(START + HOUR)])).toBeUndefined();
    expect(
      withChanges(trust, [withMore(START, XTS), withMore(START + 1, { ...XTS, decimals: 2 })]),
    ).toBeUndefined();
  });

  it('goes by a version only as long as it lasts, and believes nothing malformed', () => {
    const suites = { roots: [4], devices: [1, 2], log: [1] } as const;
    const content = encodeStructured('suites', suites as never);
    const lasting = changed('suites', START + HOUR, content);
    const ended = { ...lasting, change: { ...lasting.change, until: START + 2 * HOUR } };
    const voted = withChanges(trust, [ended]) as Trust;
    const devices = [0, HOUR, 2 * HOUR].map((ms) => suitesAt(voted, START + ms).devices);
    expect(devices).toEqual([[1], [1, 2], [1]]);
    for (const item of ['suites', 'currencies', 'cosigners'] as const) {
      expect(withChanges(trust, [changed(item, START, new Uint8Array([0xff]))])).toBeUndefined();
    }
  });
});
