import {
  AEAD_TAG_LENGTH,
  type Codec,
  type Condition,
  type Hash,
  type SealedContent,
  type Vault,
  type WayOpened,
  MAX_SEALED_CONTENT,
  conditionCodec,
  decode,
  encode,
  encodeAddress,
  equalBytes,
  formatCondition,
  fromHex,
  nodesOf,
  openWithProof,
  openWithShares,
  partyHash,
  readShare,
  record,
  sealContent,
  sealedContentCodec,
  toHex,
  vaultOf,
  witnessCodec,
} from '@tallystick/protocol';
import { ledgerTime } from '../chain/ledger-time.ts';
import type { Context } from '../context.ts';
import { readRecipient, resolveParty } from '../pay/resolve-party.ts';
import { stop } from '../stop.ts';
import type { SealRequest, SealedView, ShareView } from './holds-types.ts';
import { knownGlossary, readCondition } from './names.ts';
import { HOLD_KEYS } from './records.ts';
import { wordText } from './words.ts';

/** Preimages of one vault that are tried together: every set of them may be a way. */
const MAX_TRIED = 8;
const FOREVER = Number.MAX_SAFE_INTEGER;

/** Sealed content with the vault's condition, of which its id is made. */
interface SealedFile {
  readonly condition: Condition;
  readonly sealed: SealedContent;
}

const sealedFileCodec: Codec<SealedFile> = record({
  condition: conditionCodec,
  sealed: sealedContentCodec,
});

export async function seal(context: Context, request: SealRequest): Promise<Uint8Array> {
  const { content, when, preimages = [], groups = [], names } = request;
  if (content.length > MAX_SEALED_CONTENT) {
    stop('usage', 'content-too-large', `At most ${MAX_SEALED_CONTENT} bytes can be sealed.`);
  }
  const { condition } = await readCondition(
    context,
    { when, until: FOREVER, shown: names },
    ledgerTime(context),
  );
  const ways: WayOpened[] = [];
  if (preimages.length > 0) {
    ways.push({ kind: 'proof', witnesses: await witnessesOf(context, condition, preimages) });
  }
  for (const group of groups) ways.push({ kind: 'shares', parties: await keysOf(context, group) });
  if (ways.length === 0) {
    stop(
      'usage',
      'no-way',
      'Say who can open it: preimages that the condition asks for, or groups.',
    );
  }
  const { ports } = context;
  const fresh = (length: number): Uint8Array => ports.random(length);
  const sealed = sealContent(vaultOf(condition), content, ways, fresh, ports.crypto);
  if (sealed === undefined) return stop('usage', 'no-way', 'Somebody there cannot be sealed to.');
  return encode(sealedFileCodec, { condition, sealed });
}

/** Witnesses of preimages that this wallet knows, in the order of the condition's nodes. */
async function witnessesOf(
  context: Context,
  condition: Condition,
  hashes: readonly string[],
): Promise<Uint8Array[]> {
  const wanted = hashes.map((text) => fromHex(text, 32));
  const witnesses: Uint8Array[] = [];
  for (const { node, hash, bytes } of await knownPreimages(context, condition)) {
    if (!wanted.some((one) => one !== undefined && equalBytes(one, hash))) continue;
    witnesses.push(encode(witnessCodec, { node, proof: { kind: 'bytes', bytes } }));
  }
  if (witnesses.length >= hashes.length) return witnesses;
  const message = 'The condition does not ask for that preimage, or this wallet does not have it.';
  return stop('usage', 'unknown-secret', message);
}

interface KnownPreimage {
  readonly node: number;
  readonly hash: Hash;
  readonly bytes: Uint8Array;
}

async function knownPreimages(context: Context, condition: Condition): Promise<KnownPreimage[]> {
  const known: KnownPreimage[] = [];
  for (const [node, { condition: leaf }] of nodesOf(condition).entries()) {
    if (leaf.kind !== 'preimage') continue;
    const bytes = await context.vault.get(HOLD_KEYS.preimage(leaf.hash));
    if (bytes !== undefined) known.push({ node, hash: leaf.hash, bytes });
  }
  return known;
}

/** The encryption key of the first device of each that has one. */
async function keysOf(context: Context, group: readonly string[]): Promise<Uint8Array[]> {
  if (group.length < 1 || group.length > 16) {
    stop('usage', 'no-way', 'A group that opens it together has 1 to 16 members.');
  }
  const keys: Uint8Array[] = [];
  for (const who of group) {
    const { encryptionKeys } = await resolveParty(context, readRecipient(who).to);
    const [key] = encryptionKeys;
    if (key === undefined) {
      return stop('usage', 'no-way', `${who} has no device that anything can be sealed to.`);
    }
    keys.push(key);
  }
  return keys;
}

/** The content, by what this wallet knows; `refused`, `still-sealed`, where that is not enough. */
export async function unseal(context: Context, bytes: Uint8Array): Promise<Uint8Array> {
  const { condition, sealed } = readFile(bytes);
  const vault = vaultOf(condition);
  const content =
    (await byProof(context, condition, vault, sealed)) ?? (await byShares(context, sealed));
  if (content !== undefined) return content;
  const message =
    'It stays sealed: gather a preimage, or the shares of all of a group, and try again.';
  return stop('refused', 'still-sealed', message);
}

