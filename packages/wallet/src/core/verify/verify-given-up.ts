import { stateId } from '@tallystick/protocol';
import { certificateOfEntry } from '../chain/stored-certificate.ts';
import { type Context, listRecords } from '../context.ts';
import {
  type GivenUpRecord,
  evidenceRecordCodec,
  givenUpRecordCodec,
} from '../records/given-up-record.ts';
import { KEYS } from '../records/keys.ts';
import { checkCertificate } from '../trust/checkpoints.ts';
import type { Findings } from './verify.ts';

/**
 * Checks what is kept of transitions that new epochs gave up: that the certificates still show what was broken, and that it
 * was given up. What the sovereign was caught at once stays a problem.
 */
export async function verifyGivenUp(context: Context, findings: Findings): Promise<void> {
  const stored = await listRecords(context.vault, KEYS.allGivenUp, givenUpRecordCodec);
  for (const { key, value } of stored) {
    const fault = await givenUpFault(context, value);
    findings.transitions += 1;
    if (value.certificate !== null) findings.certificates += 1;
    if (fault !== undefined) findings.problems.push({ where: `record ${key}`, what: fault });
  }
  const evidence = await listRecords(context.vault, KEYS.allEvidence, evidenceRecordCodec);
  for (const { key, value } of evidence) {
    const what = `the sovereign contradicted itself: ${value.what}`;
    findings.problems.push({ where: `record ${key}`, what });
  }
}

async function givenUpFault(
  context: Context,
  { by, certificate, ...signed }: GivenUpRecord,
): Promise<string | undefined> {
  const succeeds = context.trust.epochs[by]?.succeeds ?? null;
  if (succeeds === null) return 'names an epoch that gave nothing up';
  if (certificate === null) return undefined;
  if (certificate.epoch >= by || certificate.index < succeeds.size) return 'was not given up';
  const entry = { ...certificate, transition: signed };
  const proof = await certificateOfEntry(context.vault, entry);
  const checked = checkCertificate(
    context.ports.crypto,
    context.trust,
    proof,
    stateId(signed.state),
  );
  return checked.ok ? undefined : `its certificate does not prove it (${checked.fault})`;
}
