import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RunningSovereign, startSovereign } from '@tallystick/sovereign';
import { createFolderWallet } from '@tallystick/wallet/node';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { writeAddress } from './sovereign/running.ts';
import { foundHarbour } from './testing/founding.ts';
import { type Said, goodHere, tallyHere } from './testing/here.ts';
import { cappedRules, proposedGovernance, shortGovernance } from './testing/prepare-votes.ts';
import { type Scene, createScene } from './testing/scene.ts';

/** A wallet pays nothing for a while after it was refused: each refusal is another one's. */
const PAYERS = ['ada', 'cyd', 'dee'] as const;

const LIST =
  'list BARRED of countries version 1 in force from 2026-01-01 fresh for 365 days:\n  UG\n';

const PROCEDURES = [
  { for: 'modules', comment: '10 minutes', vote: '10 minutes', emergency: '6 hours' },
  { for: 'currencies', comment: '10 minutes', vote: '10 minutes' },
  { for: ['peers', 'governance'], comment: '1 hour', vote: '1 hour' },
];

let scene: Scene;
let server: RunningSovereign;

/**
 * The node, wallets and commands have one clock, that of this process: nobody waits for stages, and
 * a slow machine has time for them.
 */
let ahead = 0;
const machine = Date.now;
const clock = {
  wall: (): number => machine() + ahead,
  steady: (): number => performance.now() + ahead,
  uptime: (): number => performance.now() + ahead,
};

function goOnTo(instant: number): void {
  ahead += Math.max(0, instant - clock.wall());
}

/** Wallets by name, in the scene's folder. */
const at = (name: string): string => scene.path(name);

beforeAll(async () => {
  vi.spyOn(Date, 'now').mockImplementation(clock.wall);
  scene = await createScene();
  const governance = shortGovernance(PROCEDURES);
  await foundHarbour(at('harbour'), { heartbeatMs: 200, closureAfterMs: 14_400_000 }, governance);
  server = await startSovereign({ folder: at('harbour'), port: 0, logLevel: 'silent', clock });
  await writeAddress(at('harbour'), server.url);
  for (const name of ['ada', 'ben', 'cyd', 'dee']) {
    const wallet = await createFolderWallet(at(name), {
      sovereign: server.url,
      country: 'KE',
      handle: name,
      rootSuite: 3,
    });
    if (!wallet.ok) throw new Error(wallet.failure.message);
    await wallet.value.close();
  }
  await goodHere('sovereign', 'issue', at('harbour'), '@ada', '300.00', 'HRB');
  for (const name of ['cyd', 'dee']) {
    await goodHere('pay', at('ada'), `@${name}`, '100.00', 'HRB');
    await goodHere('sync', at(name));
  }
}, 120_000);
afterAll(async () => {
  await server.close();
  await scene.end();
  vi.restoreAllMocks();
});

/** A text of KE's rules with a cap, in force from so long from now. */
function capped(version: number, cap: string, inMs: number): string {
  const from = new Date(Math.ceil((Date.now() + inMs) / 1000) * 1000);
  const all = cappedRules('KE', version, cap, from.toISOString().replace('.000Z', 'Z'));
  // Of another currency there is no rate: a payment in it would wait for one.
  const text = all.replace('when amount', 'when currency = HRB and amount');
  const file = at(`ke-${version}.rules`);
  writeFileSync(file, text);
  return file;
}

interface SavedVote {
  readonly constitution: string;
  readonly ballots: readonly { readonly entry: { readonly transition: string } }[];
  readonly proposal: {
    readonly id: string;
    readonly counts: readonly { readonly yes: number }[];
  };
}

interface Status {
  readonly stage: { readonly kind: string; readonly opens: number | null };
  readonly schedule: { readonly voteFrom: number; readonly voteUntil: number };
  readonly time: number;
  readonly next: readonly string[];
}

async function status(name: string): Promise<Status> {
  const said = await goodHere('rules', 'status', server.url, name, '--json');
  return said.json() as unknown as Status;
}

