import { type Built, type Person, holdFor } from '@tallystick/ledger/testing';
import { noteHash, toBase64url, toHex } from '@tallystick/protocol';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endpointsOf } from './testing/endpoints.ts';
import { Scene } from './testing/scene.ts';

/**
 * One's own data is one's own: to anybody else it is as if it were not there. Not its bytes, not that it exists, not how much
 * of it there is: an answer about somebody else's is the answer about nobody's, to the byte.
 */
let scene: Scene;
let [ada, bob, carl]: Person[] = [];
let put: Built;
let passed = 0;
const clock = {
  wall: (): number => Date.now() + passed,
  steady: (): number => performance.now() + passed,
  uptime: (): number => performance.now() + passed,
};
const MEMO = new TextEncoder().encode('sealed for two');
const NOTE = toHex(noteHash(MEMO));
const NOBODY = '5'.repeat(64);
const SESSION_MS = 15 * 60_000;

/** Everything of theirs that an id can name. */
const ids: Record<string, string> = {};
/** What nobody else may find in an answer. */
let theirs: string[] = [];

beforeAll(async () => {
  scene = await Scene.found();
  await scene.start({ clock });
  ada = await scene.funded(1000n);
  bob = await scene.person();
  carl = await scene.person();
  const hold = { ...holdFor(bob.id, scene.hrb, 77n), note: noteHash(MEMO) };
  put = ada.account.put('KE', [hold, holdFor(ada.id, scene.hrb, 5n)]);
  await scene.must(put);
  const session = await scene.session(ada.account);
  const upload = await fetch(`${scene.url}/v1/notes/${NOTE}?put=${toHex(put.id)}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${session}`, 'content-type': 'application/octet-stream' },
    body: MEMO,
  });
  if (upload.status !== 204) throw new Error(await upload.text());
  const { receivables } = await scene.json<{ receivables: { hold: string; entry: string }[] }>(
    '/v1/receivables',
    await scene.session(bob.account),
  );
  const [received] = receivables;
  Object.assign(ids, {
    identity: toHex(ada.id),
    payee: toHex(bob.id),
    device: toHex(ada.account.chain),
    treasury: toHex((await scene.treasury()).chain),
    put: toHex(put.id),
    hold: received?.hold,
    note: NOTE,
    currency: toHex(scene.hrb),
  });
  theirs = [ids['identity'], ids['payee'], ids['device'], ids['put'], ids['hold'], NOTE].map(
    String,
  );
  theirs.push(received?.entry ?? '', toBase64url(put.bytes), 'sealed for two');
});
afterAll(async () => {
  await scene.remove();
});

interface Seen {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** An answer, but for what differs between any two. */
async function ask(method: string, path: string, token?: string): Promise<Seen> {
  const headers: Record<string, string> = {};
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
  if (method === 'PUT') headers['content-type'] = 'application/octet-stream';
  const body = method === 'PUT' ? MEMO : null;
  const answer = await fetch(scene.url + path, { method, headers, body });
  const told = Object.fromEntries(answer.headers);
  for (const name of ['date', 'connection', 'keep-alive']) delete told[name];
  return { status: answer.status, headers: told, body: await answer.text() };
}

/** Requests for everything that a session reads, writes or erases by an id, as somebody who tries this id. */
async function requestsFor(id: string): Promise<[string, string][]> {
  const own = (await endpointsOf(scene)).filter(
    ({ isOwn, method, path }) =>
      isOwn && method !== 'POST' && !/^\/v1\/(?:operator\/|events$)/.test(path),
  );
  expect(own.length).toBeGreaterThan(8);
  return own.flatMap(({ method, path }): [string, string][] => {
    if (path === '/v1/sessions') return [];
    const filled = path.replaceAll(/\{[^}]+\}/g, id);
    const isOwned = ['/v1/returnables', '/v1/outstanding'].includes(path);
    const pages = isOwned || path === '/v1/receivables' ? ['', '?limit=1', '?after=0'] : [''];
    const puts = [`?put=${id}`, `?put=${ids['put']}`, `?put=${ids['put']}&after=${id}`];
    const asked = path.endsWith('/takings') ? puts : pages;
    const queries = isOwned ? [...asked, `?chain=${id}`] : asked;
    if (method === 'PUT') return [[method, `${path.replace('{hash}', NOTE)}?put=${id}`]];
    const methods = method === 'GET' ? ['GET', 'HEAD'] : [method];
    return methods.flatMap((one) =>
      queries.map((query): [string, string] => [one, filled + query]),
    );
  });
}

const leaks = (seen: Seen): string[] =>
  theirs.filter((text) => `${JSON.stringify(seen.headers)} ${seen.body}`.includes(text));

