import {
  decode,
  fromBase64url,
  hash,
  signedConstitutionCodec,
  signedEpochCodec,
  verifyFounding,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { type ProvenStatement, type Trust, foundedTrust, proveStatement } from '@tallystick/wallet';
import type { EntryBody, VoteRecord } from './vote-record.ts';

const MAX_BYTES = 1 << 23;

/** What a record shows as its sovereign's constitution and log keys; or what is wrong with it. */
export function trustOf({ constitution, epochs }: VoteRecord): Trust | string {
  const signed = decode(signedConstitutionCodec, bytesOf(constitution), MAX_BYTES);
  if (!signed.ok) return `the constitution is malformed: ${signed.reason}`;
  const sovereign = hash('constitution', signed.value.constitution);
  const founded = [];
  for (const [number, text] of epochs.entries()) {
    const epoch = decode(signedEpochCodec, bytesOf(text), MAX_BYTES);
    if (!epoch.ok) return `epoch ${number} is malformed: ${epoch.reason}`;
    const check = verifyFounding(signed.value, epoch.value, sovereign, nodeCrypto);
    if (!check.ok) return `epoch ${number}: ${check.fault}`;
    founded.push(check);
  }
  const [first] = founded;
  if (first === undefined) return 'there is no epoch of the log';
  return foundedTrust({
    sovereign,
    signed: signed.value,
    constitution: first.constitution,
    epochs: founded.map(({ epoch }) => epoch),
  });
}

/** The statement of an entry that a record shows; or why it is not proven. */
export function proveEntry(trust: Trust, entry: EntryBody): ProvenStatement | string {
  const proof = proveStatement(nodeCrypto, trust, {
    transition: bytesOf(entry.transition),
    certificate: bytesOf(entry.certificate),
  });
  return proof.ok ? proof.statement : proof.fault;
}

function bytesOf(text: unknown): Uint8Array {
  const bytes = typeof text === 'string' ? fromBase64url(text, MAX_BYTES) : undefined;
  return bytes ?? new Uint8Array();
}
