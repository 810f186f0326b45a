import {
  COSIGNER_SUITE,
  type Constitution,
  type Cosigner,
  type Hash,
  type Peer,
  type StructuredContents,
  constitutionCodec,
  decode,
  fromBase64url,
  fromHex,
  hash,
  keyId,
  signedConstitutionCodec,
  toHex,
} from '@tallystick/protocol';
import { namedWith } from './draft-named.ts';
import { keyOf } from './draft-signers.ts';
import { type Drafted, drafted, failed } from './drafted.ts';
import type { ChangeDraft, CosignerTyped, NamedChange, PeerTyped } from './messages.ts';

const MOST_BYTES = 1 << 23;
/** C2SP signed-note, as protocol.md section 5 has it: what a cosigner signs by. */
const NOTE_NAME = /^[\x21-\x2a\x2c-\x7e]{1,128}$/;
const ID = /^[0-9a-f]{64}$/i;

/** Witnesses and validators, with those that somebody wants added, named otherwise or taken out. */
export function cosignersWith(
  { witnesses, validators }: Extract<ChangeDraft, { matter: 'cosigners' }>,
  before: Pick<Constitution, 'witnesses' | 'validators'>,
): Drafted<StructuredContents['cosigners']> {
  const watching = oneRole(witnesses, before.witnesses);
  if (!watching.ok) return watching;
  const replaying = oneRole(validators, before.validators);
  if (!replaying.ok) return replaying;
  return drafted({ witnesses: watching.value, validators: replaying.value });
}

function oneRole(
  { add, drop, rename }: NamedChange<CosignerTyped>,
  before: readonly Cosigner[],
): Drafted<readonly Cosigner[]> {
  const names = [...add.map(({ name }) => name), ...rename.map(({ to }) => to)];
  if (!names.every((name) => NOTE_NAME.test(name.trim()))) return failed('cosigner-name');
  const added: Cosigner[] = [];
  for (const { name, key: typed } of add) {
    const key = keyOf(typed);
    if (key === undefined) return failed('bad-key');
    if (key.suite !== COSIGNER_SUITE) return failed('cosigner-key');
    added.push({ name, key });
  }
  return namedWith({ add: added, drop, rename }, before, ({ key }) => toHex(keyId(key)));
}

/** Peers, with those that somebody wants added, named otherwise or taken out. */
export function peersWith(
  { add, drop, rename }: NamedChange<PeerTyped>,
  before: readonly Peer[],
): Drafted<readonly Peer[]> {
  const added: Peer[] = [];
  for (const { name, text } of add) {
    const sovereign = sovereignOf(text);
    if (sovereign === undefined) return failed('peer');
    added.push({ name, sovereign });
  }
  return namedWith({ add: added, drop, rename }, before, ({ sovereign }) => toHex(sovereign));
}

/** By its id; or by its constitution, of which the id is the hash. */
function sovereignOf(text: string): Hash | undefined {
  const typed = text.trim();
  if (ID.test(typed)) return fromHex(typed.toLowerCase(), 32);
  const signed = decode(signedConstitutionCodec, signedBytes(typed), MOST_BYTES);
  if (!signed.ok) return undefined;
  const { constitution } = signed.value;
  return decode(constitutionCodec, constitution).ok
    ? hash('constitution', constitution)
    : undefined;
}

function signedBytes(text: string): Uint8Array {
  try {
    const said = JSON.parse(text) as { readonly signedConstitution?: unknown } | null;
    return fromBase64url(String(said?.signedConstitution), MOST_BYTES) ?? new Uint8Array();
  } catch {
    return new Uint8Array();
  }
}
