import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type Message,
  decode,
  decodeMessage,
  encode,
  encodeMessage,
  forkEvidenceCodec,
  fromHex,
  offlineRequestCodec,
  verifyForkEvidence,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { CUT_OFF, type OfflineScene, offlineScene } from './testing/offline-scene.ts';

let scene: OfflineScene;
beforeAll(async () => {
  scene = await offlineScene(['ada', 'ben', 'cyd', 'dan']);
});
afterAll(() => scene.end());

/** Some twenty processes one after the other, on a machine that may be busy. */
vi.setConfig({ testTimeout: 400_000, hookTimeout: 400_000 });

const HOW = CUT_OFF === '' ? 'and no way here to cut the network' : 'and the network cut';

/** A line that is started without any network, where the platform can do that. */
function alone(line: string): string {
  return `${CUT_OFF} ${line}`.trim();
}

function read(name: string): Uint8Array {
  return new Uint8Array(readFileSync(scene.path(name)));
}

async function balances(...names: string[]): Promise<unknown[]> {
  const all: unknown[] = [];
  for (const name of names) all.push((await scene.json(`tally balance ${name}`))['balances']);
  return all;
}

/** What a line that ends with 3 says for programs; people are told, too. */
async function refusal(line: string): Promise<string> {
  const done = await scene.type(`${line} --json`).finished;
  expect({ line, ...done }).toMatchObject({ status: 3, stderr: expect.stringMatching(/\w{3}/) });
  const { code, refusal: refused } = done.json() as {
    code?: string;
    refusal?: { code: string };
  };
  return code ?? refused?.code ?? '';
}

function write(name: string, bytes: Uint8Array | string): string {
  writeFileSync(scene.path(name), bytes);
  return name;
}

interface Exchange {
  readonly payer: string;
  readonly payee: string;
  readonly amount: string;
}

/** One payment by files alone; the JSON of each side's last word. */
async function exchange({ payer, payee, amount }: Exchange): Promise<Record<string, unknown>[]> {
  const name = `${payer}-${payee}`;
  const ask = `tally offline request ${payee} ${amount} HRB --memo fish --out ${name}.request`;
  await scene.well(alone(ask));
  const pay = `tally offline pay ${payer} ${name}.request --out ${name}.act`;
  const paid = await scene.json(alone(pay));
  const accept = `tally offline accept ${payee} ${name}.act --out ${name}.receipt`;
  const accepted = await scene.json(alone(accept));
  const finished = await scene.json(alone(`tally offline finish ${payer} ${name}.receipt`));
  return [paid, accepted, finished];
}

test('a folder that was copied: from a tab a second payee cannot be paid, and the first one notices', async () => {
  cpSync(scene.path('ada'), scene.path('copy'), { recursive: true });
  await scene.well('tally offline request cyd 5.00 HRB --out cyd.request');
  const second = await scene.json('tally offline pay copy cyd.request --out no.act', 3);
  expect(second).toMatchObject({ refusal: { code: 'no-room' } });
  await exchange({ payer: 'ada', payee: 'ben', amount: '1.00' });
  await scene.well('tally offline request ben 2.00 HRB --out again.request');
  await scene.well('tally offline pay copy again.request --out old.act');
  const old = await scene.json('tally offline accept ben old.act --out old.answer', 3);
  expect(old).toMatchObject({ status: 'not-accepted', code: 'half' });
  const told = await scene.json('tally offline finish copy old.answer', 3);
  expect(told).toMatchObject({ status: 'not-accepted', code: 'rolled-back' });
});

test(`the sovereign stopped, ${HOW}: two processes that exchange only files pay by tab and by cheque`, async () => {
  await scene.well('tally allowance open ada 40.00 HRB --per-cheque 10.00 --days 7');
  expect((await scene.server.stop()).status).toBe(0);
  const byTab = await exchange({ payer: 'ada', payee: 'ben', amount: '4.00' });
  const fromAda = { kind: 'tab', doubleSpend: 'prevented', amount: '4.00' };
  expect(byTab[0]).toMatchObject({ status: 'handed-over', ...fromAda, toHandle: 'ben' });
  expect(byTab[1]).toMatchObject({ status: 'accepted', ...fromAda, memo: 'fish' });
  expect(byTab[2]).toMatchObject({ status: 'confirmed', amount: '4.00', toHandle: 'ben' });
  const byCheque = await exchange({ payer: 'ada', payee: 'cyd', amount: '7.00' });
  expect(byCheque[0]).toMatchObject({ kind: 'cheque', doubleSpend: 'detected', sequence: 1 });
  expect(byCheque[1]).toMatchObject({ status: 'accepted', kind: 'cheque' });
  expect((await scene.type(alone('tally sync ben')).finished).status).toBe(4);
  const words = await scene.well(alone('tally exposure cyd'));
  expect(words.stdout).toMatch(
    /Could still be lost: 7\.00 HRB\n7\.00 {2}HRB {2}cheque from tally1/,
  );
  expect(words.stdout).toContain('Double spend is detected, and proven to anyone.');

  await scene.serving();
  const synced = await scene.json('tally sync ben');
  const claimed = { kind: 'tab', amount: '5.00', currency: 'HRB', fromHandle: 'ada' };
  expect(synced).toMatchObject({ claimed: [claimed] });
  const deposited = 'Deposited cheques of @ada: 7.00 HRB.';
  expect((await scene.well('tally sync cyd')).stdout).toContain(deposited);
  await scene.well('tally sync ada');
  const sums = [{ HRB: '910.00' }, { HRB: '5.00' }, { HRB: '7.00' }];
  expect(await balances('ada', 'ben', 'cyd')).toMatchObject(sums);
  for (const name of ['ada', 'ben', 'cyd']) await scene.well(`tally verify ${name}`);
  for (const where of ['harbour', scene.url]) {
    expect(await scene.json(`tally audit ${where}`)).toMatchObject({ ok: true, problems: [] });
  }
  expect((await scene.well('tally exposure cyd')).stdout).toMatch(/^Nothing could be lost/);
});

