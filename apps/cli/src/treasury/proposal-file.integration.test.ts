import { join } from 'node:path';
import {
  type State,
  decode,
  decodeState,
  encodeOperation,
  encodeState,
  operationCodec,
  operationHash,
  signingContext,
  type Draft,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { type OpenedFolder, openFolder } from '@tallystick/sovereign';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LiveSovereign, createLiveSovereign, signedBy } from '../testing/live-treasury.ts';
import { type ReadProposal, readProposal, writeProposal } from './proposal-file.ts';
import { openSignedRecord } from './signed-record.ts';

let live: LiveSovereign;
let folder: OpenedFolder;
let drafts: readonly Draft[];
beforeAll(async () => {
  live = await createLiveSovereign();
  folder = await openFolder(live.folder, nodeCrypto);
  const treasury = await live.open({ code: 'COP', validityMs: 30_000 });
  drafts = await treasury.propose(await live.order(11n), Date.now() + 3_600_000);
});
afterAll(() => live.end());

function read(changed: readonly Draft[]): ReadProposal {
  const path = join(live.root, 'proposal.json');
  const epochs = folder.epochs.map(({ signed }) => signed);
  const voted = { epochs, changes: [] };
  writeProposal(path, { signedConstitution: folder.signed, drafts: changed, voted });
  return readProposal(path);
}

/** Its put alone, with something else in it. */
function put(operation: object, state: Partial<State> = {}): Draft {
  const draft = drafts.at(-1);
  const [before, was] = [
    decodeState(draft?.state ?? new Uint8Array()),
    decode(operationCodec, draft?.operation ?? new Uint8Array()),
  ];
  if (!before.ok || !was.ok) throw new Error('no put');
  const bytes = encodeOperation({ ...was.value, ...operation });
  const changed = { ...before.value, ...state, operation: operationHash(bytes) };
  return { state: encodeState(changed), operation: bytes, signatures: [] };
}

test('a signer is shown every term', () => {
  const { says } = read(drafts);
  expect(says).toHaveLength(2);
  expect(says[0]).toMatch(/^sequence 1: mint 0\.11 COP, until 20/);
  expect(says[1]).toMatch(
    /^sequence 2: pay 0\.11 COP, from KE, to tally1\w+ in KE, who can take it until 20.* UTC; until 20/,
  );
});

test('a note that nobody is shown is refused', () => {
  const operation = decode(operationCodec, drafts.at(-1)?.operation ?? new Uint8Array());
  if (!operation.ok || operation.value.kind !== 'put') throw new Error('no put');
  const holds = operation.value.holds.map((hold) => ({ ...hold, note: new Uint8Array(32) }));
  expect(() => read([put({ holds })])).toThrow(/more than pay/);
});

test('one signature twice, or in no order, is not passed on', () => {
  const context = signingContext('transition', folder.sovereign);
  const [first, second] = live.signers;
  if (first === undefined || second === undefined) throw new Error('no signers');
  const good = signedBy(signedBy(drafts, 0, first, context), 1, second, context);
  expect(read(good).drafts).toEqual(good);
  const twice = good.map((draft) => ({
    ...draft,
    signatures: [...draft.signatures, ...draft.signatures],
  }));
  expect(() => read(twice)).toThrow(/one of each signer/);
  const turned = good.map((draft) => ({ ...draft, signatures: draft.signatures.toReversed() }));
  expect(() => read(turned)).toThrow(/one of each signer/);
});

test('what is valid for longer than the constitution lets it be is not signed', () => {
  for (const notAfter of [Date.now() + 2 * 86_400_000, 8_640_000_000_000_001, 2 ** 53 - 1]) {
    expect(() => read([put({ notAfter })])).toThrow(/valid for longer/);
  }
});

test('claims that end beyond every calendar are shown in words', () => {
  const operation = decode(operationCodec, drafts.at(-1)?.operation ?? new Uint8Array());
  if (!operation.ok || operation.value.kind !== 'put') throw new Error('no put');
  const holds = operation.value.holds.map((hold) => ({
    ...hold,
    claims: hold.claims.map((claim) => ({ ...claim, until: 2 ** 53 - 1 })),
  }));
  expect(read([put({ holds })]).says[0]).toContain('the end of time');
});

test('a record tells how far ahead a proposal is', () => {
  const record = openSignedRecord(join(live.root, 'ada.key'));
  const near = read(drafts);
  expect(record.gap(read([put({}, { sequence: 9_000 })]))).toBe(0); // it knows of nothing yet
  record.add(near);
  expect(record.gap(read([put({}, { sequence: 3 })]))).toBe(0);
  expect(record.gap(read([put({}, { sequence: 9_000 })]))).toBe(8_997);
});
