import { type State, decodeState, stateId } from '../chain/index.ts';
import {
  type Constitution,
  type Cosigner,
  type Epoch,
  MAX_CONSTITUTION_BYTES,
  type SignedConstitution,
  type SignedEpoch,
  constitutionCodec,
  epochCodec,
  epochOrigin,
} from '../constitution/index.ts';
import { type CryptoProvider, type Hash, hash, signingContext } from '../crypto/index.ts';
import { decode, equalBytes } from '../encoding/index.ts';
import { type Operation, operationCodec, operationHash } from '../operation/index.ts';
import { cosignersOf, countCosigners } from './count-cosigners.ts';
import type { Certificate, Evidence } from './types.ts';
import {
  type CertificateFault,
  type ProvenInclusion,
  verifyCertificate,
} from './verify-certificate.ts';

/** How far clocks may differ before a signature counts as made in the future. */
export const CLOCK_MARGIN_MS = 600_000;

/** The reader's own demands; where the constitution's are stricter, those hold. Times in ms. */
export interface Requirements {
  readonly now: number;
  readonly freshnessMs: number;
  readonly quorum: number;
  /**
   * Who may cosign a checkpoint that the log signed at that time, ms since 1970, where the reader knows
   * what votes have made of the constitution; else those of the founding.
   */
  readonly cosigners?: (signedAt: number) => readonly Cosigner[];
}

export type FoundingFault =
  | 'constitution-encoding'
  | 'other-sovereign'
  | 'constitution-signature'
  | 'epoch-encoding'
  | 'epoch-of-another-sovereign'
  | 'epoch-origin'
  | 'epoch-suite'
  | 'epoch-signature';

export type EvidenceFault =
  | FoundingFault
  | CertificateFault
  | 'epoch-expired'
  | 'epoch-not-begun'
  | 'checkpoint-in-the-future'
  | 'checkpoint-stale'
  | 'cosignature-invalid'
  | 'quorum'
  | OpeningFault;

export type OpeningFault =
  'state' | 'state-of-another-transition' | 'operation' | 'operation-of-another-state';

/** The opened entry: what its transition did; null for what the bundle leaves closed. */
export interface OpenedEntry {
  readonly state: State | null;
  readonly operation: Operation | null;
}

/**
 * What a bundle proves: the constitution is the pinned one; its root certified the epoch; `ProvenInclusion` holds under it;
 * `cosigners` of those who may stated that they saw this tree grow append-only. It is no proof of what happened after the
 * checkpoint, nor that the ledger is honest where fewer than the quorum watch.
 */
export interface ProvenEvidence extends ProvenInclusion {
  readonly constitution: Constitution;
  readonly epoch: Epoch;
  readonly cosigners: readonly string[];
  readonly opened: OpenedEntry;
}

export type EvidenceCheck = ({ ok: true } & ProvenEvidence) | { ok: false; fault: EvidenceFault };

/** Verifies a bundle against the sovereign id that the reader pinned. */
export function verifyEvidence(
  bundle: Evidence,
  pinned: Hash,
  crypto: CryptoProvider,
  requirements: Requirements,
): EvidenceCheck {
  const founding = verifyFounding(bundle.constitution, bundle.epoch, pinned, crypto);
  if (!founding.ok) return founding;
  const { constitution, epoch } = founding;
  const { now } = requirements;
  if (now > epoch.notAfter) return refused('epoch-expired');
  if (now + CLOCK_MARGIN_MS < epoch.notBefore) return refused('epoch-not-begun');
  const included = verifyCertificate(bundle.certificate, epoch, crypto);
  if (!included.ok) return included;
  const { freshnessMs, quorum } = stricter(requirements, constitution);
  if (included.signedAt > now + CLOCK_MARGIN_MS) return refused('checkpoint-in-the-future');
  if (now - included.signedAt > freshnessMs) return refused('checkpoint-stale');
  const fresh = { from: now - freshnessMs, to: now + CLOCK_MARGIN_MS };
  const named = cosignersOf(constitution, requirements, included.signedAt);
  const cosigners = countCosigners(named, included, fresh, crypto);
  if (cosigners === undefined) return refused('cosignature-invalid');
  if (cosigners.length < quorum) return refused('quorum');
  const opened = openEntry(bundle, bundle.certificate);
  if (!opened.ok) return opened;
  const { effects, checkpoint, note, signedAt } = included;
  const { entry } = opened;
  return {
    ok: true,
    constitution,
    epoch,
    effects,
    checkpoint,
    note,
    signedAt,
    cosigners,
    opened: entry,
  };
}

