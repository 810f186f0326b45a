import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { payOver, receiveOver } from '../core/offline/channel/meet.ts';
import { streamChannel } from '../core/offline/channel/stream-channel.ts';
import type { MessageChannel } from '../core/offline/channel/channel.ts';
import type { Wallet } from '../core/wallet-types.ts';
import { Harbour } from '../testing/harbour.ts';
import { must } from '../testing/person.ts';
import { createFolderWallet } from './folder-wallet.ts';
import { nodeStreams } from './node-streams.ts';

let harbour: Harbour;
let ada: Wallet;
let ben: Wallet;

beforeAll(async () => {
  harbour = await Harbour.open();
  const create = async (handle: string): Promise<Wallet> =>
    must(
      await createFolderWallet(join(harbour.root, handle), {
        sovereign: harbour.url,
        country: 'KE',
        handle,
        rootSuite: 3,
      }),
    );
  [ada, ben] = [await create('ada'), await create('ben')];
  await harbour.issue(ada.view().address, 100_000n);
  must(await ada.sync());
});

afterAll(async () => {
  await ada.close();
  await ben.close();
  await harbour.close();
});

function channels(): [MessageChannel, MessageChannel] {
  const [there, back] = [new PassThrough(), new PassThrough()];
  return [streamChannel(nodeStreams(back, there)), streamChannel(nodeStreams(there, back))];
}

async function meet(amount: string): Promise<{ paid: string; accepted: string; kind: string }> {
  const [near, far] = channels();
  const asked = { amount, currency: 'HRB' };
  const [accepted, paid] = await Promise.all([
    receiveOver(ben.offline(), far, asked),
    payOver(ada.offline(), near, (request) => Promise.resolve(request.amount)),
  ]);
  await near.close();
  await far.close();
  const acceptance = must(accepted);
  const kind = acceptance.status === 'accepted' ? acceptance.kind : acceptance.code;
  return { paid: must(paid).status, accepted: acceptance.status, kind };
}

describe('two wallets in folders, with a real sovereign before and after', () => {
  it('pay over byte streams by cheque and by tab, and claim it', async () => {
    const allowance = { amount: '40.00', currency: 'HRB', perCheque: '10.00', days: 7 };
    must(await ada.offline().openAllowance({ ...allowance, collateral: '10.00' }));
    must(await ben.offline().prepare());
    expect(await meet('5.00')).toEqual({ paid: 'confirmed', accepted: 'accepted', kind: 'cheque' });
    const tab = { to: '@ben', amount: '50.00', currency: 'HRB', days: 30 };
    must(await ada.offline().openTab(tab));
    expect(await meet('7.50')).toEqual({ paid: 'confirmed', accepted: 'accepted', kind: 'tab' });
    expect(await meet('0.50')).toEqual({ paid: 'confirmed', accepted: 'accepted', kind: 'tab' });
    expect(must(await ben.sync()).received).toEqual({ HRB: '13.00' });
    for (const wallet of [ada, ben]) expect(must(await wallet.verify()).problems).toEqual([]);
  });

  it('come into step when a receipt was lost', async () => {
    const { message } = must(await ben.offline().request('1.00', 'HRB'));
    const lost = must(await ada.offline().pay(message, { confirmAmount: '1.00' }));
    must(await ben.offline().accept(lost.message));
    expect(await meet('2.00')).toEqual({ paid: 'confirmed', accepted: 'accepted', kind: 'tab' });
    expect(must(await ben.sync()).received).toEqual({ HRB: '3.00' });
  });
});
