import {
  type Ledger,
  readChain,
  readHandle,
  readIdentity,
  readTransition,
  type Store,
} from '@tallystick/ledger';
import {
  type Certificate,
  certificateCodec,
  concat,
  decodeAddress,
  decodeState,
  encode,
  equalBytes,
  fromBase64url,
  fromHex,
  type Hash,
  noteHash,
  parseTilePath,
  sessionHash,
  signedConstitutionCodec,
  type SignedEpoch,
  signedEpochCodec,
  signingContext,
  toBase64url,
  toHex,
  transitionCodec,
} from '@tallystick/protocol';
import type { TransportAnswer, TransportRequest } from '@tallystick/wallet';
import { answer, type Body, bytesOr404, json, problem, readJson } from './answers.ts';
import { fork } from './desk-forks.ts';
import { holds, takings } from './desk-holds.ts';
import type { Founding } from './founding.ts';

/** What a node answers its readers from. */
export interface Desk {
  readonly founding: Founding;
  /** Oldest first. */
  readonly epochs: readonly SignedEpoch[];
  readonly ledger: Ledger;
  readonly store: Store;
  /** Whose session a token is, and by which device; a restart forgets all. */
  readonly sessions: Map<string, Session>;
  /** Sealed memos by their hash; they outlive a restart. */
  readonly notes: Map<string, Uint8Array>;
  /** Told of every certificate that is shown. */
  readonly certified: (certificate: Certificate) => void;
}

export interface Session {
  readonly identity: Hash;
  readonly device: Hash;
}

/** Answers a read as docs/integrators/http-api.md says: as much of it as wallets use. */
export function answerRead(desk: Desk, request: TransportRequest): TransportAnswer {
  const [path = '', query = ''] = request.path.split('?');
  const [, first, second, third = '', fourth] = path.split('/');
  if (first === 'checkpoint') return bytesOr404(desk.ledger.checkpoint?.note ?? undefined);
  if (first === 'tile') return tile(desk, path.slice(1));
  if (second === 'constitution') {
    const signed = encode(signedConstitutionCodec, desk.founding.signedConstitution);
    return json({ signedConstitution: toBase64url(signed) });
  }
  if (second === 'epochs') {
    const signed = desk.epochs.map((epoch) => toBase64url(encode(signedEpochCodec, epoch)));
    return json({ epochs: signed.map((signedEpoch) => ({ signedEpoch })) });
  }
  if (second === 'identities') return identity(desk, decodeURIComponent(third));
  if (second === 'certificates') return certificate(desk, third);
  if (second === 'sessions') return session(desk, third, request);
  if (second === 'forks') return fork(desk, third);
  const reader = readerOf(desk, request);
  if (reader === undefined) return problem(401, 'session-required');
  const parameters = new URLSearchParams(query);
  if (second === 'chains') return chain(desk, third, fourth === 'transitions', parameters);
  if (second === 'notes') return note(desk, third, request);
  if (second === 'holds') return takings(desk, third);
  return holds(desk, second ?? '', reader, parameters);
}

/** The identity whose session a request belongs to. */
export function readerOf(
  { ledger, sessions }: Pick<Desk, 'ledger' | 'sessions'>,
  { headers }: TransportRequest,
): Hash | undefined {
  const found = sessions.get(headers['authorization'] ?? '');
  const isActive = found && readChain(ledger.state, found.device)?.active;
  return isActive === true ? found?.identity : undefined;
}

function tile(desk: Desk, path: string): TransportAnswer {
  const name = parseTilePath(path);
  if (name === undefined || name.level === 'entries') return problem(404, 'not-found');
  const bytes = desk.store.tile(name.level, name.index);
  if (bytes === undefined || bytes.length < name.width * 32) return problem(404, 'not-found');
  return answer(200, bytes.slice(0, name.width * 32));
}

