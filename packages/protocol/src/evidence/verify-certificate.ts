import type { Epoch } from '../constitution/index.ts';
import type { CryptoProvider } from '../crypto/index.ts';
import { decode } from '../encoding/index.ts';
import {
  type Checkpoint,
  type Note,
  logHasher,
  parseCheckpoint,
  parseNote,
  verifyCosignature,
} from '../log/index.ts';
import { verifyInclusion } from '../merkle/index.ts';
import { effectsCodec, entryLeaf } from './codecs.ts';
import type { Certificate, Effects } from './types.ts';

/** Why a certificate shows nothing. */
export type CertificateFault =
  | 'effects'
  | 'note'
  | 'checkpoint'
  | 'origin'
  | 'size'
  | 'log-signature'
  | 'outside-epoch'
  | 'inclusion';

/**
 * The epoch's log key stated at `signedAt` (ms since 1970) that its log of `checkpoint.size` entries has this transition,
 * with these effects, as entry `index`. That it was admitted: not that a hold is still open or a device still trusted, and
 * not that the log shows everybody the same.
 */
export interface ProvenInclusion {
  readonly effects: Effects;
  readonly checkpoint: Checkpoint;
  readonly note: Note;
  readonly signedAt: number;
}

export type CertificateCheck =
  ({ ok: true } & ProvenInclusion) | { ok: false; fault: CertificateFault };

/** Verifies a certificate against an epoch that the caller trusts. */
export function verifyCertificate(
  certificate: Certificate,
  epoch: Epoch,
  crypto: CryptoProvider,
): CertificateCheck {
  const { index, treeSize: size, transition, proof } = certificate;
  const effects = decode(effectsCodec, certificate.effects);
  if (!effects.ok) return refused('effects');
  const signed = verifyLogCheckpoint(certificate.checkpoint, epoch, crypto);
  if (!signed.ok) return signed;
  const { checkpoint, note, signedAt } = signed;
  if (checkpoint.size !== size) return refused('size');
  const hasher = logHasher((data) => crypto.sha256(data));
  const leaf = hasher.leaf(entryLeaf(transition, certificate.effects));
  if (!verifyInclusion(hasher, leaf, { index, size }, proof, checkpoint.root)) {
    return refused('inclusion');
  }
  return { ok: true, effects: effects.value, checkpoint, note, signedAt };
}

/** A checkpoint that the epoch's log key signed at `signedAt` (ms since 1970), within the epoch's time. */
export type LogCheckpointCheck =
  | { ok: true; checkpoint: Checkpoint; note: Note; signedAt: number }
  | {
      ok: false;
      fault: Extract<
        CertificateFault,
        'note' | 'checkpoint' | 'origin' | 'log-signature' | 'outside-epoch'
      >;
    };

/** Verifies a signed note as a checkpoint of the epoch's log. */
export function verifyLogCheckpoint(
  bytes: Uint8Array,
  epoch: Epoch,
  crypto: CryptoProvider,
): LogCheckpointCheck {
  const note = parseNote(bytes);
  if (note === undefined) return { ok: false, fault: 'note' };
  const checkpoint = parseCheckpoint(note.text);
  if (checkpoint === undefined) return { ok: false, fault: 'checkpoint' };
  if (checkpoint.origin !== epoch.origin) return { ok: false, fault: 'origin' };
  const signed = verifyCosignature(
    note,
    checkpoint,
    { name: epoch.origin, key: epoch.log },
    crypto,
  );
  if (!signed.ok) return { ok: false, fault: 'log-signature' };
  const signedAt = signed.timestamp * 1000;
  // A cosignature's time is in whole seconds, rounded down: one made in the epoch's first second may seem before it.
  if (signedAt + 999 < epoch.notBefore || signedAt > epoch.notAfter) {
    return { ok: false, fault: 'outside-epoch' };
  }
  return { ok: true, checkpoint, note, signedAt };
}

function refused(fault: CertificateFault): { ok: false; fault: CertificateFault } {
  return { ok: false, fault };
}