export type FoundingCheck =
  { ok: true; constitution: Constitution; epoch: Epoch } | { ok: false; fault: FoundingFault };

/** Constitution and epoch: the pinned sovereign's, both signed by its root. Says nothing of the time. */
export function verifyFounding(
  signedConstitution: SignedConstitution,
  signedEpoch: SignedEpoch,
  pinned: Hash,
  crypto: CryptoProvider,
): FoundingCheck {
  const bytes = signedConstitution.constitution;
  const decoded = decode(constitutionCodec, bytes, MAX_CONSTITUTION_BYTES);
  if (!decoded.ok) return refused('constitution-encoding');
  const constitution = decoded.value;
  if (!equalBytes(hash('constitution', bytes), pinned)) return refused('other-sovereign');
  const { root } = constitution;
  const asFounding = signingContext('constitution', null);
  if (!crypto.verify(root, pinned, signedConstitution.signature, asFounding)) {
    return refused('constitution-signature');
  }
  const decodedEpoch = decode(epochCodec, signedEpoch.epoch);
  if (!decodedEpoch.ok) return refused('epoch-encoding');
  const epoch = decodedEpoch.value;
  if (!equalBytes(epoch.sovereign, pinned)) return refused('epoch-of-another-sovereign');
  if (epoch.origin !== epochOrigin(constitution.origin, epoch.number))
    return refused('epoch-origin');
  if (!constitution.suites.log.includes(epoch.log.suite)) return refused('epoch-suite');
  const epochId = hash('record', signedEpoch.epoch);
  if (!crypto.verify(root, epochId, signedEpoch.signature, signingContext('epoch', pinned))) {
    return refused('epoch-signature');
  }
  return { ok: true, constitution, epoch };
}

function stricter(
  own: Requirements,
  { parameters }: Constitution,
): Pick<Requirements, 'freshnessMs' | 'quorum'> {
  return {
    freshnessMs: Math.min(own.freshnessMs, parameters.freshnessMs),
    quorum: Math.max(own.quorum, parameters.quorum),
  };
}

/** Opens an entry as far as its state and operation are given: they are what the certificate's transition commits to. */
export function openEntry(
  bundle: Pick<Evidence, 'state' | 'operation'>,
  certificate: Certificate,
): { ok: true; entry: OpenedEntry } | { ok: false; fault: OpeningFault } {
  if (bundle.state === null) {
    return bundle.operation === null
      ? { ok: true, entry: { state: null, operation: null } }
      : refused('operation-of-another-state');
  }
  const state = decodeState(bundle.state);
  if (!state.ok) return refused('state');
  if (!equalBytes(stateId(bundle.state), certificate.transition)) {
    return refused('state-of-another-transition');
  }
  if (bundle.operation === null) {
    return { ok: true, entry: { state: state.value, operation: null } };
  }
  const operation = decode(operationCodec, bundle.operation);
  if (!operation.ok) return refused('operation');
  if (!equalBytes(operationHash(bundle.operation), state.value.operation)) {
    return refused('operation-of-another-state');
  }
  return { ok: true, entry: { state: state.value, operation: operation.value } };
}

function refused<F extends EvidenceFault>(fault: F): { ok: false; fault: F } {
  return { ok: false, fault };
}
