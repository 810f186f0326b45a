import type { Ledger, LedgerPorts } from '../ledger.ts';
import { openLedger } from '../ledger.ts';
import {
  createMemoryImage,
  type MemoryImage,
  openMemoryStore,
  type Store,
} from '../store/index.ts';
import { submit } from './counter.ts';
import { treasury } from './parties.ts';
import { seal, sealedCrypto, verifySeal } from './seal.ts';
import { testSovereign, type TestSovereign } from './sovereign.ts';
import { Traffic } from './traffic.ts';

/** A ledger with some history, and the clients that made it. */
export interface History {
  readonly sovereign: TestSovereign;
  readonly image: MemoryImage;
  readonly store: Store;
  readonly ledger: Ledger;
  readonly traffic: Traffic;
  /** So many transitions more, one to four in a batch. */
  run(transitions: number): Promise<void>;
}

/**
 * Traffic in batches through the whole cycle, with heartbeats and closures; signatures are seals.
 */
export async function history(
  seed: number,
  more: Partial<LedgerPorts> = {},
  sovereign: TestSovereign = testSovereign(),
): Promise<History> {
  const image = createMemoryImage();
  const store = more.store ?? openMemoryStore(image);
  const { constitution, epoch } = sovereign;
  const ledger = await openLedger(
    constitution,
    epoch,
    sovereign.ports(store, { crypto: sealedCrypto, ...more }),
  );
  const { state } = ledger;
  const treasuries = [treasury(constitution, 'HRB', seal), treasury(constitution, 'GLD', seal)];
  const scene = {
    treasuries,
    currencies: state.currencies.ids,
    time: () => state.header?.time ?? sovereign.clock,
  };
  const traffic = new Traffic(scene, seed, { sign: seal });
  const run = async (transitions: number): Promise<void> => {
    for (let done = 0; done < transitions; done += 1) {
      await submit(ledger, [traffic.next()], verifySeal);
      if (traffic.below(8) === 0) await ledger.heartbeat();
      sovereign.clock += traffic.below(30) === 0 ? 400_000 : traffic.below(20_000);
    }
  };
  return { sovereign, image, store, ledger, traffic, run };
}