describe('what is not what it should be is refused with the reason, and nothing has changed', () => {
  const standing = async (): Promise<unknown[]> => [
    await scene.json('tally exposure ben'),
    await scene.json('tally exposure cyd'),
    await scene.json('tally tab list ada'),
    await scene.json('tally allowance list ada'),
  ];
  let before: unknown[];
  beforeAll(async () => {
    before = await standing();
  });

  function requestOf(name: string): Extract<Message, { kind: 'request' }> {
    const message = decodeMessage(read(name));
    if (message.ok && message.value.kind === 'request') return message.value;
    throw new Error('no request');
  }

  test('requests: cut short, too long, altered, of another sovereign, in another currency, of another kind', async () => {
    await scene.well('tally offline request ben 3.00 HRB --within 1h --out r.request');
    const bytes = read('r.request');
    const pay = (name: string): Promise<string> =>
      refusal(`tally offline pay ada ${name} --out x.act`);
    expect(await pay(write('short', bytes.subarray(0, 700)))).toBe('bad-message');
    expect(await pay(write('long', new Uint8Array(300_000)))).toBe('bad-message');
    const { request, membership } = requestOf('r.request');
    const inner = decode(offlineRequestCodec, request.request);
    if (!inner.ok) throw new Error('no request');
    const changed = (change: object): Uint8Array => {
      const other = encode(offlineRequestCodec, { ...inner.value, ...change });
      const signed = { request: other, signature: request.signature };
      return encodeMessage({ kind: 'request', request: signed, membership });
    };
    expect(await pay(write('more', changed({ amount: 400n })))).toBe('request-signature');
    const elsewhere = changed({ sovereign: new Uint8Array(32) });
    expect(await pay(write('elsewhere', elsewhere))).toBe('request-other-sovereign');
    await scene.well('tally offline request ben 3.00 EUR --out e.request');
    expect(await pay('e.request')).toBe('no-room');
    expect(await pay('ada-ben.receipt')).toBe('other-message');
    const meant = await scene.json('tally offline pay ada r.request --amount 2.00 --out x.act', 2);
    expect(meant).toMatchObject({ error: { code: 'amount-differs' } });
  });

  test('acts: handed over again, to somebody else, as frames that are of another message, or too few', async () => {
    const accept = (who: string, file: string): Promise<string> =>
      refusal(`tally offline accept ${who} ${file} --out x.receipt`);
    const again = 'tally offline accept cyd ada-cyd.act --out again.receipt';
    expect(await scene.json(again)).toMatchObject({ status: 'accepted', amount: '7.00' });
    expect(read('again.receipt')).toEqual(read('ada-cyd.receipt'));
    await scene.well('tally offline finish ada again.receipt');
    const frames = await scene.well('tally offline accept cyd ada-cyd.act --qr');
    write('frames.txt', frames.stdout);
    expect(await refusal('tally offline accept dan frames.txt --out x')).toBe('other-message');
    write('few.txt', frames.stdout.split('\n').slice(0, 2).join('\n'));
    expect(await refusal('tally offline finish ada few.txt')).toBe('frames-missing');
    expect(await accept('dan', 'ada-cyd.act')).toBe('request');
  });

  test('and nothing has changed', async () => {
    expect(await standing()).toEqual(before);
  });
});

test('two halves that are compared are in step', async () => {
  await scene.well('tally offline half ada @ben --out ada.half');
  const compared = await scene.json('tally offline accept ben ada.half --out ben.half');
  expect(compared).toMatchObject({ code: 'half', fault: 'in-step' });
  const told = await scene.json('tally offline finish ada ben.half');
  expect(told).toMatchObject({ code: 'in-step' });
});

