/**
 * What one party has of addresses, to be counted together: an IPv4 address; of IPv6 the first 64 bits, since whoever has one
 * such address has all of its network (RFC 4291, section 2.5.4). IPv4 within IPv6 is IPv4. Whatever is no address is one
 * party, and so is whoever has left: a closed connection has none.
 */
export function networkOf(address: string | undefined): string {
  if (address === undefined) return UNKNOWN;
  if (!address.includes(':')) return IPV4.test(address) ? address : UNKNOWN;
  const groups = groupsOf(address.replace(/%.*$/s, ''));
  if (groups === undefined) return UNKNOWN;
  const isIpv4 = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (!isIpv4) return `${groups.slice(0, 4).map(toHexText).join(':')}::/64`;
  const [high = 0, low = 0] = groups.slice(6);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

const UNKNOWN = 'unknown';
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
const GROUP = /^[0-9a-f]{1,4}$/i;

const toHexText = (group: number): string => group.toString(16);

/** The eight groups of an IPv6 address (RFC 4291, section 2.2); undefined when it is none. */
function groupsOf(address: string): number[] | undefined {
  const [left = '', right, ...more] = address.split('::');
  if (more.length > 0) return undefined;
  const before = partOf(left, right === undefined);
  const after = partOf(right ?? '', true);
  if (before === undefined || after === undefined) return undefined;
  const missing = 8 - before.length - after.length;
  if (right === undefined ? missing !== 0 : missing < 1) return undefined;
  return [...before, ...Array.from({ length: missing }, () => 0), ...after];
}

function partOf(text: string, isLast: boolean): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    if (GROUP.test(part)) {
      groups.push(Number.parseInt(part, 16));
    } else if (isLast && i === parts.length - 1 && IPV4.test(part)) {
      const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number);
      groups.push(a * 256 + b, c * 256 + d);
    } else {
      return undefined;
    }
  }
  return groups;
}