/** Asks until it is so; the test's own limit ends it otherwise. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(100);
}

/** Goes on to the end of a stage, and waits until the ledger is there. */
async function stageIs(name: string, kind: 'voting' | 'adopted'): Promise<void> {
  const { schedule } = await status(name);
  goOnTo(kind === 'voting' ? schedule.voteFrom : schedule.voteUntil);
  await until(async () => {
    const { stage } = await status(name);
    if (stage.kind === 'failed') throw new Error(`${name} failed`);
    return stage.kind === kind;
  });
}

async function inForce(name: string): Promise<void> {
  const { stage, schedule } = await status(name);
  goOnTo(stage.opens ?? schedule.voteUntil);
  await until(async () => {
    const { stage, time } = await status(name);
    return stage.kind === 'adopted' && stage.opens !== null && time >= stage.opens;
  });
}

async function pays(payer: (typeof PAYERS)[number], amount: string): Promise<boolean> {
  const { status: code, err } = await tallyHere('pay', at(payer), '@ben', amount, 'HRB');
  if (code === 0) return true;
  expect(err).toContain('Refused');
  return false;
}

/** Ada gives ben an act of their tab; whether ben, by the rules that the wallet carries, takes it. */
async function givesOffline(amount: string): Promise<boolean> {
  const [request, act, answer] = [at('request.tally'), at('act.tally'), at('answer.tally')];
  await goodHere('offline', 'request', at('ben'), amount, 'HRB', '--out', request);
  await goodHere('offline', 'pay', at('ada'), request, '--out', act);
  const { status: code, out } = await tallyHere(
    'offline',
    'accept',
    at('ben'),
    act,
    '--out',
    answer,
    '--json',
  );
  if (code !== 0) expect(out).toContain('"code":"rulebook"');
  await tallyHere('offline', 'finish', at('ada'), answer);
  return code === 0;
}