test('an act above a limit, or too late, is not accepted; the one can be accepted later, the other is voided', async () => {
  const made = await scene.json('tally offline request ben 3.00 HRB --within 15s --out l.request');
  await scene.well('tally offline pay ada l.request --out l.act');
  const act = read('l.act');
  const broken = act.with(400, (act[400] ?? 0) ^ 1);
  expect(await refusal(`tally offline accept ben ${write('broken.act', broken)} --out x`)).toMatch(
    /^(act|bad-message|half)$/,
  );
  const limits = '--per-cheque 1.00 --per-payer 9.00 --total 9.00';
  await scene.well(`tally offline limits cyd HRB ${limits}`);
  await scene.well('tally offline request cyd 2.00 HRB --out c.request');
  await scene.well('tally offline pay ada c.request --out c.act');
  expect(await refusal('tally offline accept cyd c.act --out x.receipt')).toBe('limit');
  await scene.well('tally offline limits cyd HRB --clear');
  await scene.well('tally offline accept cyd c.act --out c.receipt');
  await scene.well('tally offline finish ada c.receipt');
  await wait(Math.max(0, Number(made['until']) + 100 - Date.now()));
  expect(await refusal('tally offline accept ben l.act --out x')).toBe('request');
  expect(await refusal('tally offline pay dan l.request --out x.act')).toBe('request-expired');
  await scene.well('tally offline void ben l.act --out l.void');
  // A payer believes no void that nobody has confirmed.
  expect(await refusal('tally offline finish ada l.void')).toBe('void-unconfirmed');
  const voided = await scene.json('tally offline finish ada l.void --void 3.00');
  expect(voided).toMatchObject({ status: 'voided', amount: '3.00' });
});

test('the page for shopkeepers: every line of it works', async () => {
  const page = readFileSync(new URL('../../../docs/people/offline.md', import.meta.url), 'utf8');
  const lines = [...page.matchAll(/^npx (tally .+)$/gm)].map(([, line = '']) => line);
  expect(lines.length).toBeGreaterThan(8);
  for (const line of lines) {
    const { status, stderr } = await scene.type(line).finished;
    expect({ line, status, stderr }).toMatchObject({ status: 0 });
  }
  expect(await balances('ben')).toMatchObject([{ HRB: '10.00' }]);
});

test('a folder that was copied: both cheques pay within the bound, and the fork is proven to anybody', async () => {
  cpSync(scene.path('ada'), scene.path('clone'), { recursive: true });
  await exchange({ payer: 'ada', payee: 'cyd', amount: '8.00' });
  await exchange({ payer: 'clone', payee: 'dan', amount: '9.00' });
  await scene.well('tally sync cyd');
  expect(await forks()).toEqual([]);
  // The second deposit shows the fork, and the sovereign proves it from the two: nobody has to meet anybody.
  const noticed = await scene.well('tally sync dan');
  expect(await balances('cyd', 'dan')).toMatchObject([{ HRB: '17.00' }, { HRB: '9.00' }]);
  expect(noticed.stdout).toContain(
    'On the log now: proof that on an allowance @ada has signed two contents',
  );
  const [fork] = await forks();
  expect(fork).toMatchObject({
    forkProof: expect.stringMatching(/./),
    proof: expect.stringMatching(/./),
  });
  // Whoever deposited first learns of it, too, at its next sync, and can show it.
  await scene.well('tally sync cyd');
  const known = { hold: fork?.['hold'], isOnLog: true };
  expect(await scene.json('tally offline forks cyd')).toMatchObject({ forks: [known] });

  await scene.well('tally offline forks cyd --out fork.evidence');
  const { sovereign } = (await (await fetch(`${scene.url}/v1/constitution`)).json()) as {
    sovereign: string;
  };
  const evidence = read('fork.evidence');
  const verify = alone(`tally verify --fork fork.evidence --pin ${sovereign}`);
  const proven = await scene.json(verify);
  expect(proven).toMatchObject({ ok: true, hold: fork?.['hold'], writer: fork?.['writer'] });
  const other = `tally verify --fork fork.evidence --pin ${'00'.repeat(32)}`;
  expect(await scene.json(other, 5)).toMatchObject({ problems: [{ what: 'other-sovereign' }] });
  const sovereignId = fromHex(sovereign, 32) ?? new Uint8Array();
  expect(bentForks(evidence, sovereignId)).toEqual([]);
  expect(await scene.json('tally audit harbour')).toMatchObject({ ok: true });
});

async function forks(): Promise<Record<string, unknown>[]> {
  const answer = await fetch(`${scene.url}/v1/forks`);
  return ((await answer.json()) as { forks: Record<string, unknown>[] }).forks;
}

/** Where a bit of the evidence can be flipped and it still proves a fork; the bits of hedged signatures cannot either. */
function bentForks(evidence: Uint8Array, pinned: Uint8Array): number[] {
  const proves = (bytes: Uint8Array): boolean => {
    const decoded = decode(forkEvidenceCodec, bytes);
    return decoded.ok && verifyForkEvidence(decoded.value, pinned, nodeCrypto).ok;
  };
  expect(proves(evidence)).toBe(true);
  const places = Array.from({ length: 60 }, (_, i) => Math.floor((i * evidence.length) / 60));
  return places.filter((at) => proves(evidence.with(at, (evidence[at] ?? 0) ^ 4)));
}
