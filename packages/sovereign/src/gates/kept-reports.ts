import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Codec,
  type Hash,
  bytesUpTo,
  decode,
  encode,
  nullable,
  record,
  toHex,
  uint,
} from '@tallystick/protocol';
import { writeDurably } from '../folder/durable-file.ts';

/** What the gates found of a proposal, and what the office signed of it. */
export interface KeptReport {
  /** Canonical (`gatesReportCodec`). */
  readonly report: Uint8Array;
  readonly word: SignedWord | null;
}

/** The office's index in the governance, and the signer's among its keys. */
interface SignedWord {
  readonly office: number;
  readonly by: number;
  readonly signature: Uint8Array;
}

/** More than a report of as many findings as there may be. */
const MAX_REPORT_BYTES = 16 * 1024 * 1024;
const MAX_SIGNATURE_BYTES = 17_088;
const keptCodec: Codec<KeptReport> = record({
  report: bytesUpTo(MAX_REPORT_BYTES, 1),
  word: nullable(
    record({ office: uint(), by: uint(), signature: bytesUpTo(MAX_SIGNATURE_BYTES, 1) }),
  ),
});

/** Reports by proposal, one file each in a folder: what was signed once is what is answered for ever. */
export interface KeptReports {
  /** Undefined where there is none, or a damaged one: then the gates are run again. */
  read(proposal: Hash): Promise<KeptReport | undefined>;
  /** Durable when it resolves. */
  write(proposal: Hash, kept: KeptReport): Promise<void>;
}

export function keepReports(folder: string): KeptReports {
  const fileOf = (proposal: Hash): string => join(folder, `${toHex(proposal)}.cbor`);
  return {
    async read(proposal) {
      const bytes = await readFile(fileOf(proposal)).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      });
      const decoded = bytes && decode(keptCodec, new Uint8Array(bytes));
      return decoded?.ok === true ? decoded.value : undefined;
    },
    async write(proposal, kept) {
      await mkdir(folder, { recursive: true });
      await writeDurably(fileOf(proposal), encode(keptCodec, kept));
    },
  };
}
