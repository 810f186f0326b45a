import { expect, it } from 'vitest';
import { UNLOCK, funded, must } from '../../../testing/person.ts';
import { Town } from '../../../testing/town.ts';
import { openVault } from '../../vault/vault.ts';
import type { Wallet } from '../../wallet-types.ts';
import { OFFLINE_KEYS } from '../records/keys.ts';
import { type OutgoingRecord, outgoingRecordCodec } from '../records/stream-records.ts';
import { findRecord, store, storing } from '../../context.ts';

const PRICE = { price: '0.01', perTicks: 1 };

async function problems(wallet: Wallet): Promise<string[]> {
  return must(await wallet.verify()).problems.map(({ what }) => what);
}

it.each<[string, (record: OutgoingRecord) => OutgoingRecord, string[]]>([
  ['as it was written', (record) => record, []],
  [
    'with another seed',
    (record) => ({ ...record, seed: record.seed.with(31, record.seed[31]! ^ 1) }),
    ['has a seed that does not lead to its anchor'],
  ],
  [
    'with another anchor',
    (record) => ({ ...record, stream: { ...record.stream, anchor: new Uint8Array(32) } }),
    ['is of another act than the last'],
  ],
  [
    'with another price',
    (record) => ({ ...record, stream: { ...record.stream, units: 2n } }),
    ['is of another act than the last'],
  ],
  [
    'of another act',
    (record) => ({ ...record, sequence: record.sequence + 1 }),
    ['is of another act than the last'],
  ],
  [
    'with more ticks than it has',
    (record) => ({ ...record, reserved: record.stream.links + 1 }),
    ['counts more ticks than it has'],
  ],
])('the payer’s stream %s', async (_, change, expected) => {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const { wallet: ada, person } = await funded(town, 'ada', 100_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  const tab = { to: '@ben', amount: '5.00', currency: 'HRB', days: 30 };
  const { hold } = must(await ada.offline().openTab(tab));
  must(await ben.offline().prepare());
  const till = must(await ben.streams().receive({ currency: 'HRB', ...PRICE }));
  const opened = must(await ada.streams().open(must(await till.offer()).request, PRICE));
  must(await till.accept(opened.message));
  must(await till.receive(must(await opened.stream.pay(1))));
  await ada.close();
  const vault = must(await openVault(person.ports(), UNLOCK));
  const key = OFFLINE_KEYS.outgoing(Uint8Array.fromHex(hold));
  const record = await findRecord(vault, key, outgoingRecordCodec);
  if (record === undefined) throw new Error('no stream is stored');
  await store(vault, [storing(key, outgoingRecordCodec, change(record))]);
  expect(await problems(must(await person.open()))).toEqual(expected);
});
