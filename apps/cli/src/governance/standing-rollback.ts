import { type Lane, toHex } from '@tallystick/protocol';
import { type List, type Module, saysTheSame } from '@tallystick/rules';
import { baseOf } from './look-ahead.ts';
import { type AllProposals, type ProposalBody, matterOf } from './read-proposals.ts';

/** What is to be again, and how. */
export interface WantedBack {
  readonly earlier: Module | List;
  readonly matter: string;
  readonly lane: Lane;
  /** Null: as soon as it can be. */
  readonly from: number | null;
}

/**
 * The author's own proposal that brings the same text back already, with its text: number and date are chosen anew each time that
 * somebody asks for a rollback, so it is found by what it says and by what it replaces.
 */
export async function standingRollback(
  all: AllProposals,
  author: string,
  wanted: WantedBack,
  textOf: (id: string) => Promise<Module | List>,
): Promise<{ readonly body: ProposalBody; readonly tree: Module | List } | undefined> {
  for (const body of all.proposals) {
    if (body.author !== author || !canBe(body, all, wanted)) continue;
    const tree = await textOf(body.id);
    if (saysTheSame(tree, wanted.earlier)) return { body, tree };
  }
  return undefined;
}

/** Open, beside the version that it would replace today; or decided last, and not in force yet. */
function canBe(body: ProposalBody, all: AllProposals, { matter, lane, from }: WantedBack): boolean {
  if (body.matter !== matter || body.lane !== lane || body.until !== null) return false;
  if (from !== null && body.from !== from) return false;
  const replaced = baseOf(all, matterOf(body), lane);
  const base = replaced && toHex(replaced);
  const { kind, opens } = body.stage;
  if (kind === 'comment' || kind === 'voting') return body.base === base;
  const isToCome = opens !== null && opens > all.time;
  return isToCome && (body.id === base || body.base === base);
}
