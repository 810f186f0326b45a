import { type Constitution, equalBytes, type Hash, type Office } from '@tallystick/protocol';
import { openingsOf, versionAt } from '@tallystick/rules';
import { governanceOf } from './governance-of.ts';
import type { Governing, Numbered } from './governing.ts';
import { matterKey, type ProposalState } from './proposal-state.ts';
import { historyAt, recordsOf, stageOf } from './standing.ts';

/** An emergency of another matter, and when its office may have the next one. */
interface Rest {
  readonly proposal: Hash;
  readonly until: number;
}

/**
 * Decision 0010, section 5: what an office's emergency over another matter leaves it to wait for,
 * where `proposal` would be in force as an emergency by now; undefined where nothing stands in its
 * way. Within one matter the history of its versions says so. One on top of another ends with it.
 */
export function restOf(
  governing: Governing,
  founding: Constitution,
  { number, proposal }: Numbered,
  time: number,
): Rest | undefined {
  const stage = stageOf({ number, proposal }, time);
  if (proposal.lane !== 'emergency' || stage.kind !== 'adopted') return undefined;
  const { matter } = proposal;
  if (versionAt(historyAt(governing, matter, time), time)?.lane === 'emergency') return undefined;
  const office = officeOf(governing, founding, proposal);
  const own = matterKey(matter);
  for (const other of governing.matters()) {
    if (matterKey(other) === own) continue;
    const records = recordsOf(governing, other).filter(({ lane }) => lane === 'emergency');
    if (records.length === 0) continue;
    for (const { proposal: id, restsUntil: until } of openingsOf(
      recordsOf(governing, other),
      time,
    )) {
      const before = governing.find(id)?.proposal;
      if (before === undefined || until <= stage.opens) continue;
      if (isOneOffice(officeOf(governing, founding, before), office))
        return { proposal: id, until };
    }
  }
  return undefined;
}

/** The office that decides about an emergency. */
function officeOf(governing: Governing, founding: Constitution, proposal: ProposalState): Office {
  const { offices } = governanceOf(governing, founding, proposal);
  return offices[proposal.procedure.office as number] as Office;
}

/** Governance may rename an office, or give it other people; two offices may be the same people. */
function isOneOffice(one: Office, other: Office): boolean {
  if (one.name === other.name) return true;
  return one.signers.keys.some((key) =>
    other.signers.keys.some(({ publicKey }) => equalBytes(publicKey, key.publicKey)),
  );
}
