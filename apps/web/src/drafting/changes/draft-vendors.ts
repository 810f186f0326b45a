import type { Vendor } from '@tallystick/protocol';
import { type Drafted, drafted, failed } from './drafted.ts';
import type { ChangeDraft } from './messages.ts';

const PEM = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g;
/** ITU-T X.690, section 8.1: a sequence whose length takes two bytes, as that of every certificate of 256 bytes to 64 KiB. */
const SEQUENCE = [0x30, 0x82] as const;

/** Makers of hardware for voting keys, with those that somebody wants added or taken out, and certificates added. */
export function vendorsWith(
  { add, drop }: Extract<ChangeDraft, { matter: 'vendors' }>,
  before: readonly Vendor[],
): Drafted<readonly Vendor[]> {
  if (!drop.every((name) => before.some((one) => one.name === name))) return failed('gone');
  let vendors = before.filter(({ name }) => !drop.includes(name));
  for (const { name: typed, roots: files } of add) {
    const name = typed.trim();
    if (name === '') return failed('name');
    const roots = files.flatMap(certificatesOf);
    if (roots.length === 0 || roots.some((root) => root === undefined)) {
      return failed('certificate');
    }
    const read = roots.filter((root) => root !== undefined);
    const known = vendors.find((one) => one.name === name);
    vendors =
      known === undefined
        ? [...vendors, { name, roots: read }]
        : vendors.map((one) => (one === known ? { name, roots: [...one.roots, ...read] } : one));
  }
  const all = vendors.flatMap(({ roots }) => roots.map((root) => root.toHex()));
  return new Set(all).size < all.length ? failed('there') : drafted(vendors);
}

/** The certificates of a file in PEM, in DER; one that is none is undefined, and so is a file without. */
function certificatesOf(file: string): readonly (Uint8Array | undefined)[] {
  const found = [...file.matchAll(PEM)].map(([, body = '']) => derOf(body));
  return found.length === 0 ? [undefined] : found;
}

function derOf(body: string): Uint8Array | undefined {
  try {
    const bytes = Uint8Array.fromBase64(body);
    const [tag, form, high = 0, low = 0] = bytes;
    const isWhole = bytes.length === 4 + high * 256 + low;
    return tag === SEQUENCE[0] && form === SEQUENCE[1] && isWhole ? bytes : undefined;
  } catch {
    return undefined;
  }
}
