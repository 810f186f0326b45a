import { randomBytes } from 'node:crypto';
import {
  approvalHash,
  buildTransition,
  type BuiltTransition,
  contentOf,
  encode,
  encodeGovernance,
  type GovernanceStatement,
  type Hash,
  type KeyPair,
  partsOf,
  signingContext,
  transitionCodec,
  type Word,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { parse, print } from '@tallystick/rules';
import type { GovernanceOptions } from '@tallystick/sovereign';
import { type Connection, openConnection } from './connection.ts';
import { admitted, requestOf } from './economy.ts';
import { newParty, openingBytes, operation, type Party, VALID_MS } from './party.ts';
import type { Founded } from './stage.ts';

/**
 * Brings rules into force at a running sovereign by its own procedure, over HTTP: an emergency of its council, since that
 * waits for nothing. What gates find is measured elsewhere; here their word is signed unseen.
 */

/** The two offices that an emergency needs. */
export interface Lawmakers {
  readonly governance: GovernanceOptions;
  readonly gates: KeyPair;
  readonly council: KeyPair;
}

const DAY_MS = 86_400_000;
/** Emergencies tighten: a text may be as old as it likes. */
const AGE_MS = 3_600_000;
const OFFICES = { gates: 0, council: 1 } as const;

export function lawmakers(): Lawmakers {
  const [gates, council] = [0, 1].map(() => nodeCrypto.keyPair(1, randomBytes(32)));
  if (gates === undefined || council === undefined) throw new Error('no keys');
  const office = (name: string, pair: KeyPair) => {
    const { suite, publicKey } = pair;
    return { name, threshold: 1, signers: [{ suite, publicKey }] };
  };
  const global = {
    scope: { kind: 'global' },
    electorate: null,
    office: 'council',
    approvalPermille: 501,
    quorumPermille: 0,
    commentMs: DAY_MS,
    voteMs: DAY_MS,
    timelockMs: 0,
    vendors: 0,
    audits: 0,
    emergencyMs: DAY_MS,
  } as const;
  const governance: GovernanceOptions = {
    electorates: [],
    offices: [office('gates', gates), office('council', council)],
    procedures: [global],
    gates: 'gates',
    registrars: null,
    appeals: null,
  };
  return { governance, gates, council };
}

/** When what is enacted now says that it began: ms since 1970, a whole second. */
export function enactedFrom(): number {
  return Math.floor((Date.now() - AGE_MS) / 1000) * 1000;
}

/** Has the text of global rules in force when it resolves. */
export async function enact(
  url: string,
  founded: Founded & { readonly country: string },
  { gates, council }: Lawmakers,
  text: string,
  from: number,
): Promise<void> {
  const { tree, mistakes } = parse(text);
  if (tree === null || mistakes.list.length > 0) throw new Error(mistakes.list[0]?.message);
  const content = new TextEncoder().encode(print(tree));
  const connection = await openConnection(url);
  const author = await openAuthor(connection, url, founded);
  const parts: Hash[] = [];
  for (const bytes of partsOf(content)) parts.push(await author.say({ kind: 'part', bytes }));
  const proposal = await author.say({
    kind: 'proposal',
    matter: { kind: 'global' },
    base: null,
    content: contentOf(content, parts),
    from,
    until: null,
    lane: 'emergency',
    alarms: [],
  });
  const report = new Uint8Array(32);
  const words: readonly [office: number, pair: KeyPair, word: Word][] = [
    [OFFICES.gates, gates, { kind: 'gates', report, verdict: 'tightens' }],
    [OFFICES.council, council, { kind: 'approved' }],
  ];
  for (const [office, pair, word] of words) {
    const spoken = { proposal, office, word };
    const context = signingContext('approval', founded.sovereign);
    const bytes = nodeCrypto.sign(pair, approvalHash(spoken), context);
    await author.say({ kind: 'approval', ...spoken, signatures: [{ by: 0, bytes }] });
  }
  connection.close();
  // It opens with the first whole second after the header under which it was decided.
  await new Promise((resolve) => setTimeout(resolve, 2000));
}

interface Author {
  say(said: GovernanceStatement): Promise<Hash>;
}

/** Somebody new, whose identity's chain says what is proposed. */
async function openAuthor(
  connection: Connection,
  url: string,
  { sovereign, currency, country }: Parameters<typeof enact>[1],
): Promise<Author> {
  const origin = { sovereign, currency, country, seed: randomBytes(32) };
  const { party, opening } = newParty({ ...origin, notAfter: Date.now() + VALID_MS });
  const send = async (bytes: Uint8Array): Promise<void> => {
    admitted(await connection.exchange(requestOf(url, [bytes])));
  };
  await send(openingBytes(opening, await party.signer.sign(opening.id)));
  let head = opening;
  return {
    async say(said) {
      head = following(head, said);
      await send(await signed(party, head));
      return head.id;
    },
  };
}

function following({ state, id }: BuiltTransition, said: GovernanceStatement): BuiltTransition {
  const change = operation({ kind: 'say', ...encodeGovernance(said) });
  return buildTransition({ head: state, headId: id, operation: change, contents: state.contents });
}

async function signed(
  { signer }: Party,
  { stateBytes, operationBytes, id }: BuiltTransition,
): Promise<Uint8Array> {
  const bytes = await signer.sign(id);
  const signatures = [{ by: 1, bytes }];
  return encode(transitionCodec, { state: stateBytes, operation: operationBytes, signatures });
}
