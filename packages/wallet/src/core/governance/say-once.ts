import {
  GOVERNANCE_KINDS,
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

/** Which statements stand for one that is to be said. */
export interface Standing {
  /** Of the same kind. */
  readonly isSame: (said: GovernanceStatement) => boolean;
  /** Whether one that was said counts no more, so that it is said anew. Asked of the newest. */
  readonly isOver?: (said: Said) => Promise<boolean>;
}

/**
 * Says a statement, unless this identity has said it already: then gives where. What was on its way is settled first, so
 * whoever asks again after a crash says nothing twice. Without `isSame` only what is equal, byte for byte, stands for it.
 */
export async function sayOnce(
  context: Context,
  statement: GovernanceStatement,
  { isSame, isOver }: Partial<Standing> = {},
): Promise<Said> {
  const { statement: kind, body } = encodeGovernance(statement);
  const equals = (said: GovernanceStatement): boolean =>
    equalBytes(encodeGovernance(said).body, body);
  const standing = { isSame: isSame ?? equals, ...(isOver && { isOver }) };
  const before = await findStanding(context, kind, standing);
  if (before !== undefined) return before;
  await sayOnIdentity(context, { statement: kind, body });
  const said = await findSame(context, kind, standing);
  if (said === undefined) throw new RangeError('a statement that was certified is not stored');
  return said;
}

/** The statement of that kind that stands already; what was on its way is settled first. */
export async function findStanding(
  context: Context,
  kind: number,
  standing: Standing,
): Promise<Said | undefined> {
  await freePlace(context, 'identity');
  const before = await findSame(context, kind, standing);
  const isOver = before !== undefined && (await standing.isOver?.(before)) === true;
  return isOver ? undefined : before;
}

function findSame(context: Context, kind: number, { isSame }: Standing): Promise<Said | undefined> {
  return findSaid(context, ({ statement, body }) => {
    const decoded = statement === kind ? decodeGovernance(statement, body) : undefined;
    return decoded?.ok === true && isSame(decoded.value);
  });
}

/** The newest statement of this identity's chain that matches. */
export async function findSaid(
  context: Pick<Context, 'vault'>,
  matches: (said: SayOperation) => boolean,
): Promise<Said | undefined> {
  return (await allSaid(context, matches)).at(-1)?.said;
}

/** The ids of the last parts of contents that this identity has said, at most `most`, oldest first. */
export async function lastParts(context: Pick<Context, 'vault'>, most: number): Promise<string[]> {
  const parts = await allSaid(context, ({ statement }) => statement === GOVERNANCE_KINDS.part);
  return parts.slice(-most).map(({ said }) => said.id);
}

/** Every statement of this identity's chain that matches, in its order. */
export async function allSaid(
  { vault }: Pick<Context, 'vault'>,
  matches: (said: SayOperation) => boolean,
): Promise<{ readonly said: Said; readonly operation: SayOperation }[]> {
  const entries = await listRecords(vault, KEYS.entries('identity'), entryRecordCodec);
  return entries.flatMap(({ key, value }) => {
    const operation = storedOperation(value.transition.operation, `record ${key}`);
    if (operation.kind !== 'say' || !matches(operation)) return [];
    return [{ said: saidBy(value), operation }];
  });
}

function saidBy({ transition, index }: EntryRecord): Said {
  return { id: toHex(stateId(transition.state)), index };
}