/** Lines of the page about a voted currency as they stand, in the scene's folder. */
async function typeFrames(from: number, to: number): Promise<Said[]> {
  const page = readFileSync(
    join(import.meta.dirname, '../../../docs/operators/treasuries.md'),
    'utf8',
  );
  const [, section = ''] = page.split('## A currency that is voted\n');
  const [about = ''] = section.split('\n## ');
  const framed = (kind: string): string[] =>
    [...about.matchAll(new RegExp(`^\`\`\`${kind}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, body = '']) =>
      body.trim(),
    );
  writeFileSync(at('fish.json'), framed('json')[0] ?? '');
  const lines = framed('console').flatMap((body) => body.split('\n'));
  const said: Said[] = [];
  for (const line of lines.slice(from, to)) {
    const [program, ...typed] = line.split(' ');
    expect(program).toBe('tally');
    const isOurs = /^(?:harbour|ben|fish[\w-]*\.json)$/;
    said.push(await goodHere(...typed.map((word) => (isOurs.test(word) ? at(word) : word))));
  }
  expect(lines).toHaveLength(7);
  return said;
}

async function approve(name: string): Promise<void> {
  const key = at('harbour/keys/signer-council-0.sealed');
  const opens = at('harbour/unlock.key');
  await goodHere('rules', 'approve', at('ben'), name, '--key', key, '--key-passphrase-file', opens);
}

async function voteOn(name: string): Promise<void> {
  await stageIs(name, 'voting');
  await goodHere('rules', 'vote', at('ada'), name, 'yes');
  await goodHere('rules', 'vote', at('ben'), name, 'abstain');
}

test(
  'a rule is proposed, tried, voted, activated at its instant, and rolled back',
  { timeout: 600_000 },
  async () => {
    expect((await goodHere('rules', 'status', server.url)).out).toContain(
      'Nothing has been proposed',
    );
    // By the emergency lane: it only tightens, and the council is enough.
    const first = await goodHere(
      'rules',
      'propose',
      at('ben'),
      capped(1, '50.00', 0),
      '--emergency',
      '--json',
    );
    expect(first.err).toContain('It newly refuses:');
    expect(first.json()).toMatchObject({ name: 'KE-1' });
    await approve('KE-1');
    await inForce('KE-1');
    expect(await pays('cyd', '60.00')).toBe(false);
    expect(await pays('ada', '10.00')).toBe(true);

    // What could come to nothing is not proposed.
    const loose = await tallyHere(
      'rules',
      'propose',
      at('ben'),
      capped(2, '90.00', 0),
      '--emergency',
    );
    expect(loose).toMatchObject({ status: 2, err: expect.stringContaining('only tightens') });
    const used = await tallyHere('rules', 'propose', at('ben'), capped(1, '9.00', 0));
    expect(used).toMatchObject({ status: 2, err: expect.stringContaining('would refuse it') });
    const list = at('list.rules');
    writeFileSync(list, LIST);
    const nobody = await tallyHere('rules', 'propose', at('ben'), list);
    expect(nobody).toMatchObject({ status: 2, err: expect.stringContaining('of nobody') });

    // No text: a file in JSON; given again, it is the same, and withdrawn it is another one.
    const written = {
      peers: JSON.stringify([{ name: 'North', sovereign: 'ab'.repeat(32) }]),
      governance: proposedGovernance(PROCEDURES),
    };
    for (const [matter, text] of Object.entries(written)) {
      writeFileSync(at(`${matter}.json`), text);
      const from = ['--matter', matter, '--from', '2026-01-01T00:00:00Z', '--json'];
      const propose = async (): Promise<Record<string, unknown>> =>
        (await goodHere('rules', 'propose', at('ben'), at(`${matter}.json`), ...from)).json();
      const first = await propose();
      expect(first).toMatchObject({ name: `${matter}-1`, stage: { kind: 'comment' } });
      expect((await propose())['proposal']).toBe(first['proposal']);
      if (matter !== 'peers') continue;
      await goodHere('rules', 'withdraw', at('ben'), 'peers-1');
      expect(await propose()).toMatchObject({ name: 'peers-2', stage: { kind: 'comment' } });
    }

    await goodHere('tab', 'open', at('ada'), '@ben', '40.00', 'HRB');
    await goodHere('sync', at('ben'));

    const file = capped(2, '5.00', 1_800_000);
    await goodHere('rules', 'try', file, '--generate', '50', '--currency', 'HRB:2');
    const alarm = ['--alarm', 'KE-1 refused: more than 50 within 24 hours'];
    const proposed = await goodHere('rules', 'propose', at('ada'), file, ...alarm, '--json');
    expect(proposed.json()).toMatchObject({ name: 'KE-2', stage: { kind: 'comment' } });
    const { proposal } = proposed.json();
    const told = await goodHere('rules', 'status', server.url, 'KE-2');
    expect(told.out).toMatch(/What is proposed:\n {2}module KE version 2 [^]*amount > 5\.00 HRB/);
    expect(told.out).toContain('KE-1 refused: more than 50 within 24 hours');
    expect(told.out).toMatch(/What the gates found:\n {2}It newly refuses:\n.*\n {6}for example /);
    // Given again, it is the same.
    const again = await goodHere('rules', 'propose', at('ada'), file, ...alarm, '--json');
    expect(again.json()).toMatchObject({ proposal });
    // A currency as well, as the page says it. Cyd is offline from before it until it is paid in it.
    await typeFrames(0, 2);
    await voteOn('KE-2');
    await approve('KE-2');
    await voteOn('currencies-1');
    await approve('currencies-1');
    const other = await tallyHere('rules', 'vote', at('ada'), 'KE-2', 'no');
    expect({ status: other.status, err: other.err }).toMatchObject({
      status: 3,
      err: expect.stringContaining('first ballot'),
    });
    expect(await pays('ada', '10.00')).toBe(true);
    await stageIs('KE-2', 'adopted');
    // Ben learns what is to come, and is offline from here on.
    await goodHere('sync', at('ben'));
    expect(await givesOffline('10.00')).toBe(true);
    await inForce('KE-2');
    expect(await givesOffline('10.00')).toBe(false);
    expect(await pays('dee', '10.00')).toBe(false);
    expect(await pays('ada', '5.00')).toBe(true);

    const back = await goodHere('rules', 'rollback', at('ada'), 'KE', '1', '--json');
    expect(back.json()).toMatchObject({ name: 'KE-3' });
    // Given again, it is the same: its number and date are not chosen anew.
    const backAgain = await goodHere('rules', 'rollback', at('ada'), 'KE', '1', '--json');
    expect(backAgain.json()).toMatchObject({ name: 'KE-3', proposal: back.json()['proposal'] });
    await voteOn('KE-3');
    await approve('KE-3');
    await stageIs('KE-3', 'adopted');
    await inForce('KE-3');
    expect(await pays('ada', '10.00')).toBe(true);
    expect((await goodHere('rules', 'status', at('ben'), 'KE-3')).out).toContain('in force since');

    await inForce('currencies-1');
    const unheard = await tallyHere('request', at('cyd'), '3', 'FSH');
    expect(unheard).toMatchObject({ status: 2, err: expect.stringContaining('sync first') });
    const issued = await typeFrames(2, 7);
    expect(issued.map(({ err }) => err).join('')).toContain('mint 20 FSH, until');
    expect(issued.at(-1)?.out).toMatch(/^FSH +25 +0 +25$/m);
    expect((await goodHere('sync', at('ada'))).out).toContain('25 FSH');
    await goodHere('pay', at('ada'), '@cyd', '3', 'FSH');
    expect((await goodHere('sync', at('cyd'))).out).toContain('3 FSH');
    const paid = await goodHere('pay', at('cyd'), '@ada', '1', 'FSH', '--json');
    expect(paid.json()).toMatchObject({ status: 'final' });
    const burn = await tallyHere('sovereign', 'burn', at('harbour'), '1', 'FSH');
    expect(burn).toMatchObject({ status: 3, err: expect.stringContaining('itself has 0') });

    // By anybody, from what stands on the log; and from what was saved of it, with no sovereign.
    const saved = at('vote.json');
    const counted = await goodHere(
      'vote',
      'verify',
      'KE-2',
      '--from',
      server.url,
      '--save',
      saved,
      '--json',
    );
    expect(counted.json()).toMatchObject({
      ok: true,
      ballots: 2,
      passes: true,
      yes: 1,
      abstain: 1,
    });
    expect(existsSync(saved)).toBe(true);
    const vote = JSON.parse(readFileSync(saved, 'utf8')) as SavedVote;
    const { sovereign, content } = counted.json();
    const recounted = await goodHere('vote', 'verify', 'KE-2', '--from', saved);
    expect(recounted.out).toContain('has passed');
    expect(recounted.out).toContain('a constitution that you did not name: pass --pin');
    for (const bound of [vote.proposal.id, content, `Harbour, ${String(sovereign)}`]) {
      expect(recounted.out).toContain(bound);
    }
    const pinned = ['--from', saved, '--pin', String(sovereign)];
    expect((await goodHere('vote', 'verify', 'KE-2', ...pinned)).out).not.toContain('--pin');
    // The result of one vote is not shown as that of another.
    writeFileSync(saved, JSON.stringify({ ...vote, proposal: { ...vote.proposal, name: 'KE-9' } }));
    const misnamed = await tallyHere('vote', 'verify', 'KE-9', '--from', saved);
    expect(misnamed).toMatchObject({
      status: 5,
      err: expect.stringContaining('is KE-2 by its heading'),
    });
    const [cast] = vote.ballots;
    const counts = [{ ...vote.proposal.counts[0], yes: 2 }];
    const founding = `${vote.constitution.slice(0, -8)}AAAAAAAA`;
    const entry = cast?.entry.transition ?? '';
    // In what the ballot says: its signature is for the ledger to check.
    const bent = `${entry.slice(0, 300)}${entry[300] === 'A' ? 'B' : 'A'}${entry.slice(301)}`;
    const forged = { ...cast, entry: { ...cast?.entry, transition: bent } };
    const lies: [RegExp, object][] = [
      [/are not all/, { ballots: vote.ballots.slice(1) }],
      [/are not all/, { ballots: vote.ballots.toReversed() }],
      [/does not count: voted/, { ballots: [...vote.ballots, cast] }],
      [/are not those of the ballots/, { proposal: { ...vote.proposal, counts } }],
      [/ballot 1/, { ballots: [forged, ...vote.ballots.slice(1)] }],
      [/the constitution and its epochs/, { constitution: founding }],
    ];
    for (const [message, lie] of lies) {
      writeFileSync(saved, JSON.stringify({ ...vote, ...lie }));
      const found = await tallyHere('vote', 'verify', 'KE-2', '--from', saved);
      expect(found).toMatchObject({ status: 5, err: expect.stringMatching(message) });
    }
  },
);
