import { deviceContents, equalBytes } from '@tallystick/protocol';
import { effectsFault } from '../chain/certify.ts';
import { ownDevice } from '../chain/catch-up.ts';
import { firstDeviceState, readTip, storedOperation } from '../chain/chain-tip.ts';
import { balancePairs, move, movementsOf, tellsAmounts } from '../chain/holdings.ts';
import { type Position, stepOver } from '../chain/step-over.ts';
import { certificateOfEntry } from '../chain/stored-certificate.ts';
import { type Context, findRecord, readRecord } from '../context.ts';
import type { Holding } from '../records/chain-record.ts';
import { type EntryRecord, baseRecordCodec, entryRecordCodec } from '../records/entry-record.ts';
import { type ChainName, KEYS } from '../records/keys.ts';
import { checkCertificate } from '../trust/checkpoints.ts';
import { livingSize } from '../trust/epochs.ts';
import type { Findings } from './verify.ts';

/** Where a walk along a stored chain stands. */
interface Walk {
  position: Position;
  /** Null from where a take's details are unknown until the next place where the balances are. */
  balances: readonly Holding[] | null;
}

/** Walks both own chains from their first state to their stored head and checks every step and certificate. */
export async function verifyChains(context: Context, findings: Findings): Promise<void> {
  const identity = await walkChain(context, 'identity', findings, {
    position: { tip: null, identity: null },
    balances: null,
  });
  const walked = identity.position.identity;
  if (walked === null) return;
  const { deviceChain } = context;
  if (ownDevice({ deviceChain, identity: walked }) === undefined) {
    await requireEmpty(context, findings);
    return;
  }
  const tip = readTip(firstDeviceState(context), 'device');
  const position = { tip, identity: walked };
  await walkChain(context, 'device', findings, { position, balances: [] });
}

/** A new epoch that gives up a device's enrolment gives up its whole chain: until it is enrolled again there is nothing. */
async function requireEmpty({ chains, vault }: Context, findings: Findings): Promise<void> {
  const stored = await vault.list(KEYS.entries('device'));
  if (stored.length === 0 && chains.device.head === null) return;
  const what = 'is of a device that is not enrolled';
  findings.problems.push({ where: 'record chain/device', what });
}

async function walkChain(
  context: Context,
  chain: ChainName,
  findings: Findings,
  walk: Walk,
): Promise<Walk> {
  const base = await findRecord(context.vault, KEYS.base, baseRecordCodec);
  for (const [key, bytes] of await context.vault.list(KEYS.entries(chain))) {
    const entry = readRecord(key, bytes, entryRecordCodec);
    const fault = await stepFault(context, chain, walk, entry, key);
    if (fault === undefined) findings.proven.add(KEYS.checkpoint(entry.epoch, entry.treeSize));
    findings.transitions += 1;
    findings.certificates += 1;
    if (fault !== undefined) {
      findings.problems.push({ where: `record ${key}`, what: fault });
      return walk;
    }
    const { tip } = walk.position;
    if (chain === 'device' && base?.sequence === tip?.state.sequence) {
      walk.balances = base?.balances ?? null;
    }
    const contents = contentsFault(chain, walk);
    if (contents !== undefined) findings.problems.push({ where: `record ${key}`, what: contents });
  }
  const fault = headFault(context, chain, walk);
  if (fault !== undefined) findings.problems.push({ where: `record chain/${chain}`, what: fault });
  return walk;
}

/** Moves the walk over one entry, or says what is wrong with it. */
async function stepFault(
  context: Context,
  chain: ChainName,
  walk: Walk,
  entry: EntryRecord,
  key: string,
): Promise<string | undefined> {
  const operation = storedOperation(entry.transition.operation, `record ${key}`);
  const step = stepOver(context, chain, walk.position, entry.transition, operation);
  if (!step.ok) return step.fault;
  if (key !== KEYS.entry(chain, step.state.sequence)) return 'is kept under another sequence';
  const certificate = await certificateOfEntry(context.vault, entry);
  const checked = checkCertificate(context.ports.crypto, context.trust, certificate, step.id);
  if (!checked.ok) return `its certificate does not prove it (${checked.fault})`;
  if (checked.value.under.epoch !== entry.epoch) return 'its certificate is of another epoch';
  if (entry.index >= livingSize(context.trust, entry.epoch)) return 'a new epoch gave it up';
  const effects = effectsFault(operation, checked.value.effects);
  if (effects !== undefined) return `its certified effects are others (${effects})`;
  walk.position = step.position;
  if (chain !== 'device' || walk.balances === null) return undefined;
  if (!tellsAmounts(operation, entry.details)) {
    walk.balances = null;
    return undefined;
  }
  const after = move(walk.balances, movementsOf(operation, entry.details));
  if (!after.ok) return `its amounts do not add up (${after.fault})`;
  walk.balances = after.holdings;
  return undefined;
}

function contentsFault(chain: ChainName, { position, balances }: Walk): string | undefined {
  if (chain !== 'device' || balances === null || position.tip === null) return undefined;
  const contents = deviceContents(balancePairs(balances));
  return equalBytes(contents, position.tip.state.contents)
    ? undefined
    : 'its state commits to other balances';
}

/** Whether the chain's record says what the walk came to. */
function headFault(
  context: Context,
  chain: ChainName,
  { position, balances }: Walk,
): string | undefined {
  const { head, balances: stored } = context.chains[chain];
  const tip = head === null ? null : readTip(head, chain);
  const walked = chain === 'device' && position.tip?.state.sequence === 0 ? null : position.tip;
  if ((tip === null) !== (walked === null)) return 'names a head that the chain does not lead to';
  if (tip !== null && walked !== null && !equalBytes(tip.id, walked.id)) {
    return 'names a head that the chain does not lead to';
  }
  if (chain !== 'device' || balances === null) return undefined;
  const same = equalBytes(
    deviceContents(balancePairs(stored)),
    deviceContents(balancePairs(balances)),
  );
  return same ? undefined : 'has other balances than the chain leads to';
}