test('with another session everything of theirs is as if it were not there, and stays as it is', async () => {
  const session = await scene.session(carl!.account);
  const absent = await requestsFor(NOBODY);
  for (const [name, id] of Object.entries(ids)) {
    for (const [i, [method, path]] of (await requestsFor(id)).entries()) {
      const seen = await ask(method, path, session);
      const [, ofNobody = ''] = absent[i] ?? [];
      const expected = await ask(method, ofNobody, session);
      expect([name, method, path, seen]).toEqual([name, method, path, expected]);
      expect([name, path, leaks(seen)]).toEqual([name, path, []]);
      const isEmptyList = seen.status === 200 && seen.body.endsWith(':[],"next":null}');
      const isEmptyHead = method === 'HEAD' && seen.status === 200;
      expect([path, seen.status === 404 || isEmptyList || isEmptyHead]).toEqual([path, true]);
    }
  }
  // What was tried on it has not hurt it.
  const read = await scene.get(`/v1/notes/${NOTE}`, await scene.session(bob!.account));
  expect(await read.text()).toBe('sealed for two');
});

test('the operator sees as little of it', async () => {
  const operator = await scene.operatorSession();
  const absent = await requestsFor(NOBODY);
  for (const name of ['identity', 'payee', 'device', 'put', 'hold', 'note']) {
    for (const [i, [method, path]] of (await requestsFor(ids[name] ?? '')).entries()) {
      const seen = await ask(method, path, operator);
      const [, ofNobody = ''] = absent[i] ?? [];
      expect([name, method, path, seen]).toEqual([
        name,
        method,
        path,
        await ask(method, ofNobody, operator),
      ]);
      expect([path, seen.status >= 400, leaks(seen)]).toEqual([path, true, []]);
    }
  }
});

test('whatever is asked with another session, nothing of theirs is in the answer', async () => {
  const session = await scene.session(carl!.account);
  const number = fc.oneof(fc.nat({ max: 300 }), fc.integer({ min: 0, max: 2 ** 53 - 1 }));
  const id = fc.constantFrom(...Object.values(ids), NOBODY, toHex(carl!.id));
  const path = fc.oneof(
    fc.tuple(id, number, fc.integer({ min: 1, max: 256 })).map(([chain, from, limit]) => {
      return `/v1/chains/${chain}/transitions?from=${from}&limit=${limit}`;
    }),
    fc
      .tuple(fc.constantFrom('receivables', 'returnables', 'outstanding'), number, fc.option(id))
      .map(([list, after, chain]) => {
        const query = chain === null ? '' : `&chain=${chain}`;
        return `/v1/${list}?after=${after}${query}`;
      }),
    id.map((hash) => `/v1/notes/${hash}`),
  );
  const property = fc.asyncProperty(path, async (one) => {
    const seen = await ask('GET', one, session);
    const echoed = theirs.filter((text) => one.includes(text));
    expect(leaks(seen).filter((text) => !echoed.includes(text))).toEqual([]);
    const isOwn = one.includes(toHex(carl!.id));
    expect(isOwn || seen.status >= 400 || seen.body.endsWith('[],"next":null}')).toBe(true);
  });
  await fc.assert(property, { numRuns: 200 });
});

test('a stream tells nobody of others, whatever it says it has seen last', async () => {
  const { index } = await scene.json<{ index: number }>(`/v1/certificates/${toHex(put.id)}`);
  const session = await scene.session(carl!.account);
  for (const last of ['0', `${index}`, `${index}-0`, `${index}.0`, '-1', 'x', '9'.repeat(30)]) {
    const stop = new AbortController();
    const headers = { accept: 'text/event-stream', 'last-event-id': last };
    const answer = await fetch(`${scene.url}/v1/events`, {
      headers: { ...headers, authorization: `Bearer ${session}` },
      signal: stop.signal,
    });
    expect(answer.status).toBe(200);
    const told = new Response(answer.body).text().catch(() => '');
    await scene.must(ada!.account.put('KE', [holdFor(bob!.id, scene.hrb, 1n)]));
    stop.abort();
    const text = await told;
    expect(theirs.filter((one) => text.includes(one))).toEqual([]);
  }
});

test('an ended session is one that never was: by its time, its holder, or the loss of its device', async () => {
  const made = 'x'.repeat(43);
  const requests = [...(await requestsFor(ids['device'] ?? '')), ...(await requestsFor(NOTE))];
  const expectEnded = async (token: string): Promise<void> => {
    for (const [method, path] of requests) {
      const seen = await ask(method, path, token);
      expect([method, path, seen]).toEqual([method, path, await ask(method, path, made)]);
      expect([path, seen.status]).toEqual([path, 401]);
    }
    expect((await ask('GET', '/v1/events', token)).status).toBe(401);
  };
  const logged = await scene.session(ada!.account);
  expect((await ask('DELETE', '/v1/sessions', logged)).status).toBe(204);
  await expectEnded(logged);

  const lost = await scene.funded(10n);
  const stolen = await scene.session(lost.account);
  expect((await ask('GET', '/v1/outstanding', stolen)).status).toBe(200);
  await scene.must(lost.say({ kind: 'revoke-device', ordinal: 0 }, [0]));
  await expectEnded(stolen);
  await expect(scene.session(lost.account)).rejects.toThrow(/signature-invalid/);

  const old = await scene.session(ada!.account);
  const operator = await scene.operatorSession();
  passed += SESSION_MS - 5000;
  expect((await ask('GET', '/v1/outstanding', old)).status).toBe(200);
  passed += 10_000;
  await expectEnded(old);
  expect((await ask('GET', '/v1/operator/stats', operator)).status).toBe(401);
});
