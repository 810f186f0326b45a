import { encodeGovernance } from '@tallystick/protocol';
import type { Context } from '../context.ts';
import { stop } from '../stop.ts';
import type { GatesWord, GatesWork, OfficeStatement } from './governance-types.ts';
import { hashOf } from './read-id.ts';

/** Once: how far they are, while they look at it. */
export async function askGates(
  { client }: Context,
  id: string,
): Promise<GatesWord | GatesWork | null> {
  const proposal = hashOf(id);
  const answer = await client.gates(proposal);
  if (answer === null || 'before' in answer) return answer;
  const { verdict, report, word } = answer;
  if (word === null) return { verdict, word };
  const { office, by, signature: bytes } = word;
  const said = { kind: 'gates', report, verdict } as const;
  const signatures = [{ by, bytes }];
  return { verdict, word: formed({ kind: 'approval', proposal, office, word: said, signatures }) };
}

/** The ledger verifies who signed it; here it only has to have the form of a word. */
function formed(word: OfficeStatement): OfficeStatement {
  try {
    encodeGovernance(word);
    return word;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return stop('unreachable', 'bad-answer', 'The gates answered with no word of an office.');
  }
}
