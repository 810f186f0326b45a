/**
 * Runs in a worker, and is where a treasury's key is open, for as long as one signature takes. It reads what it signs from the bytes,
 * compares it with what a person has read, and remembers it before it signs.
 */
import {
  type Draft,
  type KeyPair,
  SIGNER_LABEL,
  draftIds,
  draftsCodec,
  encode,
  isSuite,
  sameKey,
  secretToSeed,
  signingContext,
  toBase64url,
  toHex,
  unseal,
} from '@tallystick/protocol';
import { nobleCrypto } from '@tallystick/protocol/crypto-noble';
import type {
  SignersShown,
  SigningAnswer,
  SigningCalls,
  SigningFault,
  SigningMessage,
  SigningRequest,
  ToSign,
} from '../signing-calls.ts';
import { bytesOf, draftNow, draftedIn, idOf, isShown, readTransitions } from './orders.ts';
import { type SignedPlace, conflictsOf, rememberPlaces, withPlaces } from './signed-places.ts';

const OPEN_MS = 60_000;
/** A machine's clock that is ahead, and the ledger's next header. */
const MARGIN_MS = 60_000;

let pair: KeyPair | null = null;
let forgetting: ReturnType<typeof setTimeout> | undefined;

const calls: SigningCalls = {
  draft: (place, order) => Promise.resolve(draftNow(place, order)),
  read: (of) => Promise.resolve(draftedIn(of)),

  async open({ label, sealed, passphrase }, signers) {
    forget();
    const typed = new TextEncoder().encode(passphrase);
    const opener = { kind: 'passphrase', passphrase: typed } as const;
    const file = typeof sealed === 'string' ? bytesOf(sealed) : sealed;
    const opened = await unseal(label ?? SIGNER_LABEL, file, opener, nobleCrypto);
    typed.fill(0);
    if (!opened.ok) {
      return failed(opened.reason === 'does-not-open' ? 'wrong-passphrase' : 'no-key');
    }
    const seed = secretToSeed(opened.secret);
    if (seed === undefined) return failed('no-key');
    const made = nobleCrypto.keyPair(seed.suite, seed.seed);
    seed.seed.fill(0);
    opened.secret.fill(0);
    const by = signerOf(made, signers);
    if (by < 0) {
      made.secretKey.fill(0);
      return failed('not-a-signer');
    }
    pair = made;
    forgetting = setTimeout(forget, OPEN_MS);
    return { ok: true, value: by };
  },

  async sign(what) {
    const key = pair;
    if (key === null) return failed('no-key');
    try {
      return await signWith(key, what);
    } finally {
      forget();
    }
  },
};

async function signWith(
  key: KeyPair,
  { sovereign, code, signers, transitions, lines }: ToSign,
): Promise<SigningAnswer<string>> {
  const { drafts, read } = readTransitions({ sovereign, code, transitions });
  if (!read.ok || !isShown(read.does, lines)) return failed('not-shown');
  const by = signerOf(key, signers);
  if (by < 0) return failed('not-a-signer');
  const ids = draftIds(drafts);
  const wanted = ids.map((id, at): SignedPlace => {
    const sequence = read.states[at]?.sequence ?? 0;
    const notAfter = Math.max(
      ...read.does.filter((one) => one.sequence === sequence).map((one) => one.notAfter),
    );
    return { sequence, id: toHex(id), notAfter };
  });
  const fault = await rememberThem(`${toHex(key.publicKey)} ${code} ${sovereign}`, wanted);
  if (fault !== null) return failed(fault);
  const context = signingContext('transition', idOf(sovereign));
  const signed = drafts.map((draft, at): Draft => {
    const bytes = nobleCrypto.sign(key, ids[at] ?? new Uint8Array(), context);
    const others = draft.signatures.filter((one) => one.by !== by);
    const all = [...others, { by, bytes }].toSorted((a, b) => a.by - b.by);
    return { ...draft, signatures: all };
  });
  return { ok: true, value: toBase64url(encode(draftsCodec, signed)) };
}

/** Stores what is about to be signed, unless something else was signed in its place that could still be admitted. */
async function rememberThem(
  name: string,
  wanted: readonly SignedPlace[],
): Promise<SigningFault | null> {
  let earlier: readonly SignedPlace[] = [];
  let stale: ReadonlySet<string> = new Set();
  const decide = (known: readonly SignedPlace[]): readonly SignedPlace[] | null => {
    earlier = conflictsOf(known, wanted).filter(({ id }) => !stale.has(id));
    return earlier.length === 0 ? withPlaces(known, wanted) : null;
  };
  try {
    if (await rememberPlaces(name, decide)) return null;
    const now = Date.now();
    if (earlier.some(({ notAfter }) => now <= notAfter + MARGIN_MS)) return 'place-not-free';
    const admitted = await Promise.all(earlier.map(({ id }) => isAdmitted(id)));
    if (admitted.includes(null)) return 'place-not-free';
    if (admitted.includes(true)) return 'outdated';
    stale = new Set(earlier.map(({ id }) => id));
    return (await rememberPlaces(name, decide)) ? null : 'place-not-free';
  } catch {
    return 'not-stored';
  }
}

/** Null where nobody says. */
async function isAdmitted(id: string): Promise<boolean | null> {
  try {
    const { status } = await fetch(`/v1/certificates/${id}`);
    if (status === 200) return true;
    return status === 404 ? false : null;
  } catch {
    return null;
  }
}

function signerOf(key: KeyPair, signers: SignersShown): number {
  return signers.findIndex(
    ({ suite, publicKey }) =>
      isSuite(suite) && sameKey({ suite, publicKey: bytesOf(publicKey) }, key),
  );
}

function forget(): void {
  clearTimeout(forgetting);
  pair?.secretKey.fill(0);
  pair = null;
}

function failed<T>(fault: SigningFault): SigningAnswer<T> {
  return { ok: false, fault };
}

function tell(message: SigningMessage): void {
  postMessage(message);
}

addEventListener('message', ({ data: { id, call, args } }: MessageEvent<SigningRequest>) => {
  const work = calls[call] as (...given: readonly unknown[]) => Promise<SigningAnswer<unknown>>;
  work(...args).then(
    (answer) => tell({ kind: 'answer', id, answer }),
    () => tell({ kind: 'answer', id, answer: failed('no-key') }),
  );
});

tell({ kind: 'ready' });
