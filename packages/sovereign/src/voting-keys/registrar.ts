import {
  type Hash,
  type Key,
  type KeyAttestation,
  type Office,
  type OfficeSignature,
  type Vendor,
  encode,
  equalBytes,
  keyAttestationCodec,
  registrationChallenge,
} from '@tallystick/protocol';
import type { OfficeWord } from '../ring/messages.ts';
import { newChallenges } from '../sessions/challenges.ts';
import { type OpenedVendor, openVendors } from './vendor-chain.ts';
import type { AttestationFault } from './verify-attestation.ts';

/** Long enough to look for a key, and to type its PIN. */
const NONCE_MS = 5 * 60_000;

/** What a registrar works with. */
export interface RegistrarPorts {
  readonly sovereign: Hash;
  /** The registry in force; the same list until it changes. */
  readonly vendors: () => readonly Vendor[];
  /** The office of registrars in force. */
  readonly office: () => Office | undefined;
  /** The public key of the office that the ring has. */
  readonly key: () => Key | null;
  readonly say: (word: OfficeWord) => Promise<Uint8Array>;
  /** Whether an origin is the node's own. */
  readonly isOwn: (origin: string) => boolean;
}

interface RegistrationChallenge {
  readonly nonce: Uint8Array;
  readonly challenge: Hash;
  /** Ms since 1970. */
  readonly expiresAt: number;
}

/** All of a `voting-key` statement, for its owner to say; `nobody`: the ring does not sign for the office. */
export type Registered =
  | {
      readonly ok: true;
      readonly key: Uint8Array;
      readonly vendor: OpenedVendor;
      readonly attestation: Uint8Array;
      readonly signatures: readonly OfficeSignature[];
    }
  | { readonly ok: false; readonly fault: AttestationFault | 'nonce' | 'nobody' };

/** Verifies attestations of voting keys and signs them for the office of registrars. */
export interface Registrar {
  challenge(identity: Hash, nowMs: number): RegistrationChallenge;
  /** Rejects when the ring does not answer. */
  register(identity: Hash, given: KeyAttestation, nowMs: number): Promise<Registered>;
}

export function newRegistrar(ports: RegistrarPorts): Registrar {
  const { sovereign, say, isOwn } = ports;
  const nonces = newChallenges(NONCE_MS);
  const opened = openedOnce();

  return {
    challenge(identity, nowMs) {
      const { bytes: nonce, expiresAt } = nonces.make(identity, nowMs);
      const challenge = registrationChallenge(sovereign, identity, nonce);
      return { nonce, challenge, expiresAt };
    },
    async register(identity, given, nowMs) {
      const { nonce } = given;
      if (!nonces.isOpen(identity, nonce, nowMs)) return { ok: false, fault: 'nonce' };
      const by = seatOf(ports);
      if (by === undefined) return { ok: false, fault: 'nobody' };
      // Its library is a sixth of a node's modules: loaded with the first attestation.
      const { verifyAttestation } = await import('./verify-attestation.ts');
      const attested = await verifyAttestation(given, {
        challenge: registrationChallenge(sovereign, identity, nonce),
        isOwn,
        vendors: opened(ports.vendors()),
        time: nowMs,
      });
      if (!attested.ok) return attested;
      const { key, vendor } = attested;
      const attestation = encode(keyAttestationCodec, given);
      const word = { kind: 'registrars', identity, key, vendor: vendor.id, attestation } as const;
      const signatures = [{ by, bytes: await say(word) }];
      return { ok: true, key, vendor, attestation, signatures };
    },
  };
}

/** The index of the ring's key in an office for which one signature is enough. */
function seatOf(ports: RegistrarPorts): number | undefined {
  const signers = ports.office()?.signers;
  const key = ports.key();
  if (key === null || signers?.threshold !== 1) return undefined;
  const seat = signers.keys.findIndex(
    ({ suite, publicKey }) => suite === key.suite && equalBytes(publicKey, key.publicKey),
  );
  return seat === -1 ? undefined : seat;
}

/** Reads the certificates of a registry once. */
function openedOnce(): (vendors: readonly Vendor[]) => readonly OpenedVendor[] {
  let last: { of: readonly Vendor[]; opened: readonly OpenedVendor[] } | undefined;
  return (vendors) => {
    if (last?.of !== vendors) last = { of: vendors, opened: openVendors(vendors) };
    return last.opened;
  };
}
