import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { notAcceptable, refuse, REFUSAL_CODES, type RefusalData } from './refusal.ts';

const PAGE = join(import.meta.dirname, '../../../../docs/integrators/refusals.md');

/** The compiler holds this to the type, the tests hold the page to this. */
const EXAMPLES: RefusalData = {
  malformed: { reason: 'input ends early', at: 17 },
  'not-acceptable': {},
  unavailable: {},
  'wrong-chain': { operation: 'mint', chain: 'device' },
  'wrong-treasury': { currency: '6f0c…' },
  'not-available': { feature: 'meter price' },
  'suite-not-admitted': { suite: 3, role: 'device' },
  'contents-mismatch': { expected: 'a41b…' },
  'unknown-currency': { currency: '6f0c…' },
  'insufficient-balance': { currency: '6f0c…', balance: '120', needed: '500' },
  'supply-limit': { currency: '6f0c…', minted: '9223372036854775807' },
  'unknown-payee': { hold: 0, claim: 0 },
  'no-country-record': { side: 'payee', country: 'KE' },
  'claim-ended': { taking: 0, claim: 0, until: 1_800_000_000_000 },
  'bad-terms': { hold: 0, reason: 'several-meters' },
  'writer-forked': { hold: null },
  'not-raisable': { raise: 0, reason: 'released' },
  'unknown-hold': { taking: 0, hold: '09d3…' },
  'unknown-claim': { taking: 0, claim: 3 },
  'not-claimant': { taking: 0 },
  'amount-mismatch': { taking: 0, entitlement: '500' },
  'not-returnable-yet': { taking: 0, until: 1_800_000_000_000 },
  'payout-paused': { taking: 0, list: 'SANCTIONED' },
  'unpaid-cheques': { taking: 0, unpaid: '1500' },
  'bad-proof': { taking: 0, fault: 'meter-encoding' },
  'bad-witness': { taking: 0, witness: 1, fault: 'preimage' },
  'condition-unmet': { taking: 0, missing: [2] },
  'too-costly': { signatures: 80, links: 0 },
  'bad-fork-proof': { fault: 'linked' },
  'handle-taken': { handle: 'ada' },
  'bad-statement': { reason: 'not a country code' },
  'bad-attestation': {},
  'device-known': {},
  'device-unknown': { ordinal: 4 },
  'device-revoked': { ordinal: 1 },
  'last-device': { ordinal: 0 },
  'no-procedure': {},
  'bad-proposal': { fault: 'base' },
  'not-entitled': { electorates: ['people'] },
  'unknown-part': { part: 1 },
  'unknown-proposal': { proposal: '5e1a…' },
  'wrong-stage': { stage: 'comment' },
  'not-author': {},
  'bad-word': { fault: 'threshold' },
  'lane-rests': { proposal: '5e1a…', until: 1_800_000_000_000 },
  'unknown-vendor': { vendor: 'c3d0…' },
  'bad-ballot': { fault: 'voted' },
  'unknown-appeal': { appeal: '71be…' },
  'appeal-answered': {},
  'bad-figure': { fault: 'older' },
  'limit-reached': { limit: 'devices', most: 256 },
  'rules-refuse': { hold: 0, rule: 'DE-7' },
  'rules-hold': { hold: 0, rule: 'DE-7', requirements: ['identity tier 2'], unsaid: [] },
};

const ROWS = [...readFileSync(PAGE, 'utf8').matchAll(/^\| `([a-z-]+)` \| `(\{.*?\})` \|/gm)].map(
  ([, code, data]) => [code, JSON.parse(data ?? '') as unknown] as const,
);

test('the page has every code, in order, and no other', () => {
  expect(ROWS.map(([code]) => code)).toEqual(REFUSAL_CODES);
});

test.each(ROWS)('the page shows the data of %s', (code, data) => {
  expect(data).toEqual(EXAMPLES[code as keyof RefusalData]);
});

test.each(REFUSAL_CODES)('%s says something to people, and survives JSON', (code) => {
  const refusal = refuse(code, EXAMPLES[code]);
  expect(refusal.message).toMatch(/^[A-Z].*\.$/);
  expect(JSON.parse(JSON.stringify(refusal.data))).toEqual(EXAMPLES[code]);
});

test('what fails before the signature looks the same whatever it was', () => {
  const { internal: one, ...seen } = notAcceptable('expired');
  const { internal: other, ...alsoSeen } = notAcceptable('wrong-signature');
  expect(seen).toEqual(alsoSeen);
  expect([one, other]).toEqual(['expired', 'wrong-signature']);
});
