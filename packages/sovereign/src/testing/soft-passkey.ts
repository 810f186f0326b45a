import {
  type KeyObject,
  createHash,
  createSign,
  generateKeyPairSync,
  randomBytes,
} from 'node:crypto';
import { encode } from 'cborg';
import type { Asserted, MadePasskey } from '../passkeys/passkey-desk.ts';

/** W3C Web Authentication §6.1: user present, user verified, attested credential data. */
const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;

/** What a page and its authenticator say together; each part can be made wrong. */
export interface Said {
  readonly challenge: string;
  readonly origin: string;
  readonly rpId: string;
  readonly counter?: number;
  readonly isVerified?: boolean;
  readonly type?: string;
}

/** A passkey in software: what browsers and authenticators make, without either. */
export class SoftPasskey {
  readonly id: string = randomBytes(16).toString('base64url');
  readonly #pair: { publicKey: KeyObject; privateKey: KeyObject };

  constructor() {
    this.#pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  }

  make(said: Said, name = 'a passkey'): MadePasskey {
    const { x, y } = this.#pair.publicKey.export({ format: 'jwk' });
    const part = (text: string | undefined): Buffer => Buffer.from(text ?? '', 'base64url');
    // RFC 9053 §7.1: EC2, ES256, P-256.
    const key = new Map<number, number | Uint8Array>();
    key.set(1, 2).set(3, -7).set(-1, 1).set(-2, part(x)).set(-3, part(y));
    const id = Buffer.from(this.id, 'base64url');
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const attested = [Buffer.alloc(16), length, id, encode(key)];
    const authData = Buffer.concat([headOf(said, ATTESTED), ...attested]);
    const attestationObject = encode({ fmt: 'none', attStmt: {}, authData });
    return {
      id: this.id,
      name,
      clientData: clientDataOf(said, 'webauthn.create').toString('base64url'),
      attestationObject: Buffer.from(attestationObject).toString('base64url'),
      transports: ['internal'],
    };
  }

  use(said: Said): Asserted {
    const clientData = clientDataOf(said, 'webauthn.get');
    const authenticatorData = headOf(said, 0);
    const signed = Buffer.concat([authenticatorData, sha256(clientData)]);
    return {
      id: this.id,
      clientData: clientData.toString('base64url'),
      authenticatorData: authenticatorData.toString('base64url'),
      signature: createSign('sha256')
        .update(signed)
        .sign(this.#pair.privateKey)
        .toString('base64url'),
    };
  }
}

function headOf({ rpId, counter = 0, isVerified = true }: Said, more: number): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  const flags = PRESENT | (isVerified ? VERIFIED : 0) | more;
  return Buffer.concat([sha256(Buffer.from(rpId)), Buffer.of(flags), count]);
}

function clientDataOf({ challenge, origin, type }: Said, usual: string): Buffer {
  return Buffer.from(
    JSON.stringify({ type: type ?? usual, challenge, origin, crossOrigin: false }),
  );
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
