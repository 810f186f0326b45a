import { findProposal, readMatters, readVersions } from '@tallystick/ledger';
import type { Matter } from '@tallystick/protocol';
import type { History, Version } from '@tallystick/rules';
import type { SovereignNode } from '../node.ts';

/** A version, and the place of its proposal among all of them in log order. */
export interface DecidedVersion {
  readonly number: number;
  readonly matter: Matter;
  readonly version: Version;
  /** All of its matter. */
  readonly history: History;
}

/** Every version of every matter by the newest header, in the order in which they were proposed. */
export function decidedVersions(
  node: Pick<SovereignNode, 'ledger'>,
): () => readonly DecidedVersion[] {
  let known: readonly DecidedVersion[] = [];
  let of: readonly History[] | null = null;
  return () => {
    const { state } = node.ledger;
    const matters = readMatters(state);
    const histories = matters.map((matter) => readVersions(state, matter));
    if (of?.length === histories.length && of.every((one, i) => one === histories[i])) return known;
    of = histories;
    known = matters
      .flatMap((matter, i) => {
        const history = histories[i] as History;
        return history.versions.map((version) => {
          const number = findProposal(state, version.proposal) as number;
          return { number, matter, version, history };
        });
      })
      .sort((a, b) => a.number - b.number);
    return known;
  };
}
