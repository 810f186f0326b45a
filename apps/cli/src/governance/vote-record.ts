import { readFileSync } from 'node:fs';
import { toBase64url } from '@tallystick/protocol';
import { replaceDurably } from '@tallystick/sovereign';
import { readAnswer, readPublicSovereign } from '../sovereign/public-sovereign.ts';
import { unreachable, usage } from '../stop.ts';
import {
  type OpenedProposal,
  askProposal,
  askProposals,
  resolveProposal,
} from './read-proposals.ts';

/** An entry of the log with its proof; bytes in base64url. */
export interface EntryBody {
  readonly id: string;
  readonly index: number;
  readonly transition: string;
  readonly certificate: string;
}

export interface BallotBody {
  readonly entry: EntryBody;
  readonly votingKey: EntryBody | null;
}

/** Everything that a vote is counted again from. Nothing in it is believed. */
export interface VoteRecord {
  readonly constitution: string;
  readonly epochs: readonly string[];
  readonly proposal: OpenedProposal;
  readonly entry: EntryBody;
  /** Of its content, in order; none where it is in one piece. */
  readonly parts: readonly EntryBody[];
  readonly ballots: readonly BallotBody[];
}

const KIND = 'tallystick vote';
const PAGE = 100;
const MAX_PAGES = 1 << 20;

/** Asks a sovereign for a vote. */
export async function askVote(
  url: string,
  typed: string,
  heard: (ballots: number) => void,
): Promise<VoteRecord> {
  const { id } = resolveProposal((await askProposals(url)).proposals, typed);
  const founding = await (await readPublicSovereign(url)).founding();
  const evidence = await readAnswer(url, `/v1/rules/proposals/${id}/evidence`);
  const { parts } = evidence as unknown as Pick<VoteRecord, 'parts'>;
  const ballots: BallotBody[] = [];
  let after = '';
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const path = `/v1/rules/proposals/${id}/ballots?limit=${PAGE}${after}`;
    const body = (await readAnswer(url, path)) as unknown as {
      proposal: EntryBody;
      ballots: readonly BallotBody[];
      next: string | null;
    };
    ballots.push(...body.ballots);
    heard(ballots.length);
    if (body.next === null) {
      return {
        constitution: toBase64url(founding.signedConstitution),
        epochs: founding.signedEpochs.map(toBase64url),
        // Asked last: it stands for all ballots that were shown.
        proposal: await askProposal(url, id),
        entry: body.proposal,
        parts,
        ballots,
      };
    }
    after = `&after=${encodeURIComponent(body.next)}`;
  }
  throw unreachable(`${url} shows ballots without end.`, 'bad-answer');
}

export function writeVote(path: string, record: VoteRecord): void {
  replaceDurably(path, `${JSON.stringify({ kind: KIND, version: 2, ...record })}\n`);
}

/** A vote that was saved. */
export function readVote(path: string): VoteRecord {
  try {
    const content = JSON.parse(readFileSync(path, 'utf8')) as {
      readonly kind?: unknown;
      readonly version?: unknown;
    };
    if (content.kind === KIND && content.version === 2) return content as unknown as VoteRecord;
  } catch (error) {
    throw usage(`${path} cannot be read: ${(error as Error).message}.`);
  }
  throw usage(`${path} is no vote that was saved with --save.`, 'bad-vote');
}
