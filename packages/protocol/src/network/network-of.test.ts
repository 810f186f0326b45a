import { isIP } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { networkOf } from './network-of.ts';

test('an IPv6 address counts as its network, one within IPv4 as that', () => {
  const cases: [string, string][] = [
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:0201', '192.0.2.1'],
    ['0:0:0:0:0:ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::ffff', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:0:ffff:192.0.2.1', '2001:db8:1:2::/64'],
    ['2001:db8:1:3::', '2001:db8:1:3::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
  ];
  expect(cases.map(([address]) => networkOf(address))).toEqual(cases.map(([, network]) => network));
});

test('whatever is no address is one party', () => {
  const none = [
    '',
    'x',
    '1.2.3',
    '1.2.3.4.',
    '1.2.3.256',
    '1::2::3',
    '1:2:3:4:5:6:7',
    'g::',
    ':::',
  ];
  expect(none.map(networkOf)).toEqual(none.map(() => 'unknown'));
  expect(networkOf(undefined)).toBe('unknown');
  expect(networkOf('1:2:3:4:5:6:7:8:9')).toBe('unknown');
  expect(networkOf('1:2:3:4:5:6::8')).toBe('1:2:3:4::/64');
  expect(networkOf('1.2.3.4::')).toBe('unknown');
});

test('it knows an address where the system knows one, whatever its last 64 bits are', () => {
  const property = fc.property(fc.ipV6(), (address) => {
    expect(isIP(address)).toBe(6);
    expect(networkOf(address)).not.toBe('unknown');
  });
  fc.assert(property);
  const group = fc.integer({ min: 1, max: 0xffff }).map((value) => value.toString(16));
  const groups = fc.array(group, { minLength: 8, maxLength: 8 });
  const same = fc.property(groups, groups, (one, other) => {
    const moved = [...one.slice(0, 4), ...other.slice(4)];
    expect(networkOf(moved.join(':'))).toBe(networkOf(one.join(':')));
  });
  fc.assert(same);
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f:.]{0,45}$/));
  const total = fc.property(text, (junk) => {
    expect(networkOf(junk) === 'unknown').toBe(isIP(junk.replace(/%.*$/s, '')) === 0);
  });
  fc.assert(total, { numRuns: 500 });
});
