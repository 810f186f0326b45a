import {
  type Evidence,
  type ForkProof,
  type ForkRule,
  decode,
  decodeState,
  decodeStatement,
  encode,
  encodeAddress,
  equalBytes,
  forkEvidenceCodec,
  operationCodec,
  signedEpochCodec,
  toHex,
} from '@tallystick/protocol';
import { certificateOfEntry } from '../chain/stored-certificate.ts';
import { type Context, findRecord, listRecords } from '../context.ts';
import { type EntryRecord, entryRecordCodec } from '../records/entry-record.ts';
import { KEYS, readHashKey } from '../records/keys.ts';
import type { KnownFork } from './offline-types.ts';
import { OFFLINE_KEYS } from './records/keys.ts';
import { forkRecordCodec } from './records/other-records.ts';
import { heldRecordCodec } from './records/payee-records.ts';

/** Whose forks this wallet has the proof of; with evidence for anybody where it has put that on the log. */
export async function knownForks(context: Context): Promise<KnownFork[]> {
  const forks = await listRecords(context.vault, OFFLINE_KEYS.allForks, forkRecordCodec);
  if (forks.length === 0) return [];
  const said = await listRecords(context.vault, KEYS.entries('identity'), entryRecordCodec);
  const views: KnownFork[] = [];
  for (const { key, value } of forks) {
    const hold = readHashKey(key);
    const held = await findRecord(context.vault, OFFLINE_KEYS.held(hold), heldRecordCodec);
    const { rule, sequence } = whereOf(value.proof);
    const entry = said.find((one) => saysForkOf(one.value, hold))?.value;
    const evidence = entry === undefined ? undefined : await evidenceOf(context, entry);
    views.push({
      hold: toHex(hold),
      rule,
      sequence,
      ...(held === undefined ? {} : { from: encodeAddress(held.owner.identity) }),
      refused: value.published === '' ? null : value.published,
      evidence:
        evidence === undefined
          ? null
          : encode(forkEvidenceCodec, { evidence, writer: value.writer }),
    });
  }
  return views;
}

/** By which rule the two states contradict each other, and where the later one stands. */
function whereOf({ first, second, sums }: ForkProof): { rule: ForkRule; sequence: number } {
  const [one, other] = [decodeState(first.state), decodeState(second.state)];
  const sequence = other.ok ? other.value.sequence : 0;
  if (sums !== null) return { rule: 'total', sequence };
  const isSame = one.ok && one.value.sequence === sequence;
  return { rule: isSame ? 'same-sequence' : 'broken-link', sequence };
}

function saysForkOf({ transition }: EntryRecord, hold: Uint8Array): boolean {
  const operation = decode(operationCodec, transition.operation);
  if (!operation.ok || operation.value.kind !== 'say') return false;
  const { statement, body } = operation.value;
  const said = decodeStatement(statement, body);
  return said.ok && said.value.kind === 'fork-proof' && equalBytes(said.value.hold, hold);
}

async function evidenceOf(
  { seen, trust, vault }: Context,
  entry: EntryRecord,
): Promise<Evidence | undefined> {
  const bytes = seen.epochs[entry.epoch];
  const epoch = bytes === undefined ? undefined : decode(signedEpochCodec, bytes);
  if (epoch?.ok !== true) return undefined;
  const { state, operation } = entry.transition;
  const certificate = await certificateOfEntry(vault, entry);
  return { constitution: trust.signed, epoch: epoch.value, certificate, state, operation };
}
