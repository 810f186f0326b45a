import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundHarbour } from '../testing/founding.ts';
import { type Finished, type Scene, createScene, freePort } from '../testing/scene.ts';

let scene: Scene;
let url: string;

const LONG = { timeout: 110_000 };
/** An idle ledger tells the time often, so that a window is soon over. */
const HEARTBEAT_MS = 300;

beforeAll(async () => {
  scene = await createScene();
  await foundHarbour(scene.path('harbour'), { heartbeatMs: HEARTBEAT_MS });
  ({ url } = await scene.serve('harbour', '--port', String(await freePort())));
  await scene.good(...words(`wallet create ada --sovereign ${url} --handle ada --country KE`));
}, 60_000);
afterAll(() => scene.end());

const words = (line: string): string[] => line.split(' ');
const tally = (line: string): Promise<Finished> => scene.tally(...words(line), '--json');

async function good(line: string): Promise<Record<string, unknown>> {
  const done = await tally(line);
  expect({ line, status: done.status, stderr: done.stderr }).toMatchObject({ status: 0 });
  return done.json();
}

async function supply(): Promise<unknown> {
  return (await good('sovereign supply harbour'))['supply'];
}

test('what nobody took comes back after its time, is burned, or paid out again', LONG, async () => {
  await good('sovereign issue harbour @ada 2.00 HRB --within 1h');
  const early = await good('sovereign return harbour HRB');
  expect(early).toMatchObject({ status: 'nothing', returned: '0.00', holds: 0 });
  await good('sovereign issue harbour @ada 10.00 HRB --within 3s');
  await good('sovereign issue harbour @ada 5.00 HRB --within 3s');
  // Their time ends by the ledger's clock, with the one heartbeat or the next.
  const back = { returned: 0, holds: 0 };
  while (back.holds < 2) {
    const { returned, holds, isAll } = await good('sovereign return harbour HRB');
    expect(isAll).toBe(true);
    back.returned += Number(returned);
    back.holds += Number(holds);
  }
  expect(back).toEqual({ returned: 15, holds: 2 });
  expect(await good('sovereign return harbour HRB')).toMatchObject({ status: 'nothing' });
  expect((await good('balance ada'))['balances']).toEqual({ HRB: '2.00' });

  expect(await good('sovereign burn harbour 4.00 HRB')).toMatchObject({ status: 'final' });
  const burned = { HRB: { minted: '17.00', burned: '4.00', circulating: '13.00' } };
  expect(await supply()).toEqual(burned);
  const tooMuch = await tally('sovereign burn harbour 11.01 HRB');
  expect(tooMuch.status).toBe(3);
  expect(tooMuch.json()).toMatchObject({
    refusal: { code: 'insufficient-balance', data: { balance: '11.00' } },
  });
  expect(await supply()).toEqual(burned);
  for (const amount of ['0', '1.001', '-1', 'much']) {
    expect((await tally(`sovereign burn harbour ${amount} HRB`)).status).toBe(2);
  }

  await good('sovereign issue harbour @ada 11.00 HRB');
  expect(await supply()).toEqual(burned);
  expect((await good('balance ada'))['balances']).toEqual({ HRB: '13.00' });
  expect(await good(`audit ${url}`)).toMatchObject({ ok: true });
});

test('several sign for it, and see what it does', LONG, async () => {
  for (const name of ['ada', 'ben']) {
    writeFileSync(scene.path(`${name}.passphrase`), `${name} knows\n`);
    await good(`sovereign key ${name}.key --passphrase-file ${name}.passphrase`);
  }
  await good(
    'sovereign create coop --name Co-op --country KE --currency COP:2 --treasury COP:2:ada.key.pub,ben.key.pub',
  );
  const coop = await scene.serve('coop', '--port', String(await freePort()));
  await good(`wallet create eve --sovereign ${coop.url} --handle eve --country KE`);
  const agree = async (order: string): Promise<string> => {
    await good(`sovereign ${order} --propose p.json`);
    const sign = 'sovereign sign p.json --passphrase-file';
    const shown = await tally(`${sign} ada.passphrase --key ada.key`);
    await good(`${sign} ben.passphrase --key ben.key`);
    expect(await good('sovereign submit coop p.json')).toMatchObject({ status: 'final' });
    return shown.stderr;
  };
  await agree('issue coop @eve 9.00 COP --within 10s');
  await sleep(10_500);
  // The ledger tells the time with what it admits.
  await good(`wallet create fay --sovereign ${coop.url} --handle fay --country KE`);
  expect(await agree('return coop COP')).toContain('take back 9.00 COP from 1 payment not taken');
  expect(await agree('burn coop 9.00 COP')).toContain('burn 9.00 COP');
  expect((await good('sovereign supply coop'))['supply']).toEqual({
    COP: { minted: '9.00', burned: '9.00', circulating: '0.00' },
  });
  expect(await good(`audit ${coop.url}`)).toMatchObject({ ok: true });
});
