import type { SignCheckpoint } from '@tallystick/ledger';
import {
  COSIGNATURE_CONTEXT,
  type CryptoProvider,
  type Epoch,
  type KeyPair,
  cosignedMessage,
  parseCheckpoint,
  signedCheckpoint,
} from '@tallystick/protocol';

/** A checkpoint of one log, for a time in seconds since 1970 (C2SP tlog-cosignature). */
export interface ToSign {
  readonly size: number;
  readonly root: Uint8Array;
  readonly timestamp: number;
}

const utf8 = new TextDecoder();

/**
 * Signs checkpoints as notes (protocol.md section 6) by whoever has the epoch's log key, and looks
 * at the signature before anybody gets it. Rejects when there is no good one.
 */
export function checkpointSigner(
  epoch: Epoch,
  crypto: CryptoProvider,
  sign: (checkpoint: ToSign) => Uint8Array | Promise<Uint8Array>,
): SignCheckpoint {
  return async (body, timeMs) => {
    const checkpoint = parseCheckpoint(utf8.decode(body));
    if (checkpoint?.origin !== epoch.origin) throw new TypeError('not a checkpoint of this log');
    const timestamp = Math.floor(timeMs / 1000);
    const { size, root } = checkpoint;
    const signature = await sign({ size, root, timestamp });
    const message = cosignedMessage({ name: epoch.origin, timestamp, checkpoint });
    if (!crypto.verify(epoch.log, message, signature, COSIGNATURE_CONTEXT)) {
      throw new Error('a signature that is not good');
    }
    return signedCheckpoint(checkpoint, epoch.log, timestamp, signature, (data) =>
      crypto.sha256(data),
    );
  };
}

/** Signs with a key at hand: in commands that a person gives with the passphrase. */
export function signWithKey(
  origin: string,
  key: KeyPair,
  crypto: CryptoProvider,
): (checkpoint: ToSign) => Uint8Array {
  return ({ size, root, timestamp }) => {
    const checkpoint = { origin, size, root };
    const message = cosignedMessage({ name: origin, timestamp, checkpoint });
    return crypto.sign(key, message, COSIGNATURE_CONTEXT);
  };
}
