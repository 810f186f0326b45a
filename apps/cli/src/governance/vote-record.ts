import { readFileSync } from 'node:fs';
import { replaceDurably } from '@tallystick/sovereign';
import { type GatheredVote, type ShownVote, askedVote, gatherVote } from '@tallystick/wallet/votes';
import { valueOf } from '../failure.ts';
import { readAnswer } from '../sovereign/public-sovereign.ts';
import { usage } from '../stop.ts';
import { type OpenedProposal, askProposals, resolveProposal } from './read-proposals.ts';

/** Everything that a vote is counted again from. Nothing in it is believed. */
export interface VoteRecord extends GatheredVote {
  readonly proposal: OpenedProposal;
}

const KIND = 'tallystick vote';

/** Asks a sovereign for a vote. */
export async function askVote(
  url: string,
  typed: string,
  heard: (ballots: number) => void,
): Promise<VoteRecord> {
  const { id } = resolveProposal((await askProposals(url)).proposals, typed);
  const shown = askedVote((path) => readAnswer(url, path), id);
  return valueOf(await gatherVote(shown, heard)) as VoteRecord;
}

/** The same, to be counted. */
export function shownOf({ proposal, entry, parts, ballots, ...founding }: VoteRecord): ShownVote {
  return {
    founding: () => Promise.resolve(founding),
    pages: () => [{ proposal: entry, ballots, next: null }],
    evidence: () => Promise.resolve({ parts }),
    proposal: () => Promise.resolve(proposal),
  };
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
