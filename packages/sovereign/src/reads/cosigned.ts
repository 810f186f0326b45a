import { type Ledger, constitutionInForce, readPeers } from '@tallystick/ledger';
import {
  type Cosigner,
  type Epoch,
  parseCheckpoint,
  parseNote,
  toHex,
  verifyCosignature,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';

/** Who looks at this log, and how far they have got with its newest checkpoint. Times in ms since 1970. */
export interface CosignedLog {
  readonly peers: readonly { readonly name: string; readonly sovereign: string }[];
  readonly cosigners: readonly ShownCosigner[];
  /** How many cosignatures whoever accepts offline asks for. */
  readonly quorum: number;
  /** The newest that the log's own key has signed. */
  readonly checkpoint: { readonly size: number; readonly signedAt: number } | null;
}

interface ShownCosigner {
  readonly name: string;
  readonly role: 'witness' | 'validator';
  /** When it signed the newest checkpoint; null where its signature is not on it. */
  readonly cosignedAt: number | null;
}

const SECOND_MS = 1000;

/** As the constitution in force names them, by the newest header. */
export function readCosigned(
  { state, checkpoint }: Pick<Ledger, 'state' | 'checkpoint'>,
  { origin, log }: Epoch,
): CosignedLog {
  const constitution = constitutionInForce(state, state.header?.time ?? 0);
  const note = parseNote(checkpoint?.note ?? new Uint8Array());
  const tree = note && parseCheckpoint(note.text);
  const signedBy = (cosigner: Cosigner): number | null => {
    if (note === undefined || tree === undefined) return null;
    const signed = verifyCosignature(note, tree, cosigner, nodeCrypto);
    return signed.ok ? signed.timestamp * SECOND_MS : null;
  };
  const shown =
    (role: ShownCosigner['role']) =>
    (cosigner: Cosigner): ShownCosigner => ({
      name: cosigner.name,
      role,
      cosignedAt: signedBy(cosigner),
    });
  const signedAt = signedBy({ name: origin, key: log });
  return {
    peers: readPeers(state).map(({ name, sovereign }) => ({ name, sovereign: toHex(sovereign) })),
    cosigners: [
      ...constitution.witnesses.map(shown('witness')),
      ...constitution.validators.map(shown('validator')),
    ],
    quorum: constitution.parameters.quorum,
    checkpoint: tree === undefined || signedAt === null ? null : { size: tree.size, signedAt },
  };
}
