import type { Ledger, LedgerPorts, MemoryStore, Store } from '@tallystick/ledger';
import type { WalletStorage } from '@tallystick/wallet';

/**
 * Where a test may put something of its own between a program and its surroundings, to plant a fault that
 * the checks must find. A run without one uses none of them.
 */
export interface Seams {
  /** What the ledger sees of its store. */
  readonly store?: (store: MemoryStore) => Store;
  readonly ledgerPorts?: (ports: LedgerPorts) => LedgerPorts;
  /** What the node sees of its ledger. */
  readonly ledger?: (ledger: Ledger) => Ledger;
  /** What a wallet sees of its storage. */
  readonly walletStorage?: (storage: WalletStorage) => WalletStorage;
}
