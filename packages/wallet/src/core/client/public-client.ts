import {
  type Hash,
  type Key,
  MAX_SIGNATURE_BYTES,
  type SubmitResponse,
  decode,
  isSuite,
  submitResponseCodec,
  toHex,
} from '@tallystick/protocol';
import type { Clock, Transport, TransportRequest } from '../ports.ts';
import type { ShownEvidence } from '../rulebook/proven-content.ts';
import { stop } from '../stop.ts';
import { type Answer, exchange } from './exchange.ts';
import { JsonReader } from './json.ts';

/** What a sovereign tells everybody of an identity. */
export interface PublicIdentity {
  readonly identity: Hash;
  readonly handle: string | null;
  readonly countries: readonly {
    readonly country: string;
    readonly tier: number;
    readonly validUntil: number | null;
  }[];
  readonly encryptionKeys: readonly Uint8Array[];
  /** Of its active devices. */
  readonly keys: readonly Key[];
}

export interface ShownVersion {
  readonly name: string;
  readonly matter: string;
  readonly proposal: Hash;
  /** Half open, ms since 1970. */
  readonly from: number;
  readonly until: number | null;
}

export interface ShownVersions {
  readonly rulebook: Hash;
  readonly versions: readonly ShownVersion[];
}

/** What the gates found of a proposal, and what their office signed of it. */
interface ShownGates {
  readonly verdict: 'failed' | 'passed' | 'tightens';
  readonly report: Hash;
  readonly word: {
    /** Index of the office in the governance. */
    readonly office: number;
    /** Index of the key in the office. */
    readonly by: number;
    readonly signature: Uint8Array;
  } | null;
}

/** How far the gates have come with a proposal: `before` are looked at first, and it itself has been for `runningMs`. */
interface ShownWork {
  readonly before: number;
  readonly runningMs: number;
}

/** The part of a sovereign's HTTP API (http-api.md) that needs no session. */
export interface PublicClient {
  /** `signedConstitution` in canonical CBOR. */
  constitution(): Promise<Uint8Array>;
  /** What votes have made of the constitution, in canonical CBOR; null where it is as it was founded. By the sovereign's own word. */
  constitutionInForce(): Promise<Uint8Array | null>;
  /** Each `signedEpoch` in canonical CBOR, oldest first. */
  epochs(): Promise<readonly Uint8Array[]>;
  /** By id in hexadecimal, address or `@handle`; null when there is none. */
  identity(who: string): Promise<PublicIdentity | null>;
  /** The certificate of a transition in canonical CBOR; null when the sovereign never admitted it. */
  certificate(transition: Hash): Promise<Uint8Array | null>;
  /** `forkProof` in canonical CBOR; null where the sovereign knows of no fork on such a hold, or cannot show it yet. */
  fork(hold: Hash): Promise<Uint8Array | null>;
  /** The rulebook in force, as `encodeSource` writes it. */
  rulebook(): Promise<Uint8Array>;
  /** One that was in force, by its hash; null where the sovereign never had it. */
  pastRulebook(hash: Hash): Promise<Uint8Array | null>;
  /** A page of the figures that were said of a name, newest first. */
  figures(
    name: string,
    after: string | null,
  ): Promise<{
    readonly figures: readonly ShownEvidence['proposal'][];
    readonly next: string | null;
  }>;
  /** The hashes of the rulebook that payments are decided by, and of what votes made of the constitution. */
  current(): Promise<{ readonly rulebook: Hash; readonly changes: Hash }>;
  /** What has been decided of every matter, and the hash of what is in force and to come. */
  versions(): Promise<ShownVersions>;
  /** Where a proposal is (http-api.md: `stage.kind`), by the sovereign's own word. */
  proposalStage(proposal: Hash): Promise<string>;
  /** What proves a proposal. */
  proposalEvidence(proposal: Hash): Promise<ShownEvidence>;
  /** Has the gates look at a proposal, once; how far they are while they do; null where they are heard on it no more. */
  gates(proposal: Hash): Promise<ShownGates | ShownWork | null>;
  /** The newest signed checkpoint. */
  checkpoint(): Promise<Uint8Array>;
  /** A tile of the log by its path after `/tile/`; null when there is none. */
  tile(path: string): Promise<Uint8Array | null>;
  /** Sends transitions (the body of `POST /v1/transitions`). */
  submit(body: Uint8Array): Promise<SubmitResponse>;
}

