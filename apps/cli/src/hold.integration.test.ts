import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OfflineScene, offlineScene } from './testing/offline-scene.ts';

const DIE = fileURLToPath(new URL('./testing/die-at-step.ts', import.meta.url));
/** No command has more steps than that: else it makes no progress. */
const MOST_DEATHS = 40;

let scene: OfflineScene;
beforeAll(async () => {
  scene = await offlineScene(['ada', 'ben', 'cyd']);
});
afterAll(() => scene.end());

async function balanceOf(name: string): Promise<string> {
  const { balances } = await scene.json(`tally balance ${name}`);
  return (balances as Record<string, string>)['HRB'] ?? '0.00';
}

/** Gives one command again and again; each process dies one durable step later than the one before, until one ends. */
async function untilDone(line: string, when: 'before' | 'after'): Promise<number> {
  for (let deaths = 0; deaths < MOST_DEATHS; deaths += 1) {
    const env = `env DIE=${when}:${deaths + 1} NODE_OPTIONS=--import=${DIE}`;
    const running = scene.type(`${env} ${line}`);
    const { status, stderr } = await running.finished;
    if (status === 0) return deaths;
    expect({ line, stderr, signal: running.child.signalCode }).toMatchObject({
      signal: 'SIGKILL',
    });
  }
  throw new Error(`${line} never ended`);
}

const ESCROW =
  'tally hold put ada @ben 50.00 HRB --when "signed 1 of ada, cyd" --refund "signed 1 of ben, cyd" --until 30d';

describe('an escrow on the command line', () => {
  test('says what is missing, whose word it waits for, and what to type next', async () => {
    const put = await scene.json(`${ESCROW} --reference first`);
    expect(put).toMatchObject({ status: 'final', amount: '50.00', commitment: expect.any(String) });
    const again = await scene.json(`${ESCROW} --reference first`);
    expect(again).toMatchObject({ hold: put['hold'] });
    const early = await scene.run('tally hold take ben @ada');
    expect(early.status).toBe(3);
    expect(early.stderr).toContain('1 signature by');
    expect(early.stderr).toMatch(/\bkey [0-9a-f]{16}\b/);
    expect(early.stderr).not.toMatch(/[\w-]{65}/);
    expect(early.stderr).toContain('tally hold add ben FILE');
    const unknown = await scene.run('tally hold release cyd @ada');
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toContain('tally hold add cyd FILE');
    await scene.well('tally hold terms ada @ben --out terms.txt');
    const { stdout } = await scene.run('tally hold add cyd terms.txt');
    expect(stdout).toContain('claim 0: to @ben, signed 1 of ada, cyd');
    expect(stdout).toContain('waits for your word');
    const id = String(put['hold']).slice(0, 8);
    const which = await scene.run(`tally hold release cyd ${id}`);
    expect(which).toMatchObject({ status: 2 });
    expect(which.stderr).toContain('one of 0, 1');
    await scene.well(`tally hold release cyd ${id} --claim 0 --out word.txt`);
    await scene.well('tally hold add ben word.txt');
    const wrong = await scene.run('tally hold add ben terms.tx');
    expect(wrong.status).toBe(2);
    const { stdout: listed } = await scene.run('tally hold list ben');
    expect(listed).toContain('can be taken');
    await scene.well('tally hold take ben @ada');
    expect(await balanceOf('ben')).toBe('50.00');
    expect(await scene.json('tally hold list ada')).toEqual({ holds: [] });
    const bad = await scene.run('tally hold put ada @ben 1.00 HRB --when "sometimes" --until 1d');
    expect(bad.status).toBeGreaterThan(1);
  });
});

