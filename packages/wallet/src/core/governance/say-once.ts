import {
  type GovernanceStatement,
  type SayOperation,
  decodeGovernance,
  encodeGovernance,
  equalBytes,
  stateId,
  toHex,
} from '@tallystick/protocol';
import { storedOperation } from '../chain/chain-tip.ts';
import { freePlace } from '../chain/settle.ts';
import { type Context, listRecords } from '../context.ts';
import { sayOnIdentity } from '../identity/change.ts';
import { type EntryRecord, entryRecordCodec } from '../records/entry-record.ts';
import { KEYS } from '../records/keys.ts';
import type { Said } from './governance-types.ts';

/**
 * Says a statement, unless this identity has said it already: then gives where. What was on its way is settled first, so
 * whoever asks again after a crash says nothing twice. `isSame`: which statements stand for it; those that are equal, byte
 * for byte, where it is left out.
 */
export async function sayOnce(
  context: Context,
  statement: GovernanceStatement,
  isSame?: (said: GovernanceStatement) => boolean,
): Promise<Said> {
  const { statement: kind, body } = encodeGovernance(statement);
  const equals = (said: SayOperation): boolean => equalBytes(said.body, body);
  const matches = (said: SayOperation): boolean => {
    if (said.statement !== kind) return false;
    if (isSame === undefined) return equals(said);
    const decoded = decodeGovernance(said.statement, said.body);
    return decoded.ok && isSame(decoded.value);
  };
  await freePlace(context, 'identity');
  const before = await findSaid(context, matches);
  if (before !== undefined) return before;
  await sayOnIdentity(context, { statement: kind, body });
  const said = await findSaid(context, matches);
  if (said === undefined) throw new RangeError('a statement that was certified is not stored');
  return said;
}

/** The newest statement of this identity's chain that matches. */
export async function findSaid(
  { vault }: Pick<Context, 'vault'>,
  matches: (said: SayOperation) => boolean,
): Promise<Said | undefined> {
  const entries = await listRecords(vault, KEYS.entries('identity'), entryRecordCodec);
  const found = entries.findLast(({ key, value }) => {
    const operation = storedOperation(value.transition.operation, `record ${key}`);
    return operation.kind === 'say' && matches(operation);
  });
  return found && saidBy(found.value);
}

function saidBy({ transition, index }: EntryRecord): Said {
  return { id: toHex(stateId(transition.state)), index };
}
