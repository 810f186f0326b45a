import {
  type Constitution,
  type Epoch,
  type Hash,
  type SignedConstitution,
  constitutionCodec,
  decode,
  hash,
  signedConstitutionCodec,
  signedEpochCodec,
  toHex,
  verifyFounding,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { readPublicSovereign } from '../sovereign/public-sovereign.ts';
import { usage } from '../stop.ts';

/** Of a sovereign: its id, and what its root has signed, which was verified. */
export interface Founding {
  readonly sovereign: Hash;
  readonly signedConstitution: SignedConstitution;
  /** As it was founded. */
  readonly constitution: Constitution;
  /** With what votes have made of it, by the sovereign's own word. */
  readonly inForce: Constitution;
  /** Oldest first, at least one. */
  readonly epochs: readonly Epoch[];
}

/**
 * Ends the command where `url` does not show the constitution that `pin` (64 digits) names, or its root has not signed all of it.
 * Without a pin it is whichever is shown.
 */
export async function readFounding(url: string, pin: string | undefined): Promise<Founding> {
  const shown = await (await readPublicSovereign(url)).founding();
  const signed = decode(signedConstitutionCodec, shown.signedConstitution);
  if (!signed.ok) throw unfounded(url, `its constitution is malformed: ${signed.reason}`);
  const sovereign = hash('constitution', signed.value.constitution);
  if (pin !== undefined && toHex(sovereign) !== pin.toLowerCase()) {
    throw usage(
      `${url} shows another constitution than the one that is expected.`,
      'other-sovereign',
    );
  }
  const founded = shown.signedEpochs.map((bytes) => {
    const epoch = decode(signedEpochCodec, bytes);
    if (!epoch.ok) throw unfounded(url, `an epoch of its log is malformed: ${epoch.reason}`);
    const check = verifyFounding(signed.value, epoch.value, sovereign, nodeCrypto);
    if (!check.ok) throw unfounded(url, check.fault);
    return check;
  });
  const constitution = founded[0]?.constitution;
  if (constitution === undefined) throw unfounded(url, 'it shows no epoch of its log');
  const inForce = readInForce(url, shown.inForce) ?? constitution;
  const epochs = founded.map(({ epoch }) => epoch);
  return { sovereign, signedConstitution: signed.value, constitution, inForce, epochs };
}

function readInForce(url: string, bytes: Uint8Array | undefined): Constitution | undefined {
  if (bytes === undefined) return undefined;
  const decoded = decode(constitutionCodec, bytes);
  if (decoded.ok) return decoded.value;
  throw unfounded(url, `its constitution in force is malformed: ${decoded.reason}`);
}

function unfounded(url: string, why: string): Error {
  return usage(`${url} shows no founding that holds: ${why}.`, 'bad-answer');
}