const MAX_KEY_BYTES = 2048;
/** As many epochs as a wallet keeps; a newer one than these would be seen, and not believed. */
const MAX_EPOCHS = 4096;
/** More pages than any sovereign has of versions. */
const MAX_PAGES = 4096;

export function publicClient(transport: Transport, clock: Clock): PublicClient {
  const get = (path: string, accept: string): Promise<Answer> =>
    exchange(transport, clock, { method: 'GET', path, headers: { accept }, body: null });
  const getJson = async (path: string): Promise<JsonReader> =>
    JsonReader.parse(expectOk(await get(path, 'application/json'), path), path);
  return {
    async constitution() {
      return (await getJson('/v1/constitution')).field('signedConstitution').bytes();
    },
    async constitutionInForce() {
      const inForce = (await getJson('/v1/constitution')).field('inForce');
      return inForce.nullable((item) => item.field('constitution').bytes());
    },
    async epochs() {
      const answer = await getJson('/v1/epochs');
      return answer
        .field('epochs')
        .list()
        .slice(0, MAX_EPOCHS)
        .map((epoch) => epoch.field('signedEpoch').bytes());
    },
    async identity(who) {
      const path = `/v1/identities/${encodeURIComponent(who)}`;
      const answer = await get(path, 'application/json');
      if (answer.status === 404) return null;
      return readIdentity(JsonReader.parse(expectOk(answer, path), path));
    },
    async certificate(transition) {
      const path = `/v1/certificates/${toHex(transition)}`;
      const answer = await get(path, 'application/cbor');
      return answer.status === 404 ? notFound(answer, path) : expectOk(answer, path);
    },
    async fork(hold) {
      const path = `/v1/forks/${toHex(hold)}`;
      const answer = await get(path, 'application/json');
      if (answer.status === 404) return null;
      const fork = JsonReader.parse(expectOk(answer, path), path);
      return fork.field('forkProof').nullable((proof) => proof.bytes());
    },
    async rulebook() {
      return expectOk(await get('/v1/rules', 'application/cbor'), '/v1/rules');
    },
    async pastRulebook(hash) {
      const path = `/v1/rules?rulebook=${toHex(hash)}`;
      const answer = await get(path, 'application/cbor');
      return answer.status === 404 ? null : expectOk(answer, path);
    },
    async figures(name, after) {
      const cursor = after === null ? '' : `?after=${encodeURIComponent(after)}`;
      const answer = await getJson(`/v1/rules/figures/${encodeURIComponent(name)}${cursor}`);
      return {
        figures: answer.field('figures').list().map(readEntry),
        next: answer.field('next').nullable((item) => item.token()),
      };
    },
    async current() {
      const answer = await getJson('/v1/ring');
      return { rulebook: answer.field('rulebook').hash(), changes: answer.field('changes').hash() };
    },
    versions: () => readVersions(getJson),
    async proposalStage(proposal) {
      const answer = await getJson(`/v1/rules/proposals/${toHex(proposal)}`);
      return answer.field('stage').field('kind').text();
    },
    async proposalEvidence(proposal) {
      const answer = await getJson(`/v1/rules/proposals/${toHex(proposal)}/evidence`);
      return {
        proposal: readEntry(answer.field('proposal')),
        parts: answer.field('parts').list().map(readEntry),
        words: answer.field('words').list().map(readEntry),
      };
    },
    gates: (proposal) => askGates(transport, clock, proposal),
    async checkpoint() {
      return expectOk(await get('/checkpoint', 'text/plain'), '/checkpoint');
    },
    async tile(path) {
      const answer = await get(`/tile/${path}`, 'application/octet-stream');
      return answer.status === 404 ? null : expectOk(answer, `/tile/${path}`);
    },
    async submit(body) {
      const request: TransportRequest = {
        method: 'POST',
        path: '/v1/transitions',
        headers: { 'content-type': 'application/cbor', accept: 'application/cbor' },
        body,
      };
      const answer = await exchange(transport, clock, request);
      const decoded = decode(submitResponseCodec, expectOk(answer, request.path));
      if (decoded.ok) return decoded.value;
      return stop(
        'unreachable',
        'bad-answer',
        `The answer to a transition is malformed: ${decoded.reason}.`,
      );
    },
  };
}

