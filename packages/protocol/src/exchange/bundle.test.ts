import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hash } from '../crypto/index.ts';
import { nobleCrypto } from '../crypto/noble/index.ts';
import { nodeCrypto } from '../crypto/node/index.ts';
import { decode, encode, u64 } from '../encoding/index.ts';
import type { Claim, Hold } from '../hold/index.ts';
import { NOW, type OfflineWorld, buildOfflineWorld } from '../testing/offline-world.ts';
import { type Bundle, bundleCodec, verifyBundle } from './index.ts';

const requirements = { now: NOW, freshnessMs: 3_600_000, quorum: 1 };
const tab = buildOfflineWorld(nodeCrypto, { kind: 'voucher' });
const allowance = buildOfflineWorld(nodeCrypto, { kind: 'cheque', perCheque: 400n });

function flip(bytes: Uint8Array, at = 40): Uint8Array {
  return bytes.with(at, bytes[at]! ^ 1);
}

function bundled(change: Partial<Bundle>, from = tab, asked = requirements): string {
  const { sovereign } = from.world;
  const check = verifyBundle({ ...from.bundle, ...change }, sovereign, nodeCrypto, asked);
  return check.ok ? 'ok' : `${check.part}: ${check.fault}`;
}

describe('a bundle', () => {
  it('proves a hold, its raises and what guarantees it, under both providers', () => {
    for (const crypto of [nodeCrypto, nobleCrypto]) {
      const { bundle, world, hold } = allowance;
      const check = verifyBundle(bundle, world.sovereign, crypto, requirements);
      expect(check).toMatchObject({
        ok: true,
        proven: {
          hold,
          cap: 1500n,
          country: 'KE',
          writer: allowance.on.writer,
          first: { sequence: 0, id: allowance.head.id },
          guarantees: [{ cap: 300n }],
          cosigners: ['w1.example'],
        },
      });
    }
  });

  it('names the part that does not hold', () => {
    const { put, raises, fresh, putter } = tab.bundle;
    const [raise] = raises;
    expect(bundled({})).toBe('ok');
    expect(bundled({}, tab, { ...requirements, now: NOW + 3_600_001 })).toBe(
      'fresh: checkpoint-stale',
    );
    expect(bundled({}, tab, { ...requirements, quorum: 2 })).toBe('fresh: quorum');
    expect(bundled({ fresh: { ...fresh, index: 3 } })).toBe('fresh: inclusion');
    expect(bundled({ index: 1 })).toBe('put: no-such-hold');
    expect(bundled({ putter: tab.payee.party })).toBe('put: putter');
    expect(bundled({ putter: { ...putter, identity: hash('identity', u64(1)) } })).toBe(
      'put: putter',
    );
    expect(bundled({ put: { ...put, operation: flip(put.operation, 14) } })).toBe(
      'put: operation-of-another-state',
    );
    expect(bundled({ put: { ...put, state: flip(put.state, 150) } })).toBe(
      'put: state-of-another-transition',
    );
    expect(bundled({ put: raise! })).toBe('put: no-such-hold');
    expect(bundled({ raises: [raise!, raise!] })).toBe('raise: repeated');
    expect(bundled({ raises: [put] })).toBe('raise: no-such-raise');
    expect(bundled({ guarantees: [{ put, index: 0 }] })).toBe('guarantee: no-guarantee');
    expect(bundled({ guarantees: [{ put, index: 7 }] })).toBe('guarantee: no-such-hold');
    const [collateral] = allowance.bundle.guarantees;
    expect(bundled({ guarantees: [collateral!, collateral!] }, allowance)).toBe(
      'guarantee: repeated',
    );
  });

  it('takes for a guarantee only what pays for forks of this hold, in its currency, for longer', () => {
    const meter = { kind: 'cheque', perCheque: 400n } as const;
    const check = (change: (own: Hold) => Hold): string =>
      bundled({}, buildOfflineWorld(nodeCrypto, meter, change));
    const claimed = (change: Partial<Claim>) => (own: Hold) => ({
      ...own,
      claims: own.claims.map((claim) => ({ ...claim, ...change })),
    });
    const none = 'guarantee: no-guarantee';
    expect(check((own) => own)).toBe('ok');
    expect(check((own) => ({ ...own, currency: hash('currency', u64(9)) }))).toBe(none);
    expect(check(claimed({ until: allowance.on.terms.claims[0]!.until }))).toBe(none);
    expect(check(claimed({ condition: { kind: 'fork', hold: tab.hold } }))).toBe(none);
    expect(check(claimed({ condition: null }))).toBe(none);
    expect(check(claimed({ meter: { kind: 'all' } }))).toBe(none);
  });

  it('takes nothing for a guarantee that somebody else could take, or that this payee could not', () => {
    const meter = { kind: 'cheque', perCheque: 400n } as const;
    const check = (change: (own: Hold) => Hold): string =>
      bundled({}, buildOfflineWorld(nodeCrypto, meter, change));
    const { identity } = allowance.payer.party;
    const accomplice = { kind: 'identity', identity, country: 'KE' } as const;
    const [claim] = allowance.on.terms.claims;
    const beside: Claim = { ...claim!, payee: accomplice, meter: { kind: 'all' }, condition: null };
    const none = 'guarantee: no-guarantee';
    expect(check((own) => ({ ...own, claims: [...own.claims, beside] }))).toBe(none);
    expect(check((own) => ({ ...own, claims: [beside, ...own.claims] }))).toBe(none);
    const paying = (payee: Claim['payee']): string =>
      check((own) => ({ ...own, claims: own.claims.map((one) => ({ ...one, payee })) }));
    expect(paying(claim!.payee)).toBe('ok');
    expect(paying(accomplice)).toBe(none);
    expect(paying({ kind: 'anyone', countries: ['DE'], minTier: 0 })).toBe(none);
    expect(paying({ kind: 'anyone', countries: [], minTier: 15 })).toBe(none);
  });

  it('does not take entries of a tree that no witness has seen', () => {
    const stripped = { ...tab.bundle.put.certificate, checkpoint: ownLineOnly(tab) };
    // The same tree as the fresh checkpoint, which the witness has cosigned.
    expect(bundled({ put: { ...tab.bundle.put, certificate: stripped } })).toBe('ok');
    const other = buildOfflineWorld(nodeCrypto, { kind: 'all' });
    const { put } = other.bundle;
    const unseen = { ...put.certificate, checkpoint: ownLineOnly(other) };
    const foreign = { put: { ...put, certificate: unseen }, raises: [] };
    expect(bundled(foreign)).toBe('put: not-cosigned');
    expect(bundled({ ...foreign, put })).toBe('ok');
  });

  it('sends a checkpoint once, and is refused when it does not', () => {
    const { bundle } = tab;
    const bytes = encode(bundleCodec, bundle);
    const { checkpoint } = bundle.fresh;
    expect(bytes.length).toBeLessThan(2 * checkpoint.length + 16_000);
    expect(decode(bundleCodec, bytes)).toEqual({ ok: true, value: bundle });
    const [raise] = bundle.raises;
    const other = flip(checkpoint, 0);
    const certificate = { ...raise!.certificate, checkpoint: other };
    const twice = encode(bundleCodec, { ...bundle, raises: [{ ...raise!, certificate }] });
    expect(decode(bundleCodec, twice).ok).toBe(true);
    const hex = twice.toHex().replace(other.toHex(), checkpoint.toHex());
    const reason = 'a checkpoint that is sent already';
    expect(decode(bundleCodec, Uint8Array.fromHex(hex))).toMatchObject({ ok: false, reason });
  });

  it('proves the same or nothing after a change of any byte', () => {
    const bytes = encode(bundleCodec, tab.bundle);
    const { sovereign } = tab.world;
    const whole = verifyBundle(tab.bundle, sovereign, nodeCrypto, requirements);
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const place = at % bytes.length;
        const decoded = decode(bundleCodec, bytes.with(place, bytes[place]! ^ change));
        if (!decoded.ok) return;
        // Cosignatures of a tree that the fresh checkpoint shows to be cosigned are not looked at.
        const check = verifyBundle(decoded.value, sovereign, nodeCrypto, requirements);
        expect(check.ok ? check : whole).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });
});

/** The bundle's checkpoint without the witness's line. */
function ownLineOnly(from: OfflineWorld): Uint8Array {
  const text = new TextDecoder().decode(from.bundle.fresh.checkpoint);
  const lines = text.split('\n');
  return new TextEncoder().encode(`${lines.slice(0, 5).join('\n')}\n`);
}
