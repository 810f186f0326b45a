import { execFile } from 'node:child_process';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Harbour } from '../testing/harbour.ts';
import { must } from '../testing/person.ts';
import type { Wallet } from '../core/wallet-types.ts';
import {
  createFolderWallet,
  joinFolderDevice,
  openFolderWallet,
  prepareFolderDevice,
} from './folder-wallet.ts';

const run = promisify(execFile);

let harbour: Harbour;
beforeAll(async () => {
  harbour = await Harbour.open();
});
afterAll(() => harbour.close());

const folderOf = (name: string): string => join(harbour.root, name);

async function create(handle: string): Promise<Wallet> {
  const options = { sovereign: harbour.url, country: 'KE', handle };
  return must(await createFolderWallet(folderOf(handle), options));
}

describe('wallets in folders, and a real sovereign over HTTP', () => {
  it('pay each other, memos and all, and verify', async () => {
    const ada = await create('ada');
    const ben = await create('ben');
    await harbour.issue(ada.view().address, 100_000n);
    expect(must(await ada.sync()).received).toEqual({ HRB: '1000.00' });
    const paid = must(await ada.pay({ to: '@ben', amount: '5.00', currency: 'HRB', memo: 'fish' }));
    expect(paid.status).toBe('final');
    expect(must(await ben.sync()).received).toEqual({ HRB: '5.00' });
    expect(must(await ben.history()).at(-1)).toMatchObject({ handle: 'ada', memo: 'fish' });
    must(await ada.sync());
    expect(must(await ada.balances())).toEqual({
      balances: { HRB: '995.00' },
      incoming: {},
      outgoing: {},
    });
    for (const wallet of [ada, ben]) {
      const verified = must(await wallet.verify());
      expect([verified.problems, verified.checked.online]).toEqual([[], true]);
    }
    const theirs = must(await ben.checkpoints());
    expect(must(await ada.compareCheckpoints(theirs))).toEqual([]);
    await ada.close();
    await ben.close();
    const again = must(await openFolderWallet(folderOf('ada')));
    expect(must(await again.balances()).balances).toEqual({ HRB: '995.00' });
    await again.close();
  });

  it('change their identity: countries, handles, further devices', async () => {
    const eve = await create('eve');
    must(await eve.addCountry('TZ'));
    must(await eve.claimHandle('eve.two'));
    expect(eve.view()).toMatchObject({ countries: ['KE', 'TZ'], handle: 'eve.two' });
    await harbour.issue(eve.view().address, 1000n);

    const phone = folderOf('eve-phone');
    const request = must(await prepareFolderDevice(phone, { sovereign: harbour.url }));
    expect(await openFolderWallet(phone)).toMatchObject({ failure: { code: 'not-enrolled' } });
    const { invitation } = must(await eve.addDevice(request));
    const second = must(await joinFolderDevice(phone, invitation));
    expect(second.view()).toMatchObject({ address: eve.view().address, ordinal: 1 });
    expect(must(await second.sync()).received).toEqual({ HRB: '10.00' });
    await second.close();
    const opened = must(await openFolderWallet(phone));
    must(await opened.pay({ to: '@eve.two', amount: '1.00', currency: 'HRB', memo: 'to myself' }));
    expect(must(await eve.sync()).received).toEqual({ HRB: '1.00' });
    expect(must(await eve.history()).at(-1)).toMatchObject({ memo: 'to myself' });
    expect(must(await opened.verify()).problems).toEqual([]);

    must(await opened.pay({ to: '@eve.two', amount: '2.00', currency: 'HRB' }));
    must(await eve.revokeDevice(1));
    // What the revoked device had left comes back to the identity, beside what it had paid.
    expect(must(await eve.sync()).received).toEqual({ HRB: '9.00' });
    const refused = await opened.pay({ to: '@eve.two', amount: '1.00', currency: 'HRB' });
    expect(refused.ok).toBe(false);
    expect(must(await eve.verify()).problems).toEqual([]);
    await opened.close();
    // The last device goes with the root only, which this wallet holds.
    must(await eve.revokeDevice(0));
    expect(await eve.pay({ to: '@eve.two', amount: '1.00', currency: 'HRB' })).toMatchObject({
      ok: false,
    });
    await eve.close();
  });

  it('keep their folder to their owner, and leave nothing behind where they cannot be made', async () => {
    const folder = folderOf('fay');
    const fay = must(
      await createFolderWallet(folder, {
        sovereign: harbour.url,
        country: 'KE',
        passphrase: 'correct horse',
      }),
    );
    await fay.close();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) {
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
    expect(readdirSync(folder)).not.toContain('unlock.key');
    expect(await openFolderWallet(folder)).toMatchObject({ failure: { code: 'no-unlock' } });
    expect(await openFolderWallet(folder, { passphrase: 'wrong' })).toMatchObject({
      failure: { kind: 'usage', code: 'wrong-unlock' },
    });
    const opened = must(await openFolderWallet(folder, { passphrase: 'correct horse' }));
    expect(await openFolderWallet(folder, { passphrase: 'correct horse' })).toMatchObject({
      failure: { kind: 'busy', code: 'wallet-locked' },
    });
    await opened.close();
    const options = { sovereign: harbour.url, country: 'KE' };
    expect(await createFolderWallet(folder, options)).toMatchObject({
      failure: { code: 'wallet-exists' },
    });
    await create('gil').then((gil) => gil.close());
    expect(
      await createFolderWallet(folderOf('other'), { ...options, handle: 'gil' }),
    ).toMatchObject({ failure: { kind: 'refused', code: 'handle-taken' } });
    const nowhere = { ...options, sovereign: 'http://127.0.0.1:9' };
    expect(await createFolderWallet(folderOf('other'), nowhere)).toMatchObject({
      failure: { kind: 'unreachable' },
    });
    const pinned = { ...options, pin: '0'.repeat(64) };
    expect(await createFolderWallet(folderOf('other'), pinned)).toMatchObject({
      failure: { kind: 'tampering', code: 'other-sovereign' },
    });
    expect(readdirSync(harbour.root)).not.toContain('other');
  });

  it('find a changed byte in any of their files, and say where', async () => {
    const hal = await create('hal');
    await harbour.issue(hal.view().address, 1000n);
    must(await hal.sync());
    must(await hal.pay({ to: '@hal', amount: '1.00', currency: 'HRB', memo: 'to myself' }));
    must(await hal.sync());
    await hal.close();
    const folder = folderOf('hal');
    const files = readdirSync(folder).filter((name) => statSync(join(folder, name)).size > 0);
    expect(files.toSorted()).toEqual(['unlock.key', 'wallet.db', 'wallet.db.pages']);
    const missed: string[] = [];
    for (const name of files) {
      const path = join(folder, name);
      const original = readFileSync(path);
      const step = Math.max(1, Math.floor(original.length / 24));
      for (let at = 0; at < original.length; at += step) {
        const changed = Buffer.from(original);
        changed[at] = (changed[at] ?? 0) ^ 0x04;
        writeFileSync(path, changed);
        if (!(await isFound(folder, name))) missed.push(`${name}, byte ${at}`);
      }
      writeFileSync(path, original);
    }
    expect(missed).toEqual([]);
    expect(await isFound(folder, 'wallet.db')).toBe(false);
  });
});

it('are open in one process at a time, also while their files are inspected', async () => {
  const wallet = await create('ivy');
  expect(must(await wallet.verify()).ok).toBe(true);
  const script = `
    const { openFolderWallet } = await import(process.argv[1]);
    const opened = await openFolderWallet(process.argv[2]);
    console.log(opened.ok ? 'open' : opened.failure.code);
    if (opened.ok) await opened.value.close();`;
  const module = fileURLToPath(new URL('../node.ts', import.meta.url));
  const args = ['--input-type=module', '--eval', script, module, folderOf('ivy')];
  const elsewhere = async (): Promise<string> => (await run(process.execPath, args)).stdout.trim();
  expect(await elsewhere()).toBe('wallet-locked');
  await wallet.close();
  expect(await elsewhere()).toBe('open');
});

/** Whether opening and verifying finds something, and names the file. */
async function isFound(folder: string, name: string): Promise<boolean> {
  const opened = await openFolderWallet(folder);
  if (!opened.ok) {
    expect(opened.failure.kind).toBe('tampering');
    return JSON.stringify(opened.failure.data).includes(name);
  }
  const verified = must(await opened.value.verify());
  await opened.value.close();
  return verified.problems.some(({ where }) => where.includes(name));
}
