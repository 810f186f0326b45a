import {
  type HoldView,
  type Ledger,
  constitutionInForce,
  readChain,
  readChanges,
  readFork,
  readHandle,
  readIdentity,
  readOutstanding,
  readReceivables,
  readReturnables,
  readTransition,
  rulebookInForce,
} from '@tallystick/ledger';
import {
  type Hash,
  type IdentityView,
  certificateCodec,
  changesHash,
  constitutionCodec,
  decode,
  decodeAddress,
  decodeState,
  encode,
  forkProofCodec,
  equalBytes,
  fromHex,
  holdCodec,
  operationCodec,
  parseTilePath,
  sessionHash,
  signedConstitutionCodec,
  signedEpochCodec,
  signingContext,
  toBase64url,
  toHex,
  transitionCodec,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import type { TransportAnswer, TransportRequest } from '../core/ports.ts';
import { type Body, answer, bytesOr404, json, problem } from './town-answers.ts';
import { answerRules } from './town-rules.ts';
import type { Town } from './town.ts';

/** A transition of the history, as it is sent. */
interface Sent {
  readonly sequence: number;
  readonly transition: string;
  readonly certificate: string;
}

/** Answers one request as http-api.md says; what a wallet does not use is not there. */
export async function answerRequest(
  town: Town,
  request: TransportRequest,
): Promise<TransportAnswer> {
  const [path = '', query = ''] = request.path.split('?');
  const [, first = '', second = '', third = '', fourth = ''] = path.split('/');
  if (first === 'checkpoint') return bytesOr404(town.ledger.checkpoint?.note ?? undefined);
  if (first === 'tile') return tile(town, path.slice(1));
  if (second === 'constitution') {
    const signed = encode(signedConstitutionCodec, town.founding.signed);
    const current = constitutionInForce(town.ledger.state, town.clock);
    const constitution = toBase64url(encode(constitutionCodec, current));
    return json({ signedConstitution: toBase64url(signed), inForce: { constitution } });
  }
  if (second === 'epochs') {
    const signed = town.epochs.map((epoch) => toBase64url(encode(signedEpochCodec, epoch)));
    return json({ epochs: signed.map((signedEpoch) => ({ signedEpoch })) });
  }
  if (second === 'identities') return identity(town, decodeURIComponent(third));
  if (second === 'certificates') return certificate(town, third);
  if (second === 'forks') return fork(town, third);
  if (second === 'transitions') {
    return bytesOr404(await town.submit(request.body ?? new Uint8Array()));
  }
  if (second === 'ring') {
    const { state } = town.ledger;
    const { hash } = rulebookInForce(state).rulebook;
    return json({ rulebook: toHex(hash), changes: toHex(changesHash(readChanges(state))) });
  }
  if (second === 'rules') return answerRules(town, request);
  if (second === 'sessions') return session(town, third, request);
  const reader = town.sessions.get(request.headers['authorization'] ?? '');
  if (reader === undefined) return problem(401, 'session-required');
  const parameters = new URLSearchParams(query);
  if (second === 'chains') return chain(town, third, fourth === 'transitions', parameters);
  if (second === 'heartbeats') return heartbeat(town, request);
  if (second === 'notes') return note(town, third, request);
  if (second === 'holds') return takings(town, third);
  return holds(town, second, reader, parameters);
}

function tile(town: Town, path: string): TransportAnswer {
  const name = parseTilePath(path);
  if (name === undefined || name.level === 'entries') return problem(404, 'not-found');
  const bytes = town.store.tile(name.level, name.index);
  if (bytes === undefined || bytes.length < name.width * 32) return problem(404, 'not-found');
  return bytesOr404(bytes.slice(0, name.width * 32));
}

function identity(town: Town, who: string): TransportAnswer {
  const { state } = town.ledger;
  const id = who.startsWith('@') ? readHandle(state, who.slice(1)) : decodeAddress(who);
  const view = id === undefined ? undefined : readIdentity(state, id);
  if (view === undefined) return problem(404, 'not-found');
  return json({
    identity: toHex(view.id),
    handle: view.handle,
    countries: view.records,
    devices: activeDevices(view),
  });
}

function activeDevices(view: IdentityView): Body[] {
  return view.devices
    .filter(({ status }) => status === 'active')
    .map(({ ordinal, device: { encryptionKey, key } }) => ({
      ordinal,
      key: { suite: key.suite, publicKey: toBase64url(key.publicKey) },
      encryptionKey: encryptionKey === null ? null : toBase64url(encryptionKey),
    }));
}

function certificate(town: Town, id: string): TransportAnswer {
  const found = town.ledger.certificate(fromHex(id, 32) as Hash);
  if (found === undefined) return problem(404, 'unknown-transition');
  return bytesOr404(encode(certificateCodec, found));
}

function fork({ ledger, store }: Town, hold: string): TransportAnswer {
  const mark = ledger.state.forks.of(fromHex(hold, 32) as Hash);
  if (mark === undefined) return problem(404, 'not-found');
  const shown = readFork(ledger.state, store, mark, nodeCrypto);
  return json({ forkProof: shown ? toBase64url(encode(forkProofCodec, shown.proof)) : null });
}

function session(town: Town, last: string, { body }: TransportRequest): TransportAnswer {
  const asked = JSON.parse(new TextDecoder().decode(body ?? undefined)) as Record<string, string>;
  const device = fromHex(asked['chain'] ?? '', 32) as Hash;
  if (last === 'challenge') {
    const challenge = nodeCrypto.sha256(device);
    return json({ challenge: toBase64url(challenge), expiresAt: town.clock + 60_000 });
  }
  const view = readChain(town.ledger.state, device);
  const owner = view?.identity ?? undefined;
  const identity = owner === undefined ? undefined : readIdentity(town.ledger.state, owner);
  const key = identity?.devices.find((one) => equalBytes(one.chain, device))?.device.key;
  if (key === undefined || view?.active !== true) return problem(401, 'signature-invalid');
  const challenge = nodeCrypto.sha256(device);
  const message = sessionHash({ chain: device, challenge, address: town.address });
  const bound = signingContext('session', town.founding.sovereign);
  const signature = Uint8Array.fromBase64(asked['signature'] ?? '', { alphabet: 'base64url' });
  if (!nodeCrypto.verify(key, message, signature, bound)) return problem(401, 'signature-invalid');
  const token = `token-${town.sessions.size}-${asked['chain']}`;
  town.sessions.set(`Bearer ${token}`, owner as Hash);
  return json({ token });
}

function chain(
  town: Town,
  id: string,
  isHistory: boolean,
  parameters: URLSearchParams,
): TransportAnswer {
  const view = readChain(town.ledger.state, fromHex(id, 32) as Hash);
  if (view === undefined) return problem(404, 'not-found');
  if (!isHistory) {
    return json({
      sequence: view.sequence,
      id: toHex(view.head),
      balances: view.balances.map(({ currency, amount }) => ({
        currency: toHex(currency),
        amount: String(amount),
      })),
    });
  }
  const transitions = history(town.ledger, town, view.chain)
    .filter(({ sequence }) => sequence >= Number(parameters.get('from')))
    .slice(0, Number(parameters.get('limit')));
  return json({ transitions });
}

/** Every admitted transition of a chain, ascending: a test's log is short enough to be read whole. */
function history(ledger: Ledger, { store }: Town, id: Hash): Sent[] {
  const found: Sent[] = [];
  for (const entry of store.exportEntries(0, ledger.size)) {
    const certified = entry.id === null ? undefined : ledger.certificate(entry.id);
    const opened = entry.id === null ? undefined : readTransition(store, entry.id);
    if (certified === undefined || opened === undefined) continue;
    const state = decodeState(opened.state);
    if (!state.ok || !equalBytes(state.value.chain, id)) continue;
    found.push({
      sequence: state.value.sequence,
      transition: toBase64url(encode(transitionCodec, opened)),
      certificate: toBase64url(encode(certificateCodec, certified)),
    });
  }
  return found;
}

function holds(
  town: Town,
  list: string,
  reader: Hash,
  parameters: URLSearchParams,
): TransportAnswer {
  const reads = {
    receivables: readReceivables,
    outstanding: readOutstanding,
    returnables: readReturnables,
  } as const;
  if (!Object.hasOwn(reads, list)) return problem(404, 'not-found');
  const after = Number(parameters.get('after') ?? -1);
  const limit = Number(parameters.get('limit'));
  const found = reads[list as keyof typeof reads](town.ledger.state, reader, after, limit);
  const next = found.length < limit ? null : String(found.at(-1)?.number);
  return json({ [list]: found.map((view) => holdBody(town, view, reader)), next });
}

function holdBody(town: Town, view: HoldView, reader: Hash): Body {
  const { ledger } = town;
  const { owner, hold } = view.record;
  const handle = readIdentity(ledger.state, owner)?.handle ?? null;
  return {
    hold: toHex(view.id),
    amount: String(view.amount),
    claim: view.claim,
    from: { identity: toHex(owner), handle },
    put: toHex(view.put),
    entry: toBase64url(encode(holdCodec, hold)),
    transition: openedPut(town, view.put, reader),
  };
}

/** The putting transition, where all of it concerns the reader. */
function openedPut(town: Town, put: Hash, reader: Hash): string | null {
  const opened = readTransition(town.store, put);
  const operation = opened && decode(operationCodec, opened.operation);
  if (opened === undefined || operation?.ok !== true || operation.value.kind !== 'put') return null;
  const concerns = operation.value.holds.every(({ claims }) =>
    claims.some(({ payee }) => payee.kind === 'identity' && equalBytes(payee.identity, reader)),
  );
  const isOwner = isOwned(town, opened.state, reader);
  return isOwner || concerns ? toBase64url(encode(transitionCodec, opened)) : null;
}

function isOwned({ ledger }: Town, bytes: Uint8Array, reader: Hash): boolean {
  const state = decodeState(bytes);
  const owner = state.ok ? readChain(ledger.state, state.value.chain)?.identity : null;
  return owner !== null && owner !== undefined && equalBytes(owner, reader);
}

/** Witnesses of every admitted taking of a hold. */
function takings({ store, ledger }: Town, hold: string): TransportAnswer {
  const found: Body[] = [];
  for (const { id } of store.exportEntries(0, ledger.size)) {
    const opened = id === null ? undefined : readTransition(store, id);
    const operation = opened && decode(operationCodec, opened.operation);
    if (operation?.ok !== true || operation.value.kind !== 'take') continue;
    for (const taking of operation.value.takings) {
      if (toHex(taking.hold) !== hold) continue;
      found.push({ witnesses: (taking.proof?.witnesses ?? []).map(toBase64url) });
    }
  }
  return json({ takings: found, next: null });
}

function note(town: Town, hash: string, { method, body }: TransportRequest): TransportAnswer {
  if (method === 'PUT' && body !== null) {
    town.notes.set(hash, body);
    return answer(204, new Uint8Array());
  }
  return bytesOr404(town.notes.get(hash));
}

async function heartbeat(town: Town, { body }: TransportRequest): Promise<TransportAnswer> {
  const asked = JSON.parse(new TextDecoder().decode(body ?? undefined)) as { after: number };
  const wanted = Math.floor(asked.after / 1000) * 1000 + 1000;
  const isDue = town.clock >= wanted && (town.ledger.state.header?.time ?? 0) < wanted;
  if (isDue) await town.ledger.heartbeat();
  return json({ time: town.ledger.state.header?.time ?? null });
}
