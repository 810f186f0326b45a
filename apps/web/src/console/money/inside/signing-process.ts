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
import { listen } from '../../../frame/listening.ts';
import { nobleCrypto } from '@tallystick/protocol/crypto-noble';
import type {
  Signed,
  SignersShown,
  SigningAnswer,
  SigningCalls,
  SigningFault,
  SigningMessage,
  SigningRequest,
  ToSign,
  TreasuryNamed,
} from '../signing-calls.ts';
import { changeKept, dropKept, readKept } from './kept.ts';
import { type OpenOrder, fateOf, lastOf, servedLog, withOrder } from './open-orders.ts';
import { bytesOf, draftNow, draftedIn, idOf, isShown, readTransitions } from './orders.ts';
import { type SignedPlace, conflictsOf, withPlaces } from './signed-places.ts';

const OPEN_MS = 60_000;

let pair: KeyPair | null = null;
let forgetting: ReturnType<typeof setTimeout> | undefined;

const calls: SigningCalls = {
  async draft(place, order) {
    const open = await readKept<OpenOrder>(orderKey(place));
    return open === undefined ? draftNow(place, order) : failed('perhaps-taken');
  },
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

  forget() {
    forget();
    return Promise.resolve({ ok: true, value: null });
  },

  async openOrder(of) {
    const open = await readKept<OpenOrder>(orderKey(of));
    if (open === undefined) return { ok: true, value: null };
    const fate = await fateOf(open, servedLog);
    const { transitions = null, signatures = 0 } = open.signed ?? {};
    const { lines } = open;
    return { ok: true, value: { lines, last: lastOf(open), fate, transitions, signatures } };
  },

  async settle(of) {
    await dropKept(orderKey(of), (open) => lastOf(open as OpenOrder) === of.last);
    return { ok: true, value: null };
  },
};

async function signWith(
  key: KeyPair,
  { sovereign, code, signers, transitions, lines }: ToSign,
): Promise<SigningAnswer<Signed>> {
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
  const order: OpenOrder = {
    ids: wanted.map(({ id }) => id),
    notAfter: Math.max(...wanted.map(({ notAfter }) => notAfter)),
    lines,
  };
  const name = `${toHex(key.publicKey)} ${code} ${sovereign}`;
  const fault = await rememberOrder(orderKey({ sovereign, code }), order, () =>
    rememberThem(name, wanted),
  );
  if (fault !== null) return failed(fault);
  const context = signingContext('transition', idOf(sovereign));
  const signed = drafts.map((draft, at): Draft => {
    const bytes = nobleCrypto.sign(key, ids[at] ?? new Uint8Array(), context);
    const others = draft.signatures.filter((one) => one.by !== by);
    const all = [...others, { by, bytes }].toSorted((a, b) => a.by - b.by);
    return { ...draft, signatures: all };
  });
  const given = toBase64url(encode(draftsCodec, signed));
  const signatures = Math.min(...signed.map((draft) => draft.signatures.length));
  // The signature is stored before it leaves: where no answer comes it is handed in again.
  const isStored = await changeKept<OpenOrder>(orderKey({ sovereign, code }), (known) =>
    known === undefined ? null : { ...known, signed: { transitions: given, signatures } },
  );
  if (!isStored) return failed('not-stored');
  return { ok: true, value: { transitions: given, last: lastOf(order) } };
}

function orderKey({ sovereign, code }: TreasuryNamed): string {
  return `order ${code} ${sovereign}`;
}

/** Stores that an order is open, whatever key signs it, and what else has to be stored before it is signed. */
async function rememberOrder(
  key: string,
  order: OpenOrder,
  rememberMore: () => Promise<SigningFault | null>,
): Promise<SigningFault | null> {
  let isNew = false;
  try {
    const isOpen = await changeKept<OpenOrder>(key, (known) => {
      isNew = known === undefined;
      return withOrder(known, order);
    });
    if (!isOpen) return 'perhaps-taken';
    const fault = await rememberMore();
    if (fault !== null && isNew) {
      await dropKept(key, (open) => lastOf(open as OpenOrder) === lastOf(order));
    }
    return fault;
  } catch {
    return 'not-stored';
  }
}

/** Stores what is about to be signed, unless something else was signed in its place that could still be admitted. */
async function rememberThem(
  name: string,
  wanted: readonly SignedPlace[],
): Promise<SigningFault | null> {
  let earlier: readonly SignedPlace[] = [];
  let stale: ReadonlySet<string> = new Set();
  const decide = (known: readonly SignedPlace[] = []): readonly SignedPlace[] | null => {
    earlier = conflictsOf(known, wanted).filter(({ id }) => !stale.has(id));
    return earlier.length === 0 ? withPlaces(known, wanted) : null;
  };
  if (await changeKept(name, decide)) return null;
  const fates = await Promise.all(
    earlier.map(({ id, notAfter }) => fateOf({ ids: [id], notAfter }, servedLog)),
  );
  if (fates.includes('unknown')) return 'place-not-free';
  if (fates.includes('taken')) return 'outdated';
  stale = new Set(earlier.map(({ id }) => id));
  return (await changeKept(name, decide)) ? null : 'place-not-free';
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

listen(({ id, call, args }: SigningRequest) => {
  const work = calls[call] as (...given: readonly unknown[]) => Promise<SigningAnswer<unknown>>;
  work(...args).then(
    (answer) => tell({ id, answer }),
    () => tell({ id, answer: failed(call === 'open' ? 'no-key' : 'not-stored') }),
  );
});
