import {
  COSIGNATURE_CONTEXT,
  type Choice,
  type Governance,
  type GovernanceStatement,
  type Hash,
  type KeyPair,
  type Operation,
  TileTree,
  ZERO_HASH,
  ballotChallenge,
  buildTransition,
  certificateCodec,
  contentHash,
  cosignedMessage,
  effectsCodec,
  encode,
  encodeGovernance,
  encodeState,
  entryLeaf,
  hash,
  headerLeaf,
  impliedFirstState,
  logHasher,
  signedCheckpoint,
  signedConstitutionCodec,
  signedEpochCodec,
  signingContext,
  stateId,
  tilePath,
  tileWidth,
  toBase64url,
  toHex,
  transitionCodec,
  u64,
  vendorId,
  votingKeyHash,
  withVoter,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { assertionOf, credentialOf } from '@tallystick/protocol/testing/authenticator';
import { FOUNDED_AT, type World, buildWorld } from '@tallystick/protocol/testing/world';
import type { ShownTree, ShownVote } from '../core/votes/shown-vote.ts';

const MINUTE_MS = 60_000;
const PROPOSED_AT = FOUNDED_AT + 1000;
const VOTE_FROM: number = PROPOSED_AT + MINUTE_MS;
export const VOTE_UNTIL: number = VOTE_FROM + MINUTE_MS;
const TEXT = 'module KE version 7 in force from 2026-01-01\n';

/** One ballot of a vote that a test makes. */
export interface Cast {
  readonly voter: number;
  readonly choice: Choice;
  /** The vendor of its voting key; null: none. */
  readonly vendor?: string | null;
  /** The header's time. */
  readonly at?: number;
  /** Who signs its key, `registrar`; and whose ballot its key signs, `voter`. */
  readonly registrar?: KeyPair;
  readonly keyOf?: number;
  readonly signs?: Choice;
}

interface EntryShown {
  id: string;
  index: number;
  transition: string;
  certificate: string;
}

/** What a sovereign answers about one vote, to be altered; and its log. */
export interface SmallVote {
  constitution: { constitution: string; epochs: string[] };
  proposal: EntryShown;
  ballots: { entry: EntryShown; votingKey: EntryShown | null }[];
  claim: Record<string, unknown>;
  parts: EntryShown[];
  tree: ShownTree;
}

export function shownOf({ constitution, proposal, ballots, claim, parts }: SmallVote): ShownVote {
  return {
    founding: () => Promise.resolve(constitution),
    pages: () => [
      { proposal, ballots: ballots.slice(0, 1), next: 'more' },
      { proposal, ballots: ballots.slice(1), next: null },
    ],
    evidence: () => Promise.resolve({ parts }),
    proposal: () => Promise.resolve(claim),
  };
}

/** A sovereign's whole vote on KE-7, in which everything is signed; `vendors` have to have ballots in it. */
export function smallVote(cast: readonly Cast[], vendors = 0, members = 5): SmallVote {
  const registrar = nodeCrypto.keyPair(1, new Uint8Array(32).fill(6));
  const world = buildWorld(nodeCrypto, {
    constitution: { governance: governanceOf(registrar, vendors) },
  });
  const said: Said[] = [];
  const proposal = say(said, 100, PROPOSED_AT, {
    kind: 'proposal',
    matter: { kind: 'module', owner: 'KE' },
    base: null,
    content: { kind: 'inline', bytes: new TextEncoder().encode(TEXT) },
    from: VOTE_UNTIL,
    until: null,
    lane: 'ordinary',
    alarms: [],
  });
  const ballots = cast.map((one) =>
    castBallot(said, one, { world, registrar, proposal: proposal.id }),
  );
  const log = signedLog(world, said);
  const show = (one: Said): EntryShown => log.entryOf(one);
  return {
    constitution: {
      constitution: toBase64url(encode(signedConstitutionCodec, world.evidence.constitution)),
      epochs: [toBase64url(encode(signedEpochCodec, world.evidence.epoch))],
    },
    proposal: show(proposal),
    ballots: ballots.map(({ ballot, key }) => ({
      entry: show(ballot),
      votingKey: key && show(key),
    })),
    claim: claimOf(proposal, cast, { vendors, members }),
    parts: [],
    tree: log.tree,
  };
}

function governanceOf(registrar: KeyPair, vendors: number): Governance {
  const key = { suite: registrar.suite, publicKey: registrar.publicKey };
  return {
    electorates: [{ name: 'residents', countries: ['KE'], minTier: 0 }],
    offices: [{ name: 'registrars', signers: { threshold: 1, keys: [key] } }],
    procedures: [
      {
        scope: { kind: 'module', owner: null },
        electorate: 0,
        office: null,
        approvalPermille: 501,
        quorumPermille: 200,
        commentMs: MINUTE_MS,
        voteMs: MINUTE_MS,
        timelockMs: 0,
        vendors,
        audits: 0,
        emergencyMs: 0,
      },
    ],
    gates: 0,
    registrars: 0,
    appeals: null,
  };
}

/** A statement, and what the log has of it. */
interface Said {
  readonly id: Hash;
  readonly transition: Uint8Array;
  readonly effects: Uint8Array;
  readonly index: number;
}

function say(said: Said[], who: number, time: number, statement: GovernanceStatement): Said {
  const salt = new Uint8Array(16).fill(said.length);
  const operation: Operation = {
    kind: 'say',
    notAfter: time,
    salt,
    ...encodeGovernance(statement),
  };
  const head = impliedFirstState(identityOf(who), 1, hash('operation', u64(who)));
  const headId = stateId(encodeState(head));
  const built = buildTransition({ head, headId, operation, contents: hash('leaf', u64(who)) });
  const one = {
    id: built.id,
    transition: encode(transitionCodec, {
      state: built.stateBytes,
      operation: built.operationBytes,
      signatures: [{ by: 0, bytes: new Uint8Array(2420) }],
    }),
    effects: encode(effectsCodec, { kind: 'say', time }),
    // A header is the log's first entry.
    index: said.length + 1,
  };
  said.push(one);
  return one;
}

function identityOf(who: number): Hash {
  return hash('device', u64(who));
}

function vendorOf(name: string): Hash {
  return vendorId({ name });
}

function castBallot(
  said: Said[],
  { voter, choice, vendor = null, at = VOTE_FROM, ...wrong }: Cast,
  {
    world,
    registrar,
    proposal,
  }: { readonly world: World; readonly registrar: KeyPair; readonly proposal: Hash },
): { readonly ballot: Said; readonly key: Said | null } {
  if (vendor === null) {
    const ballot = say(said, voter, at, { kind: 'ballot', proposal, choice, assertion: null });
    return { ballot, key: null };
  }
  const credential = credentialOf('ES256', `${voter}`);
  const attested = {
    key: credential.key,
    attestation: new Uint8Array(1),
    vendor: vendorOf(vendor),
  };
  const context = signingContext('voting-key', world.sovereign);
  const message = votingKeyHash(identityOf(voter), attested);
  const bytes = nodeCrypto.sign(wrong.registrar ?? registrar, message, context);
  const key = say(said, wrong.keyOf ?? voter, at, {
    kind: 'voting-key',
    ...attested,
    signatures: [{ by: 0, bytes }],
  });
  const signed = ballotChallenge(
    world.sovereign,
    identityOf(voter),
    proposal,
    wrong.signs ?? choice,
  );
  const assertion = assertionOf(credential, signed);
  return { ballot: say(said, voter, at, { kind: 'ballot', proposal, choice, assertion }), key };
}

function signedLog(
  { epoch, keys }: World,
  said: readonly Said[],
): { readonly tree: ShownTree; entryOf(one: Said): EntryShown } {
  const sha256 = (data: Uint8Array): Uint8Array => nodeCrypto.sha256(data);
  const hasher = logHasher(sha256);
  const tree = new TileTree(hasher, 0, () => undefined);
  const header = { time: FOUNDED_AT, closedMs: 0, gapMs: 0, epoch: 0, stateRoot: null };
  tree.append(hasher.leaf(headerLeaf(header)));
  for (const { id, effects } of said) tree.append(hasher.leaf(entryLeaf(id, effects)));
  const { size } = tree;
  const checkpoint = { origin: epoch.origin, size, root: tree.root() };
  const timestamp = Math.floor(VOTE_UNTIL / 1000);
  const message = cosignedMessage({ name: epoch.origin, timestamp, checkpoint });
  const signature = nodeCrypto.sign(keys.log, message, COSIGNATURE_CONTEXT);
  const signed = signedCheckpoint(checkpoint, keys.log, timestamp, signature, sha256);
  const tiles = new Map(
    tree.takeChanged().map(({ level, index, hashes }) => {
      const width = tileWidth(size, level, index);
      return [tilePath({ level, index, width }).replace('tile/', ''), hashes];
    }),
  );
  return {
    tree: {
      checkpoint: () => Promise.resolve(signed),
      tile: (path) => Promise.resolve(tiles.get(path) ?? null),
    },
    entryOf({ id, transition, effects, index }) {
      const proof = tree.inclusionProof(index, size);
      const certificate = encode(certificateCodec, {
        index,
        treeSize: size,
        transition: id,
        effects,
        proof,
        checkpoint: signed,
      });
      return {
        id: toHex(id),
        index,
        transition: toBase64url(transition),
        certificate: toBase64url(certificate),
      };
    },
  };
}

function claimOf(
  proposal: Said,
  cast: readonly Cast[],
  { vendors, members }: { readonly vendors: number; readonly members: number },
): Record<string, unknown> {
  const counts = new Map<string | null, { yes: number; no: number; abstain: number }>();
  let all: Hash = ZERO_HASH;
  for (const { voter, choice, vendor = null } of cast) {
    const id = vendor === null ? null : vendorOf(vendor);
    all = withVoter(all, identityOf(voter), choice, id);
    const count = counts.get(vendor) ?? { yes: 0, no: 0, abstain: 0 };
    counts.set(vendor, { ...count, [choice]: count[choice] + 1 });
  }
  const names = [...counts].flatMap(([vendor]) => (vendor === null ? [] : [vendor]));
  const held = (vendor: string): number => cast.filter((one) => one.vendor === vendor).length;
  return {
    id: toHex(proposal.id),
    name: 'KE-7',
    matter: 'module KE',
    author: toHex(identityOf(100)),
    lane: 'ordinary',
    from: VOTE_UNTIL,
    until: null,
    stage: { kind: 'adopted', reason: null, opens: VOTE_UNTIL },
    schedule: { voteFrom: VOTE_FROM, voteUntil: VOTE_UNTIL, lockUntil: VOTE_UNTIL },
    procedure: {
      electorate: 'residents',
      office: null,
      approvalPermille: 501,
      quorumPermille: 200,
      commentMs: MINUTE_MS,
      voteMs: MINUTE_MS,
      timelockMs: 0,
      vendors,
      audits: 0,
      emergencyMs: 0,
      words: [],
    },
    members: {
      count: members,
      byVendor: names.map((vendor) => ({ vendor: toHex(vendorOf(vendor)), count: held(vendor) })),
    },
    counts: [...counts].map(([vendor, count]) => ({
      vendor: vendor === null ? null : toHex(vendorOf(vendor)),
      ...count,
      late: 0,
    })),
    ballots: toHex(all),
    tally: { passes: true, words: [] },
    content: { hash: toHex(contentHash(new TextEncoder().encode(TEXT))), parts: [] },
    time: VOTE_UNTIL,
  };
}
