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
import {
  type Standing,
  readCosigners,
  readCurrencies,
  readProposedGovernance,
} from './constitution-file.ts';
import { readFounding } from './read-founding.ts';
import { type AllProposals, toCome } from './read-proposals.ts';
import { type Fields, eachOf, fieldsOf, listOf, textOf } from './json-fields.ts';

/** Matters that are no texts, and that a file in JSON can propose (docs/operators/governance.md). */
export const STRUCTURED_FILES: readonly StructuredMatter[] = [
  'settings',
  'suites',
  'currencies',
  'cosigners',
  'peers',
  'vendors',
  'governance',
];

/** The matter that was typed. */
export function structuredMatter(typed: string): StructuredMatter {
  const kind = STRUCTURED_FILES.find((one) => one === typed);
  if (kind !== undefined) return kind;
  throw usage(`The matter is one of ${STRUCTURED_FILES.join(', ')}.`);
}

/** The same as `readStructuredFile`, beside what the sovereign has in force. */
export async function readStructuredProposal(
  { url, id }: { readonly url: string; readonly id: string | undefined },
  all: AllProposals,
  kind: StructuredMatter,
  file: string,
): Promise<Uint8Array> {
  const { inForce: constitution } = await readFounding(url, id);
  return readStructuredFile(kind, file, { constitution, toCome: toCome(all, kind) });
}

/**
 * The canonical bytes of what a file says of a matter; keys and certificates are named from where it lies. Ends the command where
 * the file does not say it.
 */
export function readStructuredFile(
  kind: StructuredMatter,
  file: string,
  standing: Standing,
): Uint8Array {
  const place = { ...standing, besides: dirname(file) };
  try {
    const text = readFileSync(file, 'utf8');
    if (kind === 'governance') return encoded(kind, readProposedGovernance(text, place));
    const said: unknown = JSON.parse(text);
    switch (kind) {
      case 'settings':
        return encoded(kind, eachOf(said, settingOf));
      case 'peers':
        return encoded(kind, eachOf(said, peerOf));
      case 'vendors':
        return encoded(
          kind,
          eachOf(said, (one) => vendorOf(one, place.besides)),
        );
      case 'suites':
        return encoded(kind, suitesOf(fieldsOf(said, ['roots', 'devices', 'log'])));
      case 'currencies':
        return encoded(kind, readCurrencies(said, place));
      case 'cosigners':
        return encoded(kind, readCosigners(said, place));
    }
  } catch (error) {
    throw usage(`${file} proposes no ${kind}: ${(error as Error).message}.`, 'bad-content');
  }
}

function encoded<K extends StructuredMatter>(kind: K, value: StructuredContents[K]): Uint8Array {
  return encodeStructured(kind, value);
}

function settingOf(said: unknown): StructuredContents['settings'][number] {
  const { module, parameter, value } = fieldsOf(said, ['module', 'parameter', 'value']);
  return { module: textOf(module), parameter: textOf(parameter), value: textOf(value) };
}

function peerOf(said: unknown): StructuredContents['peers'][number] {
  const { name, sovereign } = fieldsOf(said, ['name', 'sovereign']);
  const id = fromHex(textOf(sovereign), 32);
  if (id?.length !== 32) throw new TypeError('a sovereign is 64 digits of 0-9 and a-f');
  return { name: textOf(name), sovereign: id };
}

function vendorOf(said: unknown, besides: string): StructuredContents['vendors'][number] {
  const { name, roots } = fieldsOf(said, ['name', 'roots']);
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