async function byProof(
  context: Context,
  condition: Condition,
  vault: Vault,
  sealed: SealedContent,
): Promise<Uint8Array | undefined> {
  if (!sealed.ways.some(({ kind }) => kind === 'proof')) return undefined;
  const known = (await knownPreimages(context, condition)).slice(0, MAX_TRIED);
  for (let set = 1; set < 1 << known.length; set += 1) {
    const witnesses = known
      .filter((_, at) => (set & (1 << at)) !== 0)
      .map(({ node, bytes }) => encode(witnessCodec, { node, proof: { kind: 'bytes', bytes } }));
    const content = openWithProof(sealed, vault, witnesses, context.ports.crypto);
    if (content !== undefined) return content;
  }
  return undefined;
}

async function byShares(context: Context, sealed: SealedContent): Promise<Uint8Array | undefined> {
  for (const [at, way] of sealed.ways.entries()) {
    if (way.kind !== 'shares') continue;
    const shares: Uint8Array[] = [];
    for (const share of way.shares) {
      const own = readShare(share, context.encryption, context.ports.crypto);
      const value = own ?? (await context.vault.get(HOLD_KEYS.share(share.commitment)));
      if (value !== undefined) shares.push(value);
    }
    const content = openWithShares(sealed, at, shares, context.ports.crypto);
    if (content !== undefined) return content;
  }
  return undefined;
}

/** The condition of sealed content. */
export function conditionOfSealed(bytes: Uint8Array): Condition {
  return readFile(bytes).condition;
}

/** What opens it, and what of that is here. Nothing is opened for longer than to know. */
export async function lookAtSealed(
  context: Context,
  bytes: Uint8Array,
  people: readonly string[],
): Promise<SealedView> {
  const { condition, sealed } = readFile(bytes);
  const { vault } = context;
  const addresses = await addressesOf(context, people);
  const isProven = sealed.ways.some(({ kind }) => kind === 'proof');
  const preimages: SealedView['preimages'][number][] = [];
  for (const { condition: leaf } of isProven ? nodesOf(condition) : []) {
    if (leaf.kind !== 'preimage') continue;
    const isKnown = (await vault.get(HOLD_KEYS.preimage(leaf.hash))) !== undefined;
    preimages.push({ hash: toHex(leaf.hash), isKnown });
  }
  const groups: ShareView[][] = [];
  for (const way of sealed.ways) {
    if (way.kind !== 'shares') continue;
    const group: ShareView[] = [];
    for (const { to, commitment } of way.shares) {
      const of = toHex(to);
      const isHere = (await vault.get(HOLD_KEYS.share(commitment))) !== undefined;
      const standing = isOwnKey(context, to) ? 'own' : isHere ? 'released' : 'missing';
      group.push({ of, address: addresses.get(of) ?? null, standing });
    }
    groups.push(group);
  }
  return {
    when: formatCondition(condition, await knownGlossary(context)),
    bytes: sealed.ciphertext.length - AEAD_TAG_LENGTH,
    preimages,
    groups,
    opens: await waysThatOpen(context, condition, sealed),
  };
}

async function waysThatOpen(
  context: Context,
  condition: Condition,
  sealed: SealedContent,
): Promise<SealedView['opens']> {
  const proven = await byProof(context, condition, vaultOf(condition), sealed);
  if (proven !== undefined) return 'preimages';
  return (await byShares(context, sealed)) === undefined ? null : 'shares';
}

/** Whose key a share is sealed to, of these people. */
async function addressesOf(
  context: Context,
  people: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const addresses = new Map<string, string>();
  for (const who of people) {
    const { encryptionKeys, identity } = await resolveParty(context, readRecipient(who).to);
    for (const key of encryptionKeys) addresses.set(toHex(partyHash(key)), encodeAddress(identity));
  }
  return addresses;
}

function isOwnKey({ profile: { device } }: Context, to: Hash): boolean {
  return device.encryptionKey !== null && equalBytes(to, partyHash(device.encryptionKey));
}

/** This device's shares, to be released or not: nothing but its owner keeps it from that. */
export function ownShares(context: Context, bytes: Uint8Array): Promise<string> {
  const { sealed } = readFile(bytes);
  const shares = sealed.ways.flatMap((way) =>
    way.kind === 'shares'
      ? way.shares
          .filter(({ to }) => isOwnKey(context, to))
          .flatMap((share) => readShare(share, context.encryption, context.ports.crypto) ?? [])
      : [],
  );
  if (shares.length === 0) {
    stop('usage', 'no-share', 'Nothing in it is sealed to this device.');
  }
  return Promise.resolve(wordText({ kind: 'shares', shares }));
}

function readFile(bytes: Uint8Array): SealedFile {
  const decoded = decode(sealedFileCodec, bytes);
  if (decoded.ok) return decoded.value;
  return stop('usage', 'bad-sealed', `This is no sealed content: ${decoded.reason}.`);
}
