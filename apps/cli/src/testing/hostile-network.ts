import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type State,
  decode,
  decodeState,
  encode,
  operationCodec,
  stateId,
  submitRequestCodec,
  submitResponseCodec,
  toHex,
} from '@tallystick/protocol';

/**
 * What becomes of a transition on its way. `swallow`: it does not arrive, and nobody answers. `deafen`: it arrives, and nobody
 * answers. `refuse`: it does not arrive, and a refusal comes back, while somebody keeps the bytes.
 */
type Fate = 'pass' | 'swallow' | 'deafen' | 'refuse';

/** A transition that was seen. */
export interface Seen {
  readonly id: string;
  readonly chain: string;
  readonly sequence: number;
  readonly notAfter: number;
  readonly at: number;
}

/** A network between a program and a node that loses, keeps back and answers as it likes. */
export interface HostileNetwork {
  readonly url: string;
  /** Where the node is. */
  leadTo(node: string): void;
  /** Of the transitions to come, in order; afterwards they pass. */
  plan(...fates: readonly Fate[]): void;
  /** Resolves when so many transitions were seen since `plan`. */
  reached(count: number): Promise<void>;
  /** Sends what was kept back, and gives the status of each answer's first result. */
  deliver(): Promise<string[]>;
  readonly seen: readonly Seen[];
  end(): Promise<void>;
}

export async function createHostileNetwork(): Promise<HostileNetwork> {
  let node = '';
  let fates: Fate[] = [];
  let count = 0;
  let kept: Buffer[] = [];
  const seen: Seen[] = [];
  const waiting: { count: number; done: () => void }[] = [];
  const server = createServer((request, response) => {
    void pass(request, response).catch(() => response.destroy());
  });

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const fate = request.url === '/v1/transitions' ? see(body) : 'pass';
    if (fate === 'refuse') {
      kept.push(body);
      response.end(encode(submitResponseCodec, { checkpoints: [], results: [REFUSAL] }));
    }
    if (fate === 'swallow' || fate === 'refuse') return;
    const answer = await forward(node, request, body);
    if (fate === 'deafen') return;
    const bytes = Buffer.from(await answer.arrayBuffer());
    const type = answer.headers.get('content-type') ?? 'application/octet-stream';
    response.writeHead(answer.status, { 'content-type': type }).end(bytes);
  }

  function see(body: Buffer): Fate {
    for (const transition of readTransitions(body)) seen.push(transition);
    count += 1;
    const fate = fates.shift() ?? 'pass';
    for (const waiter of waiting) if (waiter.count <= count) waiter.done();
    return fate;
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo(url) {
      node = url;
    },
    plan(...next) {
      fates = [...next];
      count = 0;
    },
    reached: (wanted) =>
      new Promise((resolve) => {
        if (count >= wanted) resolve();
        else waiting.push({ count: wanted, done: resolve });
      }),
    async deliver() {
      const results: string[] = [];
      for (const body of kept.splice(0)) {
        const headers = { 'content-type': 'application/cbor' };
        const init = { method: 'POST', headers, body: new Uint8Array(body) };
        const answer = await fetch(`${node}/v1/transitions`, init);
        const decoded = decode(submitResponseCodec, new Uint8Array(await answer.arrayBuffer()));
        results.push(decoded.ok ? (decoded.value.results[0]?.kind ?? 'none') : decoded.reason);
      }
      kept = [];
      return results;
    },
    seen,
    async end() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const REFUSAL = {
  kind: 'refused',
  code: 'rules-refuse',
  message: 'Not today.',
  data: '{}',
} as const;

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function forward(node: string, request: IncomingMessage, body: Buffer): Promise<Response> {
  const headers: Record<string, string> = {};
  for (const name of ['content-type', 'authorization', 'accept']) {
    const value = request.headers[name];
    if (typeof value === 'string') headers[name] = value;
  }
  const { method = 'GET', url = '/' } = request;
  const sent = body.length === 0 ? {} : { body: new Uint8Array(body) };
  return await fetch(`${node}${url}`, { method, headers, ...sent });
}

function readTransitions(body: Buffer): Seen[] {
  const request = decode(submitRequestCodec, new Uint8Array(body));
  if (!request.ok) throw new Error(request.reason);
  return request.value.map(({ state, operation }) => {
    const head = decodeState(state);
    const said = decode(operationCodec, operation);
    if (!head.ok || !said.ok) throw new Error('no transition');
    const { chain, sequence }: State = head.value;
    const { notAfter } = said.value;
    return { id: toHex(stateId(state)), chain: toHex(chain), sequence, notAfter, at: Date.now() };
  });
}
