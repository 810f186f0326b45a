import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { rootCertificates } from 'node:tls';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import { decodeStructured } from '@tallystick/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StructuredFile, readStructuredFile } from './structured-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tally-structured-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function read(kind: StructuredFile, said: unknown): unknown {
  const file = join(folder, 'proposed.json');
  writeFileSync(file, typeof said === 'string' ? said : JSON.stringify(said));
  return decodeStructured(kind, readStructuredFile(kind, file));
}

describe('what is no text, in a file', () => {
  it('is encoded as the ledger reads it', () => {
    const setting = { module: 'KE', parameter: 'CAP', value: '3000.00 HRB' };
    expect(read('settings', [setting])).toEqual({ ok: true, value: [setting] });
    const suites = { roots: [1, 4], devices: [1], log: [1] };
    expect(read('suites', suites)).toEqual({ ok: true, value: suites });
    const sovereign = 'ab'.repeat(32);
    expect(read('peers', [{ name: 'North', sovereign }])).toMatchObject({
      ok: true,
      value: [{ name: 'North', sovereign: new Uint8Array(32).fill(0xab) }],
    });
    const [pem = ''] = rootCertificates;
    writeFileSync(join(folder, 'root.pem'), pem);
    expect(read('vendors', [{ name: 'Keys', roots: ['root.pem'] }])).toEqual({
      ok: true,
      value: [{ name: 'Keys', roots: [new Uint8Array(new X509Certificate(pem).raw)] }],
    });
  });

  it.each<[StructuredFile, unknown]>([
    ['settings', 'no JSON'],
    ['settings', {}],
    ['settings', [{ module: 'KE', parameter: 'CAP' }]],
    ['settings', [{ module: 'KE', parameter: 'CAP', value: 5 }]],
    ['settings', [{ module: 'KE', parameter: 'CAP', value: '5', Until: 'x' }]],
    ['suites', { roots: ['x'], devices: [1], log: [1] }],
    ['suites', { roots: [1], devices: [1] }],
    ['peers', [{ name: 'North', sovereign: 'abc' }]],
    ['vendors', [{ name: 'Keys', roots: ['none.pem'] }]],
    ['vendors', [{ name: 'Keys', roots: ['proposed.json'] }]],
    ['vendors', null],
  ])('is no %s in %j', (kind, said) => {
    expect(() => read(kind, said)).toThrow(/proposed\.json proposes no/);
  });
});