describe.each(['before', 'after'] as const)('SIGKILL %s every durable step', (when) => {
  test('of an escrow: the same commands go on, and it is put and taken once', async () => {
    const before = await balanceOf('ben');
    const deaths = [
      await untilDone(`${ESCROW} --reference ${when}`, when),
      await untilDone(`tally hold terms ada @ben --out ${when}.terms`, when),
      await untilDone(`tally hold add cyd ${when}.terms`, when),
    ];
    const { holds } = (await scene.json('tally hold list ada')) as { holds: { hold: string }[] };
    expect(holds.length).toBe(1);
    const id = holds[0]?.hold ?? '';
    deaths.push(
      await untilDone(`tally hold release cyd ${id} --claim 0 --out ${when}.word`, when),
      await untilDone(`tally hold add ben ${when}.word`, when),
      await untilDone(`tally hold take ben ${id}`, when),
    );
    expect(deaths.filter((count) => count > 0).length).toBeGreaterThan(3);
    expect(Number(await balanceOf('ben')) - Number(before)).toBe(50);
    for (const who of ['ada', 'ben', 'cyd']) await scene.well(`tally verify ${who}`);
  });
});

test('a mandate pays the first period at once, says what is set aside, and is cancelled by name', async () => {
  const made = await scene.json(
    'tally mandate create ada @cyd 10.00 HRB --every 30d --times 12 --ahead 1 --reference rent',
  );
  await untilDone(
    'tally mandate create ada @cyd 10.00 HRB --every 30d --times 12 --ahead 1 --reference rent',
    'before',
  );
  const { mandates } = (await scene.json('tally mandate list ada')) as { mandates: object[] };
  expect(mandates.length).toBe(1);
  // The second period is further away than one period: nothing of it is set aside yet.
  expect(made).toMatchObject({ funded: 1, periods: 12, status: 'active' });
  expect(await balanceOf('cyd')).toBe('10.00');
  const { stdout } = await scene.run('tally mandate list ada');
  expect(stdout).toContain('10.00 HRB to @cyd every 30 days, 12 times');
  const cancelled = await scene.json('tally mandate cancel ada @cyd');
  expect(cancelled).toMatchObject({ status: 'cancelled' });
  const none = await scene.run('tally mandate cancel ada @cyd');
  expect(none.status).toBe(2);
  expect(await scene.json('tally audit harbour')).toMatchObject({ ok: true, problems: [] });
});

test('a swap on the command line: each side checks the other’s part before it binds itself', async () => {
  await scene.well('tally sovereign issue harbour @cyd 5.00 EUR');
  const before = Number(await balanceOf('cyd'));
  const secret = String((await scene.json('tally hold secret ada'))['hash']);
  const first = `tally hold put ada @cyd 20.00 HRB --when "preimage ${secret}" --until 5d`;
  const { hold: part } = await scene.json(first);
  const check = `tally hold check cyd @ada --hold ${String(part).slice(0, 8)}`;
  const agreed = await scene.json(`${check} 20.00 HRB --answer-until 2d`);
  expect(agreed).toMatchObject({ hash: secret, when: `preimage ${secret}` });
  for (const [terms, differs] of [
    ['21.00 HRB --answer-until 2d', 'amount'],
    ['20.00 HRB --answer-until 5d', 'until'],
    ['20.00 HRB --answer-until 2d --margin 4d', 'until'],
  ]) {
    const { status, stderr } = await scene.run(`${check} ${terms}`);
    expect({ terms, status, stderr }).toMatchObject({
      status: 3,
      stderr: expect.stringContaining(`agreed upon: ${differs}. Lock nothing`),
    });
    expect(stderr).toContain('tally hold list cyd');
  }
  const { stdout } = await scene.run(`${check} 20.00 HRB --answer-until 2d`);
  const [, next = ''] = /^Next: (tally hold put .*)$/m.exec(stdout) ?? [];
  await scene.well(next.replace('AMOUNT CURRENCY', '5.00 EUR'));
  await scene.well('tally sync ada');
  const { hold } = await scene.json(`tally hold check ada @cyd 5.00 EUR --hash ${secret}`);
  const other = await scene.run(`tally hold check ada @cyd 5.00 EUR --hash ${'00'.repeat(32)}`);
  expect(other.stderr).toContain('agreed upon: hash');
  await scene.well(`tally hold take ada ${String(hold)}`);
  expect(Number(await balanceOf('cyd')) - before).toBe(20);
  const gone = await scene.run(`${check} 20.00 HRB --answer-until 2d`);
  expect(gone.status).toBe(3);
});
