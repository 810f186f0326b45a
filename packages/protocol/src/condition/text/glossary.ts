import { type Key, SUITES, isSuite } from '../../crypto/index.ts';
import { equalBytes } from '../../encoding/index.ts';
import { fromBase64url, toBase64url } from '../../identifier/index.ts';
import { sameKey } from '../../identity/index.ts';
import { statementHash } from '../statements.ts';
import { tokensOf } from './tokens.ts';

/** Names for keys, and the texts of statements whose hashes conditions carry. */
export interface Glossary {
  readonly keys: ReadonlyMap<string, Key>;
  readonly statements: readonly string[];
}

export const NO_NAMES: Glossary = { keys: new Map(), statements: [] };

/** Words of the language, which no key is called. */
export const WORDS: ReadonlySet<string> = new Set(
  'after before preimage signed oracle admitted at claim returned fork and or of'.split(' '),
);
const NAME = /^[a-z][a-z0-9_-]{0,31}$/;
const CONTROL = /\p{Cc}/u;

/** Whether a key can be called this. */
export function isKeyName(name: string): boolean {
  return NAME.test(name) && !WORDS.has(name);
}

/** The names of keys in a text form, each once, for whoever has to find out whose they are; of any text, and never throws. */
export function keyNamesIn(text: string): string[] {
  const cut = tokensOf(text);
  const words = cut.ok ? cut.tokens.filter(({ kind }) => kind === 'word') : [];
  return [...new Set(words.map((word) => word.text).filter(isKeyName))];
}

/** A key by its name, else as `suite:base64url`. */
export function formatKey(key: Key, { keys }: Glossary): string {
  for (const [name, named] of keys) if (isKeyName(name) && sameKey(named, key)) return name;
  return `${key.suite}:${toBase64url(key.publicKey)}`;
}

/** What `formatKey` writes; undefined for anything else. */
export function parseKey(text: string, { keys }: Glossary): Key | undefined {
  const named = isKeyName(text) ? keys.get(text) : undefined;
  if (named !== undefined) return named;
  const suite = Number(text[0]);
  if (text[1] !== ':' || !isSuite(suite)) return undefined;
  const { publicKey: length } = SUITES[suite];
  const publicKey = fromBase64url(text.slice(2), length);
  return publicKey?.length === length ? { suite, publicKey } : undefined;
}

/** A statement by its text where that is known and fits in a line, else as `#` and its hash. */
export function formatStatement(statement: Uint8Array, { statements }: Glossary): string {
  const text = statements.find(
    (known) => isStatementText(known) && equalBytes(statementHash(known), statement),
  );
  if (text === undefined) return `#${statement.toHex()}`;
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** Whether a statement can stand between quotation marks. */
export function isStatementText(text: string): boolean {
  if (!text.isWellFormed() || CONTROL.test(text)) return false;
  const { length } = new TextEncoder().encode(text);
  return length >= 1 && length <= 1024;
}
