import { readFileSync } from 'node:fs';
import { createFrames } from '@tallystick/protocol';
import { expect, it } from 'vitest';
import { funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Wallet } from '../wallet-types.ts';

const PAGE = new URL('../../../../../docs/integrators/without-a-network.md', import.meta.url);
/** What a QR code of version 20 or so carries; frame-channel.ts. */
const BLOCK_BYTES = 600;

interface Payment {
  readonly request: Uint8Array;
  readonly handover: Uint8Array;
  readonly receipt: Uint8Array;
}

async function pay(payer: Wallet, payee: Wallet): Promise<Payment> {
  const { message: request } = must(await payee.offline().request('5.00', 'HRB'));
  const paid = must(await payer.offline().pay(request, { confirmAmount: '5.00' }));
  const answer = must(await payee.offline().accept(paid.message));
  if (answer.status !== 'accepted')
    return await withEvidence(payer, payee, request, answer.message);
  must(await payer.offline().finish(answer.message));
  return { request, handover: paid.message, receipt: answer.message };
}

async function withEvidence(
  payer: Wallet,
  payee: Wallet,
  request: Uint8Array,
  asked: Uint8Array,
): Promise<Payment> {
  const sent = must(await payer.offline().finish(asked));
  if (sent.status !== 'send') throw new Error(sent.status);
  const answer = must(await payee.offline().accept(sent.message));
  must(await payer.offline().finish(answer.message));
  return { request, handover: sent.message, receipt: answer.message };
}

function row(name: string, { request, handover, receipt }: Payment): string {
  const messages = [request, handover, receipt];
  const cells = messages.map(
    (bytes) => `${bytes.length} (${createFrames(bytes, BLOCK_BYTES).count})`,
  );
  return `| ${[name, ...cells, messages.reduce((sum, one) => sum + one.length, 0)].join(' | ')} |`;
}

it('the bytes of each message are those that the page names', async () => {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const { wallet: ada } = await funded(town, 'ada', 100_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  const common = { amount: '50.00', currency: 'HRB', days: 7 };
  must(await ada.offline().openAllowance({ ...common, perCheque: '10.00', collateral: '20.00' }));
  must(await ben.offline().prepare());
  const cheques = [await pay(ada, ben), await pay(ada, ben)];
  must(await ada.offline().openTab({ to: '@ben', ...common }));
  const tabs = [await pay(ada, ben), await pay(ada, ben)];
  const rows = [
    row('tab, first meeting', tabs[0]!),
    row('tab, later', tabs[1]!),
    row('cheque with collateral, first meeting', cheques[0]!),
    row('cheque with collateral, later', cheques[1]!),
  ];
  const page = readFileSync(PAGE, 'utf8');
  const written = page.split('\n').filter((line) => /^\| (?:tab|cheque)[, ]/.test(line));
  expect(written).toEqual(rows);
});
