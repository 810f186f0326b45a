import {
  type Constitution,
  type Currency,
  type Governance,
  type Key,
  type Signers,
  type StructuredContents,
  type StructuredMatter,
  decode,
  decodeStructured,
  encodeStructured,
  equalBytes,
  formatScope,
  fromBase64url,
  isSuite,
  keyCodec,
  sameKey,
} from '@tallystick/protocol';
import type { ChangeDraft, ChangeFault, KeyTyped, SignersTyped } from './messages.ts';

type Read<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: ChangeFault };
/** What there is to be changed. */
type Standing = Pick<Constitution, 'currencies' | 'governance'>;
type CurrencyTyped = Extract<ChangeDraft, { matter: 'currencies' }>['currency'];
type GovernanceTyped = Extract<ChangeDraft, { matter: 'governance' }>;

const MAX_KEY_BYTES = 4096;
/** protocol.md section 5. */
const CODE = /^[A-Z0-9]{3,8}$/;

/** The canonical bytes of the whole matter as it is to be: what is in force, with what somebody wants changed. */
export function contentOf(change: ChangeDraft, constitution: Standing): Read<Uint8Array> {
  return change.matter === 'currencies'
    ? currenciesWith(change.currency, constitution)
    : governanceWith(change, constitution);
}

function currenciesWith(
  { code, ...typed }: CurrencyTyped,
  { currencies }: Standing,
): Read<Uint8Array> {
  if (!CODE.test(code)) return failed('code');
  const before = currencies.find((one) => one.code === code);
  // What nobody touched is as it is in force now: meanwhile somebody else may have changed it.
  const name = typed.name?.trim() ?? before?.name ?? '';
  const decimals = typed.decimals ?? before?.decimals;
  if (name === '') return failed('name');
  if (decimals === undefined || (before?.decimals ?? decimals) !== decimals) {
    return failed('decimals');
  }
  const signers = typed.treasury === null ? standing(before) : signersOf(typed.treasury);
  if (!signers.ok) return signers;
  const wanted = { code, decimals, name, treasury: signers.value };
  // Those that there are come first, in their order: the ledger keeps balances by it.
  const kept = currencies.map((one) => (one === before ? wanted : one));
  return encoded(
    'currencies',
    before === undefined ? [...kept, wanted] : kept,
    encodeStructured('currencies', currencies),
  );
}

function standing(before: Currency | undefined): Read<Signers> {
  return before === undefined ? failed('threshold') : { ok: true, value: before.treasury };
}

function governanceWith(
  { offices, procedures }: GovernanceTyped,
  { governance }: Standing,
): Read<Uint8Array> {
  if (governance === null) return failed('procedure');
  const changed: Governance['offices'][number][] = [...governance.offices];
  for (const { name, signers } of offices) {
    const at = changed.findIndex((one) => one.name === name);
    const read = signersOf(signers);
    if (!read.ok) return read;
    if (at < 0) return failed('unfit');
    changed[at] = { name, signers: read.value };
  }
  const figures: Governance['procedures'][number][] = [...governance.procedures];
  for (const { for: scope, ...typed } of procedures) {
    const at = figures.findIndex((one) => formatScope(one.scope) === scope);
    const before = figures[at];
    if (before === undefined) return failed('unfit');
    if (!Object.values(typed).every((figure) => Number.isSafeInteger(figure) && figure >= 0)) {
      return failed('figures');
    }
    figures[at] = { ...before, ...typed };
  }
  return encoded(
    'governance',
    { ...governance, offices: changed, procedures: figures },
    encodeStructured('governance', governance),
  );
}

/** Held to what a decoder takes: the encoder refuses what is out of bounds, and leaves what hangs together to the decoder. */
function encoded<K extends StructuredMatter>(
  kind: K,
  content: StructuredContents[K],
  before: Uint8Array,
): Read<Uint8Array> {
  try {
    const bytes = encodeStructured(kind, content);
    if (equalBytes(bytes, before)) return failed('nothing');
    return decodeStructured(kind, bytes).ok ? { ok: true, value: bytes } : failed('unfit');
  } catch {
    return failed('unfit');
  }
}

function signersOf({ threshold, keys }: SignersTyped): Read<Signers> {
  const read = keys.map(keyOf);
  const good = read.filter((key): key is Key => key !== undefined);
  if (good.length < read.length) return failed('bad-key');
  if (good.some((key, at) => good.findIndex((one) => sameKey(one, key)) < at)) {
    return failed('same-key');
  }
  const isCount = Number.isSafeInteger(threshold) && threshold >= 1;
  if (!isCount || threshold > good.length) return failed('threshold');
  return { ok: true, value: { threshold, keys: good } };
}

/** Undefined where what was typed is no key. */
export function keyOf(typed: KeyTyped): Key | undefined {
  if ('pub' in typed) {
    const bytes = fromBase64url(typed.pub.trim(), MAX_KEY_BYTES);
    const key = bytes && decode(keyCodec, bytes);
    return key?.ok === true ? key.value : undefined;
  }
  const { suite } = typed;
  const publicKey = fromBase64url(typed.publicKey, MAX_KEY_BYTES);
  return isSuite(suite) && publicKey !== undefined ? { suite, publicKey } : undefined;
}

function failed(fault: ChangeFault): { readonly ok: false; readonly fault: ChangeFault } {
  return { ok: false, fault };
}
