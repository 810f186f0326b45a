import {
  type CryptoProvider,
  decode,
  fromBase64url,
  hash,
  signedConstitutionCodec,
  signedEpochCodec,
  verifyFounding,
} from '@tallystick/protocol';
import { type Trust, foundedTrust } from '../trust/constitution.ts';
import { chainFault } from '../trust/epochs.ts';
import { type ProvenStatement, proveStatement } from '../verify/prove-statement.ts';
import type { LogView } from './log-view.ts';
import type { EntryBody } from './shown-vote.ts';

const MAX_BYTES = 1 << 23;

/** What is shown as a sovereign's constitution and log keys; or what is wrong with it. */
export function trustOf(
  crypto: CryptoProvider,
  shown: { readonly constitution: string; readonly epochs: readonly string[] },
): Trust | string {
  const signed = decode(signedConstitutionCodec, bytesOf(shown.constitution), MAX_BYTES);
  if (!signed.ok) return `the constitution is malformed: ${signed.reason}`;
  const sovereign = hash('constitution', signed.value.constitution);
  const founded = [];
  for (const [number, text] of shown.epochs.entries()) {
    const epoch = decode(signedEpochCodec, bytesOf(text), MAX_BYTES);
    if (!epoch.ok) return `epoch ${number} is malformed: ${epoch.reason}`;
    const check = verifyFounding(signed.value, epoch.value, sovereign, crypto);
    if (!check.ok) return `epoch ${number}: ${check.fault}`;
    founded.push(check);
  }
  const [first] = founded;
  if (first === undefined) return 'there is no epoch of the log';
  const epochs = founded.map(({ epoch }) => epoch);
  const fault = chainFault(epochs);
  if (fault !== undefined) return fault;
  const { constitution } = first;
  return foundedTrust({ sovereign, signed: signed.value, constitution, epochs });
}

/** What entries are proven by: the founding, and where it is shown the log that they have to be in. */
export interface Prover {
  readonly crypto: CryptoProvider;
  readonly trust: Trust;
  /** Null: each entry is believed by the checkpoint of its certificate. */
  readonly log: LogView | null;
}

/** The statement of an entry; or why it is not proven. `place`: the signed log has another there, or does not tell. */
export type EntryProof =
  | { readonly ok: true; readonly statement: ProvenStatement }
  | { readonly ok: false; readonly place: 'another' | 'unknown' | null; readonly fault: string };

export async function proveEntry(
  { crypto, trust, log }: Prover,
  entry: EntryBody,
): Promise<EntryProof> {
  const proof = proveStatement(crypto, trust, {
    transition: bytesOf(entry.transition),
    certificate: bytesOf(entry.certificate),
  });
  if (!proof.ok) return { ...proof, place: null };
  const place = log === null ? 'there' : await log.placeOf(entry);
  return place === 'there' ? proof : { ok: false, place, fault: PLACES[place] };
}

const PLACES = {
  another: 'the signed log has another entry in its place',
  unknown: 'the log was not shown where it should be in it',
} as const;

function bytesOf(text: string): Uint8Array {
  return fromBase64url(text, MAX_BYTES) ?? new Uint8Array();
}
