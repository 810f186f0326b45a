import {
  type Act,
  type ActHead,
  type Codec,
  type Message,
  type Party,
  actCodec,
  buildAct,
  chequeEvidenceCodec,
  createTickChain,
  decode,
  decodeMessage,
  encode,
  encodeMessage,
  encodeState,
  firstActHead,
  halfNext,
  halfStart,
  halfStep,
  identityId,
  offlineRequestCodec,
  payeeCommitment,
  receiptCodec,
  receiptHash,
  requestHash,
  signedActCodec,
  streamCodec,
  tabEvidenceCodec,
  takingEvidenceCodec,
  tickCodec,
  ticksWorth,
} from '@tallystick/protocol';
import { type Json, bytesFor, plain } from '../plain.ts';
import { FOUNDED_AT, type Samples } from './samples.ts';

/** The structures of sections 9 and 10 that have a codec of their own. */
export const OFFLINE_STRUCTURES: Readonly<Record<string, Codec<unknown>>> = {
  act: actCodec,
  signedAct: signedActCodec,
  stream: streamCodec,
  tick: tickCodec,
  tabEvidence: tabEvidenceCodec,
  chequeEvidence: chequeEvidenceCodec,
  takingEvidence: takingEvidenceCodec,
  offlineRequest: offlineRequestCodec,
  receipt: receiptCodec,
};

const LINKS = 9;

/** A hold's acts, one after the other, with their halves; ticks; what takings show; messages of every type. */
export function offlineVectors(from: Samples): Json {
  const { genesis, sovereign } = from;
  const party: Party = { identity: identityId(genesis), device: genesis.device };
  const opening = { identity: party.identity, salt: bytesFor('salt of the payee', 16) };
  const request = {
    version: 1 as const,
    sovereign,
    currency: bytesFor('currency'),
    amount: 250n,
    payee: party,
    country: 'KE',
    time: FOUNDED_AT,
    until: FOUNDED_AT + 60_000,
    nonce: bytesFor('nonce', 16),
    memo: 'Äpfel',
  };
  const requestBytes = encode(offlineRequestCodec, request);
  const run = actsOf(from, party, requestHash(requestBytes));
  const receipt = {
    version: 1 as const,
    preCommitment: run.acts[0]?.preCommitment ?? bytesFor('none'),
    half: run.acts[0]?.half ?? { index: 0, head: bytesFor('none') },
    by: party,
    time: FOUNDED_AT,
  };
  const receiptBytes = encode(receiptCodec, receipt);
  return plain({
    run,
    payee: { value: opening, hash: payeeCommitment(opening) },
    ticks: ticks(),
    structures: evidences(opening).map(([structure, value]) => ({
      structure,
      value,
      bytes: encode(OFFLINE_STRUCTURES[structure] as Codec<unknown>, value),
    })),
    request: { value: request, bytes: requestBytes, hash: requestHash(requestBytes) },
    receipt: { value: receipt, bytes: receiptBytes, hash: receiptHash(receiptBytes) },
    messages: messages(opening, party, genesis.device).map((value) => ({
      value,
      bytes: encodeMessage(value),
    })),
    invalid: invalid(),
  });
}

interface Step {
  readonly value: Act;
  readonly preCommitment: Uint8Array;
  readonly half: { readonly index: number; readonly head: Uint8Array };
}

function actsOf(
  { pairs }: Samples,
  payee: Party,
  request: Uint8Array,
): { readonly acts: readonly Step[] } & Record<string, unknown> {
  const { suite, publicKey } = pairs.device;
  const writer = { suite, publicKey };
  const hold = bytesFor('hold');
  const put = bytesFor('operation of the put');
  const first = firstActHead(hold, suite, put);
  const start = halfStart(writer, payee.identity);
  const changes: Partial<Act>[] = [
    { request },
    { stream: { units: 3n, perTicks: 7, anchor: bytesFor('anchor'), links: LINKS } },
    { total: 250n, void: { state: bytesFor('lost act'), by: payee, signature: bytesFor('void') } },
    { payee: payeeCommitment({ identity: payee.identity, salt: bytesFor('salt', 16) }) },
  ];
  const acts: (Step & Record<string, unknown>)[] = [];
  let head: ActHead = first;
  let half = start;
  let total = 0n;
  for (const [i, change] of changes.entries()) {
    total += 250n;
    const value: Act = {
      version: 1,
      hold,
      amount: 250n,
      total,
      request: null,
      half: halfStep(half),
      payee: null,
      stream: null,
      void: null,
      salt: bytesFor(`salt of act ${i}`, 16),
      ...change,
    };
    const { actBytes, stateBytes, id, preCommitment, state } = buildAct(head, value);
    total = value.total;
    half = halfNext(half, id);
    head = { state, id };
    acts.push({ value, bytes: actBytes, state: stateBytes, id, preCommitment, half });
  }
  const firstState = { bytes: encodeState(first.state), id: first.id };
  return { hold, put, writer, payee: payee.identity, first: firstState, start, acts };
}

function ticks(): object {
  const seed = bytesFor('seed of the ticks');
  const chain = createTickChain(seed, LINKS);
  const terms: readonly [bigint, number, number][] = [
    [3n, 7, 1],
    [3n, 7, 7],
    [3n, 7, 9],
    [1n, 1, 65_536],
    [2n ** 63n - 1n, 65_536, 65_536],
  ];
  return {
    start: chain.tick(LINKS).link,
    links: LINKS,
    anchor: chain.anchor,
    ticks: Array.from({ length: LINKS }, (_, i) => chain.tick(i + 1)),
    worth: terms.map(([units, perTicks, count]) => {
      const stream = { units, perTicks, anchor: chain.anchor, links: 65_536 };
      return { units, perTicks, count, worth: ticksWorth(stream, count) };
    }),
  };
}

