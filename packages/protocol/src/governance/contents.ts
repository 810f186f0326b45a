import { cosignersCodec, currenciesCodec, suitesCodec } from '../constitution/codecs.ts';
import type { AdmittedSuites, Cosigner, Currency } from '../constitution/types.ts';
import { type Hash, hash } from '../crypto/index.ts';
import {
  type Codec,
  type Decoded,
  bytes,
  bytesUpTo,
  decode,
  encode,
  list,
  record,
  refine,
  text,
} from '../encoding/index.ts';
import { repeats } from '../identity/index.ts';
import { governanceCodec, ruleNameCodec } from './codecs.ts';
import { MAX_CONTENT_BYTES } from './statements.ts';
import type { Governance } from './types.ts';

/** A parameter of a module, and the constant as the rule language prints it. */
export interface SettingText {
  readonly module: string;
  readonly parameter: string;
  readonly value: string;
}

export interface Peer {
  readonly name: string;
  readonly sovereign: Hash;
}

/** Whose voting keys count: `roots` are X.509 certificates in DER. */
export interface Vendor {
  readonly name: string;
  readonly roots: readonly Uint8Array[];
}

/** What the contents of proposals say, by the kind of their matter; others are texts of rules. */
export interface StructuredContents {
  readonly settings: readonly SettingText[];
  readonly suites: AdmittedSuites;
  readonly currencies: readonly Currency[];
  readonly cosigners: {
    readonly witnesses: readonly Cosigner[];
    readonly validators: readonly Cosigner[];
  };
  readonly peers: readonly Peer[];
  readonly vendors: readonly Vendor[];
  readonly governance: Governance;
}

/** protocol.md section 4, `contents`. */
const MAX_SETTINGS = 4096;
const MAX_PEERS = 256;
const MAX_VENDORS = 64;
const MAX_ROOTS = 16;
const MAX_CERTIFICATE_BYTES = 8192;
const MAX_NAME_BYTES = 64;
/** What moves a terminal's cursor has no place in a name. */
const CONTROL = /\p{Cc}/u;

const nameCodec: Codec<string> = refine(text(MAX_NAME_BYTES, 1), (name) =>
  CONTROL.test(name) ? 'a control character' : undefined,
);

const vendorCodec: Codec<Vendor> = record({
  name: nameCodec,
  roots: list(bytesUpTo(MAX_CERTIFICATE_BYTES, 1), MAX_ROOTS, 1),
});

const CODECS: { readonly [K in keyof StructuredContents]: Codec<StructuredContents[K]> } = {
  settings: refine(
    list(
      record({ module: ruleNameCodec, parameter: nameCodec, value: text(100, 1) }),
      MAX_SETTINGS,
    ),
    (settings) => {
      const names = new Set(settings.map(({ module, parameter }) => `${module} ${parameter}`));
      return names.size === settings.length ? undefined : 'the same parameter twice';
    },
  ),
  suites: suitesCodec,
  currencies: currenciesCodec,
  cosigners: record({ witnesses: cosignersCodec, validators: cosignersCodec }),
  peers: refine(list(record({ name: nameCodec, sovereign: bytes(32) }), MAX_PEERS), (peers) =>
    repeats(peers, (a, b) => a.name === b.name) ? 'the same peer twice' : undefined,
  ),
  vendors: refine(list(vendorCodec, MAX_VENDORS), (vendors) => {
    if (repeats(vendors, (a, b) => a.name === b.name)) return 'the same vendor twice';
    const roots = vendors.flatMap((vendor) => vendor.roots);
    const distinct = new Set(roots.map((root) => root.toHex()));
    return distinct.size === roots.length ? undefined : 'the same root twice';
  }),
  governance: governanceCodec,
};

/** The kinds of matters whose contents are structures. */
export type StructuredMatter = keyof StructuredContents;

export function isStructured(kind: string): kind is StructuredMatter {
  return Object.hasOwn(CODECS, kind);
}

/** The canonical bytes of a proposal's content. */
export function encodeStructured<K extends StructuredMatter>(
  kind: K,
  content: StructuredContents[K],
): Uint8Array {
  return encode(CODECS[kind], content);
}

/** What a content of that matter says; never throws. */
export function decodeStructured<K extends StructuredMatter>(
  kind: K,
  content: Uint8Array,
): Decoded<StructuredContents[K]> {
  return decode(CODECS[kind], content, MAX_CONTENT_BYTES);
}

/**
 * `H_record(name)`: what voting keys name a vendor by. Its roots are not in it: else a vendor with a
 * new root would count as two, and the ballots of both would never be taken away together.
 */
export function vendorId({ name }: Pick<Vendor, 'name'>): Hash {
  return hash('record', encode(nameCodec, name));
}
