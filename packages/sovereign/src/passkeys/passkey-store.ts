import { readFile } from 'node:fs/promises';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { SECRET_MODE, writeDurably } from '../folder/durable-file.ts';
import { SovereignProblem } from '../founding/options.ts';

/** A passkey of the operator's: its public half, and what is known of it. */
export interface Passkey {
  /** The credential's id, base64url. */
  readonly id: string;
  /** The name that it is bound to (W3C Web Authentication §4, RP ID): a host. */
  readonly rpId: string;
  /** As its owner calls it, 1 to 64 characters. */
  readonly name: string;
  /** COSE_Key, base64url. */
  readonly publicKey: string;
  /** What its authenticator counted last; 0 where it does not count. */
  readonly counter: number;
  /** How a browser reaches it: `usb`, `internal`, … */
  readonly transports: readonly string[];
  /** Ms since 1970. */
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
}

/** The operator's passkeys, as a file of the folder has them. */
export interface PasskeyStore {
  readonly all: () => readonly Passkey[];
  /** Durable when it resolves. */
  replace(passkeys: readonly Passkey[]): Promise<void>;
}

/** Several people with a few devices each; a console's list that somebody can still look over. */
export const MOST_PASSKEYS = 32;
export const MOST_NAME = 64;
/** W3C Web Authentication §4: a credential's id has at most 1,023 bytes. */
export const MOST_ID_CHARACTERS = 1364;
export const MOST_TRANSPORTS = 8;
const MOST_KEY_CHARACTERS = 4096;

const text = (maxLength: number): Type.TString => Type.String({ minLength: 1, maxLength });
const fileSchema = Compile(
  Type.Object({
    version: Type.Literal(1),
    passkeys: Type.Array(
      Type.Object({
        id: text(MOST_ID_CHARACTERS),
        rpId: text(253),
        name: text(MOST_NAME),
        publicKey: text(MOST_KEY_CHARACTERS),
        counter: Type.Integer({ minimum: 0, maximum: 0xffff_ffff }),
        transports: Type.Array(text(32), { maxItems: MOST_TRANSPORTS }),
        createdAt: Type.Integer({ minimum: 0 }),
        lastUsedAt: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
      }),
      { maxItems: MOST_PASSKEYS },
    ),
  }),
);

/** Opens the file, or begins without any. Throws a `SovereignProblem` (`damaged`) where it is not what was written. */
export async function openPasskeyStore(file: string): Promise<PasskeyStore> {
  let passkeys = await read(file);
  return {
    all: () => passkeys,
    async replace(next) {
      const content = `${JSON.stringify({ version: 1, passkeys: next }, null, 1)}\n`;
      await writeDurably(file, content, SECRET_MODE);
      passkeys = next;
    },
  };
}

async function read(file: string): Promise<readonly Passkey[]> {
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  const parsed = parse(content);
  if (fileSchema.Check(parsed)) return parsed.passkeys;
  const what = `${file} is not what was written there. Remove it, open the console with tally sovereign console, and add passkeys anew`;
  throw new SovereignProblem('damaged', what);
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
