import {
  type Certificate,
  type CertificateFault,
  type Checkpoint,
  type Cosigner,
  type CryptoProvider,
  type Effects,
  type Epoch,
  type Hash,
  type Note,
  equalBytes,
  parseCheckpoint,
  parseNote,
  sameKey,
  verifyCertificate,
  verifyCosignature,
  verifyLogCheckpoint,
} from '@tallystick/protocol';
import { cosignersAt } from './changes.ts';
import type { Trust } from './constitution.ts';

/** A checkpoint whose signatures hold. */
export interface TrustedCheckpoint {
  readonly checkpoint: Checkpoint;
  /** Number of the epoch whose log it is of. */
  readonly epoch: number;
  /** In ms since 1970: the log's newest header is not older (docs/decisions/0002-one-signature-per-sequence.md). */
  readonly signedTime: number;
  readonly note: Uint8Array;
}

/**
 * Why a checkpoint or a certificate is not believed. `origin`: no epoch that this wallet knows has such a log, so ask for newer
 * epochs. `quorum`: the constitution demands more cosignatures; they may still come. The others are forgeries or damage.
 */
type TrustFault = CertificateFault | 'cosignature-invalid' | 'quorum' | 'other-transition';

export type Checked<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: TrustFault };

/** Checks the log's signature under its epoch's key and the cosignatures that the constitution demands. */
export function checkCheckpoint(
  crypto: CryptoProvider,
  trust: Trust,
  note: Uint8Array,
): Checked<TrustedCheckpoint> {
  const epoch = epochOf(trust, note);
  if (epoch === undefined) return { ok: false, fault: 'origin' };
  const signed = verifyLogCheckpoint(note, epoch, crypto);
  if (!signed.ok) return signed;
  const fault = quorumFault(crypto, trust, signed);
  if (fault !== undefined) return { ok: false, fault };
  const { checkpoint, signedAt: signedTime } = signed;
  return { ok: true, value: { checkpoint, epoch: epoch.number, signedTime, note } };
}

/** A certificate that proves: this transition, with these effects, is in the log. */
export interface ProvenCertificate {
  readonly certificate: Certificate;
  readonly effects: Effects;
  readonly under: TrustedCheckpoint;
}

/** Checks a certificate for the transition `id`: its checkpoint, the form of its effects, and the inclusion proof. */
export function checkCertificate(
  crypto: CryptoProvider,
  trust: Trust,
  certificate: Certificate,
  id: Hash,
): Checked<ProvenCertificate> {
  if (!equalBytes(certificate.transition, id)) return { ok: false, fault: 'other-transition' };
  const epoch = epochOf(trust, certificate.checkpoint);
  if (epoch === undefined) return { ok: false, fault: 'origin' };
  const proven = verifyCertificate(certificate, epoch, crypto);
  if (!proven.ok) return proven;
  const fault = quorumFault(crypto, trust, proven);
  if (fault !== undefined) return { ok: false, fault };
  const { checkpoint, signedAt: signedTime, effects } = proven;
  const under = { checkpoint, epoch: epoch.number, signedTime, note: certificate.checkpoint };
  return { ok: true, value: { certificate, effects, under } };
}

/** The checkpoint that a note says to be; nothing is verified. */
export function readCheckpoint(note: Uint8Array): Checkpoint | undefined {
  const parsed = parseNote(note);
  return parsed === undefined ? undefined : parseCheckpoint(parsed.text);
}

function epochOf(trust: Trust, note: Uint8Array): Epoch | undefined {
  const origin = readCheckpoint(note)?.origin;
  return trust.epochs.find((epoch) => epoch.origin === origin);
}

/**
 * As many distinct keys as the constitution demands of the witnesses and validators that it names when
 * the log signs, and no line of theirs that fails.
 */
function quorumFault(
  crypto: CryptoProvider,
  trust: Trust,
  signed: { readonly note: Note; readonly checkpoint: Checkpoint; readonly signedAt: number },
): 'cosignature-invalid' | 'quorum' | undefined {
  const { note, checkpoint, signedAt } = signed;
  const counted: Cosigner[] = [];
  for (const cosigner of cosignersAt(trust, signedAt)) {
    const check = verifyCosignature(note, checkpoint, cosigner, crypto);
    if (!check.ok && check.reason === 'invalid') return 'cosignature-invalid';
    if (!check.ok || counted.some(({ key }) => sameKey(key, cosigner.key))) continue;
    counted.push(cosigner);
  }
  return counted.length < trust.constitution.parameters.quorum ? 'quorum' : undefined;
}
