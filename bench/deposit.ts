import { openConnection } from './traffic/connection.ts';
import { EACH, openAllowances, writeDeposits } from './deposit/cheques.ts';
import { type Bench, median, quantile, rounded } from './figures.ts';
import { admitted, foundEconomy, requestOf } from './traffic/economy.ts';
import { COUNTRY, discard, found, openStage } from './traffic/stage.ts';

/**
 * A thousand phones that were paid by cheque without a network, and that all reach the sovereign in the same instant: each connects,
 * asks for the newest checkpoint, and deposits what it was given in one transition. The phones are parties of `traffic/`, whose
 * transitions are signed beforehand, and no wallets: a thousand of those would measure this machine's disk, where in truth each
 * has a disk and a processor of its own.
 */

const PHONES = 1000;
/** Of each phone, from as many payers. */
const CHEQUES = 4;
const PAYERS = 16;
/** One after the other, before the others come. */
const ALONE = 20;
/** Before a phone that was told to come again does so. */
const PAUSE_MS = 1000;
const MOST_TRIES = 60;

export const run: Bench = async (report) => {
  const founded = await found();
  const stage = await openStage(founded, report);
  const { url } = stage;
  try {
    const phones = PHONES + ALONE;
    const funds = EACH * BigInt(Math.ceil((phones * CHEQUES) / PAYERS));
    const sizes = { payers: PAYERS, payees: phones, funds };
    const economy = await foundEconomy({ ...founded, url, country: COUNTRY, ...sizes }, report);
    report('writing cheques');
    const perAllowance = Number(funds / EACH);
    const allowances = await openAllowances(url, economy.payers, COUNTRY, perAllowance);
    const deposits = await writeDeposits(economy, allowances, CHEQUES);
    const requests = deposits.map((deposit) => requestOf(url, [deposit]));
    report('one after the other');
    const alone: Synced[] = [];
    for (const request of requests.splice(0, ALONE)) alone.push(await sync(url, request));
    report('all at once');
    const cpuBefore = await stage.cpuSeconds();
    const startedAt = performance.now();
    const together = await Promise.all(requests.map((request) => sync(url, request)));
    const seconds = (performance.now() - startedAt) / 1000;
    const cpuSeconds = (await stage.cpuSeconds()) - cpuBefore;
    return {
      name: 'deposit',
      figures: figures(alone, together, seconds, cpuSeconds),
      notes: [
        `${PHONES} phones with ${CHEQUES} cheques each, of ${PAYERS} payers, all in the same instant, on one machine with the sovereign; ${ALONE} more came before, one after the other (alone). A sync is a connection, the newest checkpoint, and one transition; its time is from that instant to the certificate.`,
        'The phones are prepared parties, not wallets: what a phone itself computes and stores is not in these figures (bench wallet has that). askedAgain: answers 429 and 503, after which a phone waits for a second.',
      ],
    };
  } finally {
    await stage.close();
    discard(founded);
  }
};

/** From the start, in ms. */
interface Synced {
  readonly connectedMs: number;
  readonly checkpointMs: number;
  readonly depositedMs: number;
  readonly askedAgain: number;
}

async function sync(url: string, deposit: Uint8Array): Promise<Synced> {
  const startedAt = performance.now();
  const since = (): number => performance.now() - startedAt;
  const connection = await openConnection(url);
  const connectedMs = since();
  let askedAgain = 0;
  const exchange = async (request: Uint8Array): Promise<Uint8Array> => {
    for (;;) {
      try {
        return await connection.exchange(request);
      } catch (error) {
        if (!/^HTTP (?:429|503)/u.test((error as Error).message)) throw error;
        askedAgain += 1;
        if (askedAgain > MOST_TRIES) throw error;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
  };
  const { host } = new URL(url);
  await exchange(Buffer.from(`GET /checkpoint HTTP/1.1\r\nHost: ${host}\r\n\r\n`, 'latin1'));
  const checkpointMs = since();
  const count = admitted(await exchange(deposit));
  if (count !== 1) throw new Error(`${count} answers to one deposit`);
  const depositedMs = since();
  connection.close();
  return { connectedMs, checkpointMs, depositedMs, askedAgain };
}

function figures(
  alone: readonly Synced[],
  together: readonly Synced[],
  seconds: number,
  cpuSeconds: number,
): Record<string, number> {
  const syncs = together.map(({ depositedMs }) => depositedMs);
  const connected = together.map(({ connectedMs }) => connectedMs);
  const checkpoints = together.map(({ checkpointMs }) => checkpointMs);
  const deposits = together.length * CHEQUES;
  return {
    depositsPerSecond: rounded(deposits / seconds),
    phonesPerSecond: rounded(together.length / seconds),
    syncP50Ms: rounded(median(syncs)),
    syncP99Ms: rounded(quantile(syncs, 0.99)),
    syncFirstMs: rounded(Math.min(...syncs)),
    connectedP99Ms: rounded(quantile(connected, 0.99)),
    checkpointP50Ms: rounded(median(checkpoints)),
    checkpointP99Ms: rounded(quantile(checkpoints, 0.99)),
    askedAgain: together.reduce((sum, { askedAgain }) => sum + askedAgain, 0),
    nodeCpuMsPerDeposit: rounded((1000 * cpuSeconds) / deposits),
    aloneSyncP50Ms: rounded(median(alone.map(({ depositedMs }) => depositedMs))),
  };
}
