import { expect, test } from 'vitest';
import { isLoopbackHost, newAddresses } from './addresses.ts';

const seen = (text: string | undefined, hosts: readonly (string | undefined)[]): unknown => [
  text,
  hosts,
];

test('loopback names at any port, and configured ones, name the node; nothing else does', () => {
  const addresses = newAddresses(['https://Bank.example', 'http://10.0.0.5:7600/'], '127.0.0.1');
  const own = ['localhost', 'LOCALHOST:1', '127.0.0.1:7600', '[::1]:9', 'bank.example', '10.0.0.5'];
  for (const host of own)
    expect(seen(host, [addresses.isHost(host)].map(String))).toEqual([host, ['true']]);
  const others = [
    undefined,
    '',
    'evil.example',
    'bank.example.evil.example',
    'localhost.evil.example',
    'evil.example:7600',
    'bank.example@evil.example',
    'bank.example:x',
    'bank.example:',
    '127.0.0.1.nip.io',
    '127.0.0.2',
    '[::2]',
    '::1',
    'bank.example, evil.example',
    'bank.example\u0000',
    ' bank.example',
  ];
  for (const host of others) {
    expect(seen(host, [addresses.isHost(host)].map(String))).toEqual([host, ['false']]);
  }
  expect(addresses.isHost('bank.example')).toBe(true);
});

test('the address that it listens on is its own, but everywhere is none', () => {
  expect(newAddresses([], '192.168.1.5').isHost('192.168.1.5:7600')).toBe(true);
  expect(newAddresses([], '::1').isHost('[::1]:7600')).toBe(true);
  for (const everywhere of ['0.0.0.0', '::']) {
    const addresses = newAddresses([], everywhere);
    expect([
      addresses.isHost(everywhere),
      addresses.isHost(`[${everywhere}]`),
      addresses.isHost('localhost'),
    ]).toEqual([false, false, true]);
  }
});

test('an origin is its own at its own port, or where it is configured, and nowhere else', () => {
  const addresses = newAddresses(['https://bank.example', 'http://localhost:9000'], '192.168.1.5');
  expect(addresses.isOwn('http://localhost:7600')).toBe(false);
  addresses.listensOn(7600);
  const own = ['http://localhost:7600', 'http://127.0.0.1:7600', 'http://[::1]:7600'];
  own.push('http://192.168.1.5:7600', 'https://bank.example', 'http://localhost:9000');
  expect(own.map((origin) => addresses.isOwn(origin))).toEqual(own.map(() => true));
  const others = ['http://localhost:7601', 'https://localhost:7600', 'http://bank.example', 'null'];
  others.push('https://bank.example:8443', 'https://bank.example/', 'https://evil.example', '');
  expect(others.map((origin) => addresses.isOwn(origin))).toEqual(others.map(() => false));
});

test('what is no address of a sovereign is refused when it starts', () => {
  const none = [
    'bank.example',
    'ftp://bank.example',
    'https://a:b@bank.example',
    'https://x?y',
    '',
  ];
  for (const text of none) {
    expect(() => newAddresses([text], '127.0.0.1')).toThrow(/is no address of a sovereign/);
  }
});

test('the machine itself is asked for by a loopback name', () => {
  expect(['localhost:1', '127.0.0.1', '[::1]:2'].map(isLoopbackHost)).toEqual([true, true, true]);
  const others = [undefined, 'bank.example', '10.0.0.5'];
  expect(others.map(isLoopbackHost)).toEqual([false, false, false]);
});