function identity({ ledger }: Desk, who: string): TransportAnswer {
  const id = who.startsWith('@') ? readHandle(ledger.state, who.slice(1)) : decodeAddress(who);
  const view = id === undefined ? undefined : readIdentity(ledger.state, id);
  // A handle that was given up stays its identity's, but names nobody.
  const isNamed = !who.startsWith('@') || view?.handle === who.slice(1);
  if (view === undefined || !isNamed) return problem(404, 'not-found');
  const active = view.devices.filter(({ status }) => status === 'active');
  return json({
    identity: toHex(view.id),
    handle: view.handle,
    countries: view.records,
    devices: active.map(({ ordinal, device: { encryptionKey, key } }) => ({
      ordinal,
      key: { suite: key.suite, publicKey: toBase64url(key.publicKey) },
      encryptionKey: encryptionKey && toBase64url(encryptionKey),
    })),
  });
}

function certificate({ ledger, certified }: Desk, id: string): TransportAnswer {
  const found = ledger.certificate(fromHex(id, 32) ?? new Uint8Array(32));
  if (found === undefined) return problem(404, 'unknown-transition');
  certified(found);
  return answer(200, encode(certificateCodec, found));
}

function session(desk: Desk, step: string, { body }: TransportRequest): TransportAnswer {
  const { crypto, sovereign } = desk.founding;
  const asked = readJson(body);
  const device = fromHex(String(asked['chain']), 32) ?? new Uint8Array(32);
  const challenge = crypto.sha256(concat(device, new Uint8Array(1)));
  if (step === 'challenge') return json({ challenge: toBase64url(challenge), expiresAt: 0 });
  const view = readChain(desk.ledger.state, device);
  const owner = view?.identity ?? undefined;
  const holder = owner && readIdentity(desk.ledger.state, owner);
  const key = holder?.devices.find((one) => equalBytes(one.chain, device))?.device.key;
  const signature = fromBase64url(String(asked['signature']), 20_000);
  const message = sessionHash({ chain: device, challenge, address: 'http://harbour' });
  const context = signingContext('session', sovereign);
  if (owner === undefined || key === undefined || signature === undefined || !view?.active) {
    return problem(401, 'signature-invalid');
  }
  if (!crypto.verify(key, message, signature, context)) return problem(401, 'signature-invalid');
  const token = `${asked['chain']}-${desk.sessions.size}`;
  desk.sessions.set(`Bearer ${token}`, { identity: owner, device });
  return json({ token });
}

function chain(
  desk: Desk,
  id: string,
  isHistory: boolean,
  parameters: URLSearchParams,
): TransportAnswer {
  const { ledger, store } = desk;
  const view = readChain(ledger.state, fromHex(id, 32) ?? new Uint8Array(32));
  if (view === undefined) return problem(404, 'not-found');
  if (isHistory) {
    const from = Number(parameters.get('from'));
    const limit = Number(parameters.get('limit'));
    const found = history(desk, view.head, from).slice(0, limit);
    return json({ transitions: found });
  }
  // The state may be a batch ahead of the disk: what is shown is durable.
  const isStored = view.sequence === 0 || store.indexOf(view.head) !== undefined;
  if (!isStored) return problem(503, 'unavailable');
  return json({
    sequence: view.sequence,
    id: toHex(view.head),
    balances: view.balances.map(({ currency, amount }) => ({
      currency: toHex(currency),
      amount: String(amount),
    })),
  });
}

/** The admitted transitions of a chain from a sequence on, ascending; each names the one before it. */
function history({ ledger, store, certified: tell }: Desk, head: Hash, from: number): Body[] {
  const found: Body[] = [];
  for (let id = head; ;) {
    const opened = readTransition(store, id);
    const state = opened && decodeState(opened.state);
    const certified = ledger.certificate(id);
    if (opened === undefined || state?.ok !== true || state.value.sequence < from) break;
    if (certified !== undefined) {
      tell(certified);
      found.push({
        sequence: state.value.sequence,
        transition: toBase64url(encode(transitionCodec, opened)),
        certificate: toBase64url(encode(certificateCodec, certified)),
      });
    }
    id = state.value.previous;
  }
  return found.reverse();
}

function note(desk: Desk, hash: string, { method, body }: TransportRequest): TransportAnswer {
  if (method === 'PUT' && body !== null) {
    if (toHex(noteHash(body)) !== hash.split('?')[0]) return problem(400, 'malformed');
    desk.notes.set(hash, body);
    return answer(204, new Uint8Array(0));
  }
  return bytesOr404(desk.notes.get(hash));
}