type Opening = Parameters<typeof payeeCommitment>[0];
const signedAct = {
  state: bytesFor('state of an act', 176),
  act: bytesFor('an act', 30),
  signature: bytesFor('signature of an act', 20),
};

function evidences(opening: Opening): [string, unknown][] {
  const tick = { link: bytesFor('link'), count: 65_536 };
  return [
    ['signedAct', signedAct],
    ['tick', tick],
    ['tabEvidence', { act: signedAct, tick, release: false }],
    ['tabEvidence', { act: null, tick: null, release: true }],
    ['chequeEvidence', { act: signedAct, payee: opening }],
    ['takingEvidence', { meter: bytesFor('meter', 12), outcomes: [bytesFor('outcome', 9)] }],
    ['takingEvidence', { meter: null, outcomes: [] }],
  ];
}

/** One of every type; what they carry is of the right form and means nothing. */
function messages(payee: Opening, party: Party, device: Party['device']): Message[] {
  const certificate = {
    index: 3,
    treeSize: 9,
    transition: bytesFor('transition'),
    effects: bytesFor('effects', 6),
    proof: [bytesFor('sibling')],
    checkpoint: bytesFor('checkpoint', 40),
  };
  const state = bytesFor('state', 176);
  const opened = { certificate, state, operation: bytesFor('operation', 20) };
  const older = { ...certificate, checkpoint: bytesFor('older checkpoint', 40) };
  const bundle = {
    founding: {
      constitution: { constitution: bytesFor('constitution', 30), signature: bytesFor('s', 8) },
      epoch: { epoch: bytesFor('epoch', 30), signature: bytesFor('t', 8) },
    },
    put: opened,
    index: 255,
    putter: { identity: party.identity, device },
    raises: [opened, { ...opened, certificate: older }],
    guarantees: [{ put: opened, index: 0 }],
    fresh: certificate,
  };
  const proof = { index: 1, size: 3, path: [bytesFor('left'), bytesFor('right')] };
  const half = { index: 7, head: bytesFor('head') };
  const signedRequest = { request: bytesFor('request', 40), signature: bytesFor('r', 8) };
  const signedReceipt = { receipt: bytesFor('receipt', 40), signature: bytesFor('q', 8) };
  return [
    {
      kind: 'request',
      request: signedRequest,
      membership: { certificate, state, ordinal: 255, proof },
    },
    { kind: 'handover', act: signedAct, payee: null, earlier: [], bundle: null },
    { kind: 'handover', act: signedAct, payee, earlier: [signedAct], bundle },
    { kind: 'receipt', receipt: signedReceipt },
    { kind: 'not-accepted', subject: bytesFor('request hash'), code: 'half-ahead', half },
    { kind: 'not-accepted', subject: bytesFor('act hash'), code: 'window', half: null },
    {
      kind: 'seen',
      sightings: [{ hold: bytesFor('hold'), sequence: 2 ** 53 - 1, state: bytesFor('id') }],
    },
    {
      kind: 'shown',
      states: [
        { state, signature: bytesFor('u', 8), sum: null },
        { state, signature: bytesFor('u', 8), sum: { amount: 5n, total: 2n ** 63n - 1n } },
      ],
      sums: [{ hold: bytesFor('hold'), sequence: 256, sum: { amount: 1n, total: 1n } }],
    },
    { kind: 'voided', void: { state: bytesFor('id'), by: party, signature: bytesFor('v', 8) } },
    { kind: 'half', writer: device.key, payee: party.identity, half, acts: [] },
    {
      kind: 'half',
      writer: device.key,
      payee: payee.identity,
      half,
      acts: [
        { act: signedAct, payee },
        { act: signedAct, payee: null },
      ],
    },
  ];
}

function invalid(): object[] {
  const hash = `5820${'11'.repeat(32)}`;
  const salt = `50${'00'.repeat(16)}`;
  const act = (version: string, amount: string, total: string, index: string): string =>
    `8a${version}${hash}${amount}${total}f682${index}${hash}f6f6f6${salt}`;
  const cases: [string, string, string][] = [
    ['act', 'version 2', act('02', '01', '01', '01')],
    ['act', 'an amount above the total', act('01', '02', '01', '01')],
    ['act', 'index 0 of a half', act('01', '01', '01', '00')],
    ['stream', 'no links', `840101${hash}00`],
    ['stream', 'no units', `840001${hash}01`],
    ['tick', 'count 0', `82${hash}00`],
    ['tick', 'count 65,537', `82${hash}1a00010001`],
    ['tabEvidence', 'a release of 2', '83f6f602'],
    ['takingEvidence', 'five outcomes', '82f68541014101410141014101'],
    ['takingEvidence', 'an outcome of nothing', '82f68140'],
    ['message', 'version 2', '8302048180'],
    ['message', 'type 8', '8301088180'],
    ['message', 'a code in capitals', `83010383${hash}6157f6`],
    ['message', 'a body of a list that is not within one', '83010480'],
  ];
  return cases.map(([structure, why, hex]) => {
    const bytes = Uint8Array.fromHex(hex);
    const codec = OFFLINE_STRUCTURES[structure];
    const read = codec === undefined ? decodeMessage(bytes) : decode(codec, bytes);
    if (read.ok) throw new Error(`${structure} was read: ${why}`);
    return { structure, layer: 'structure', why, bytes };
  });
}
