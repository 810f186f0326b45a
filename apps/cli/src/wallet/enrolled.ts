import {
  type Device,
  certificateCodec,
  decode,
  decodeStatement,
  effectsCodec,
  keyId,
  operationCodec,
  toHex,
  transitionCodec,
} from '@tallystick/protocol';
import type { HeldCertificate, Wallet } from '@tallystick/wallet';
import { valueOf } from '../failure.ts';

/** When each device was enrolled, in ms since 1970, by the id of its key in hexadecimal. */
export type Enrolled = ReadonlyMap<string, number>;

/** As the certificates of the identity's chain say, which every device of it has. */
export async function enrolledAt(wallet: Wallet): Promise<Enrolled> {
  const held = valueOf(await wallet.certificates());
  return new Map(held.flatMap((one) => enrolment(one) ?? []));
}

function enrolment({ certificate, transition }: HeldCertificate): [[string, number]] | undefined {
  const certified = decode(certificateCodec, certificate);
  const moved = decode(transitionCodec, transition);
  const effects = certified.ok ? decode(effectsCodec, certified.value.effects) : certified;
  const device = moved.ok ? deviceIn(moved.value.operation) : undefined;
  if (device === undefined || !effects.ok) return undefined;
  return [[toHex(keyId(device.key)), effects.value.time]];
}

function deviceIn(bytes: Uint8Array): Device | undefined {
  const decoded = decode(operationCodec, bytes);
  if (!decoded.ok) return undefined;
  const operation = decoded.value;
  if (operation.kind === 'open') return operation.genesis.device;
  if (operation.kind !== 'say') return undefined;
  const statement = decodeStatement(operation.statement, operation.body);
  return statement.ok && statement.value.kind === 'add-device' ? statement.value.device : undefined;
}
