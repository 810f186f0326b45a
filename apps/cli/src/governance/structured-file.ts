import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  type StructuredContents,
  type StructuredMatter,
  encodeStructured,
  fromHex,
} from '@tallystick/protocol';
import { usage } from '../stop.ts';

/** Matters that are no texts, and that a file in JSON can propose (docs/operators/governance.md). */
export const STRUCTURED_FILES = ['settings', 'suites', 'peers', 'vendors'] as const;
export type StructuredFile = (typeof STRUCTURED_FILES)[number];

type Fields = Readonly<Record<string, unknown>>;

/** The canonical bytes of what a file says of a matter; certificates are named from where it lies. */
export function readStructuredFile(kind: StructuredFile, file: string): Uint8Array {
  try {
    const said: unknown = JSON.parse(readFileSync(file, 'utf8'));
    switch (kind) {
      case 'settings':
        return encoded(kind, entriesOf(said, ['module', 'parameter', 'value']).map(settingOf));
      case 'peers':
        return encoded(kind, entriesOf(said, ['name', 'sovereign']).map(peerOf));
      case 'vendors':
        return encoded(
          kind,
          entriesOf(said, ['name', 'roots']).map((one) => vendorOf(one, dirname(file))),
        );
      case 'suites':
        return encoded(kind, suitesOf(fieldsOf(said, ['roots', 'devices', 'log'])));
    }
  } catch (error) {
    throw usage(`${file} proposes no ${kind}: ${(error as Error).message}.`, 'bad-content');
  }
}

function encoded<K extends StructuredMatter>(kind: K, value: StructuredContents[K]): Uint8Array {
  return encodeStructured(kind, value);
}

function settingOf({ module, parameter, value }: Fields): StructuredContents['settings'][number] {
  return { module: textOf(module), parameter: textOf(parameter), value: textOf(value) };
}

function peerOf({ name, sovereign }: Fields): StructuredContents['peers'][number] {
  const id = fromHex(textOf(sovereign), 32);
  if (id?.length !== 32) throw new TypeError('a sovereign is 64 digits of 0-9 and a-f');
  return { name: textOf(name), sovereign: id };
}

function vendorOf({ name, roots }: Fields, besides: string): StructuredContents['vendors'][number] {
  const certificates = listOf(roots).map((path) => {
    const text = readFileSync(resolve(besides, textOf(path)));
    return new Uint8Array(new X509Certificate(text).raw);
  });
  return { name: textOf(name), roots: certificates };
}

function suitesOf({ roots, devices, log }: Fields): StructuredContents['suites'] {
  const numbers = (said: unknown) => listOf(said) as StructuredContents['suites']['roots'];
  return { roots: numbers(roots), devices: numbers(devices), log: numbers(log) };
}

function entriesOf(said: unknown, names: readonly string[]): Fields[] {
  return listOf(said).map((one) => fieldsOf(one, names));
}

/** Exactly these fields: what is misspelt is not left out. */
function fieldsOf(said: unknown, names: readonly string[]): Fields {
  const isObject = typeof said === 'object' && said !== null && !Array.isArray(said);
  const found = isObject ? Object.keys(said).toSorted().join(', ') : '';
  if (found === names.toSorted().join(', ')) return said as Fields;
  throw new TypeError(`write {${names.join(', ')}}`);
}

function listOf(said: unknown): readonly unknown[] {
  if (Array.isArray(said)) return said;
  throw new TypeError('write a list, in [ ]');
}

function textOf(said: unknown): string {
  if (typeof said === 'string') return said;
  throw new TypeError('write a text, in " "');
}