/** All pages of them, as they are while they are read: what is decided meanwhile comes last. */
async function readVersions(
  getJson: (path: string) => Promise<JsonReader>,
): Promise<ShownVersions> {
  const versions: ShownVersion[] = [];
  let after = '';
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await getJson(`/v1/rules/versions${after}`);
    for (const version of answer.field('versions').list()) {
      versions.push({
        name: version.field('name').text(),
        matter: version.field('matter').text(),
        proposal: version.field('proposal').hash(),
        from: version.field('from').count(),
        until: version.field('until').nullable((end) => end.count()),
      });
    }
    const next = answer.field('next').nullable((item) => item.token());
    if (next === null) return { rulebook: answer.field('rulebook').hash(), versions };
    after = `?after=${encodeURIComponent(next)}`;
  }
  return stop('unreachable', 'bad-answer', 'The sovereign shows versions without end.');
}

/** The body of a 2xx answer; anything else ends the operation with the problem's code (RFC 9457). */
export function expectOk(answer: Answer, path: string): Uint8Array {
  if (answer.status >= 200 && answer.status < 300) return answer.body;
  const problem = problemOf(answer);
  const message = `${path} was answered with ${answer.status}: ${problem.detail}`;
  return stop('unreachable', problem.code, message, { status: answer.status });
}

/** Null for this API's own 404; one of something else on the way says nothing about the transition. */
function notFound(answer: Answer, path: string): null {
  if (problemOf(answer).code === 'unknown-transition') return null;
  return stop(
    'unreachable',
    'bad-answer',
    `${path} was answered with 404, but not by a sovereign.`,
  );
}

function problemOf(answer: Answer): { code: string; detail: string } {
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(answer.body));
    const { code, detail } = (body ?? {}) as Record<string, unknown>;
    if (typeof code === 'string' && typeof detail === 'string') return { code, detail };
  } catch {
    // Not a problem document: the status has to do.
  }
  return { code: 'bad-answer', detail: 'no reason given' };
}

function readIdentity(answer: JsonReader): PublicIdentity {
  const devices = answer.field('devices').list();
  const keys = devices.map((device) =>
    device.field('encryptionKey').nullable((key) => key.bytes(MAX_KEY_BYTES)),
  );
  return {
    identity: answer.field('identity').hash(),
    handle: answer.field('handle').nullable((handle) => handle.handle()),
    countries: answer
      .field('countries')
      .list()
      .map((record) => ({
        country: record.field('country').country(),
        tier: record.field('tier').count(),
        validUntil: record.field('validUntil').nullable((end) => end.count()),
      })),
    encryptionKeys: keys.filter((key) => key instanceof Uint8Array),
    keys: devices.map((device) => readKey(device.field('key'))),
  };
}

async function askGates(
  transport: Transport,
  clock: Clock,
  proposal: Hash,
): Promise<ShownGates | ShownWork | null> {
  const path = `/v1/rules/proposals/${toHex(proposal)}/gates`;
  const headers = { accept: 'application/json' };
  const answer = await exchange(transport, clock, { method: 'POST', path, headers, body: null });
  if (answer.status === 409) return null;
  const body = JsonReader.parse(expectOk(answer, path), path);
  if (answer.status !== 202) return readGates(body);
  return { before: body.field('before').count(), runningMs: body.field('runningMs').count() };
}

function readGates(answer: JsonReader): ShownGates {
  const verdict = answer.field('verdict').text();
  if (verdict !== 'failed' && verdict !== 'passed' && verdict !== 'tightens') {
    return stop('unreachable', 'bad-answer', 'The gates say what this version does not know.');
  }
  const word = answer.field('word').nullable((given) => ({
    office: given.field('officeIndex').count(),
    by: given.field('by').count(),
    signature: given.field('signature').bytes(MAX_SIGNATURE_BYTES),
  }));
  return { verdict, report: answer.field('report').field('hash').hash(), word };
}

function readEntry(answer: JsonReader): ShownEvidence['proposal'] {
  return {
    transition: answer.field('transition').bytes(),
    certificate: answer.field('certificate').bytes(),
  };
}

function readKey(answer: JsonReader): Key {
  const suite = answer.field('suite').count();
  if (isSuite(suite)) return { suite, publicKey: answer.field('publicKey').bytes(MAX_KEY_BYTES) };
  return stop('unreachable', 'bad-answer', 'The sovereign shows a key of an unknown suite.');
}
