import { X509Certificate } from 'node:crypto';
import { type Hash, type Vendor, vendorId } from '@tallystick/protocol';

/** A vendor of the registry with its roots read. */
export interface OpenedVendor {
  readonly name: string;
  readonly id: Hash;
  readonly roots: readonly X509Certificate[];
}

/** Which vendor stands behind a chain of certificates, or why none does. */
export type ChainResult =
  | { readonly ok: true; readonly vendor: OpenedVendor }
  | { readonly ok: false; readonly fault: 'chain' | 'no-vendor' | 'several-vendors' };

/** More than any vendor's chain has, and what a statement has room for. */
const MAX_CHAIN = 6;
const MAX_CERTIFICATE_BYTES = 8192;

/** Roots that are no certificates vouch for nothing. */
export function openVendors(vendors: readonly Vendor[]): OpenedVendor[] {
  return vendors.map((vendor) => ({
    name: vendor.name,
    id: vendorId(vendor),
    roots: vendor.roots.map(read).filter((root) => root !== undefined),
  }));
}

/**
 * The one vendor among whose roots a chain ends: `chain` in DER, the attesting certificate first and
 * each issued by the next. Names, key usage, CA marks, dates and signatures are compared with
 * OpenSSL; nothing is asked of a network. Each vendor's roots stand for themselves.
 */
export function vendorOfChain(
  chain: readonly Uint8Array[],
  vendors: readonly OpenedVendor[],
  time: number,
): ChainResult {
  const certificates = chain.slice(0, MAX_CHAIN).map(read);
  const isRead = (one: X509Certificate | undefined): one is X509Certificate => one !== undefined;
  if (chain.length > MAX_CHAIN || !certificates.every(isRead)) return failed('chain');
  if (!isChain(certificates, time)) return failed('chain');
  const found = vendors.filter(({ roots }) =>
    roots.some((root) => reaches(certificates, root, time)),
  );
  const [vendor] = found;
  if (vendor === undefined) return failed('no-vendor');
  return found.length === 1 ? { ok: true, vendor } : failed('several-vendors');
}

function failed(fault: 'chain' | 'no-vendor' | 'several-vendors'): ChainResult {
  return { ok: false, fault };
}

function read(der: Uint8Array): X509Certificate | undefined {
  if (der.length > MAX_CERTIFICATE_BYTES) return undefined;
  try {
    const certificate = new X509Certificate(der);
    // It takes PEM as well, and bytes after the end.
    return certificate.raw.equals(der) ? certificate : undefined;
  } catch {
    return undefined;
  }
}

function isChain(certificates: readonly X509Certificate[], time: number): boolean {
  return (
    certificates.length > 0 &&
    certificates.every((certificate, at) => {
      const issuer = certificates[at + 1];
      const isIssued = issuer === undefined || isIssuedBy(certificate, issuer);
      return isIssued && isInForce(certificate, time);
    })
  );
}

/** Wherever in the chain: who shows a longer one does not choose between two vendors. */
function reaches(
  certificates: readonly X509Certificate[],
  root: X509Certificate,
  time: number,
): boolean {
  if (certificates.some((one) => one.raw.equals(root.raw))) return true;
  if (!isInForce(root, time)) return false;
  return certificates.some((one) => isVouchedFor(one, root));
}

/** A root that is no CA vouches for its own key alone, which may have signed itself a new certificate. */
function isVouchedFor(one: X509Certificate, root: X509Certificate): boolean {
  if (root.ca) return isIssuedBy(one, root);
  return isTrue(() => one.publicKey.equals(root.publicKey) && one.verify(root.publicKey));
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  if (!issuer.ca || !certificate.checkIssued(issuer)) return false;
  return isTrue(() => certificate.verify(issuer.publicKey));
}

/** False also of a key that OpenSSL does not know. */
function isTrue(answer: () => boolean): boolean {
  try {
    return answer();
  } catch {
    return false;
  }
}

function isInForce(certificate: X509Certificate, time: number): boolean {
  return certificate.validFromDate.getTime() <= time && time <= certificate.validToDate.getTime();
}
