import type { Failure, WalletView } from '@tallystick/wallet';

/** What somebody else needs to look at a contradiction: no key, no amount, no name of a payee. JSON. */
export function evidenceOf(
  { sovereign, address, epochs, sequence }: WalletView,
  { code, message, data }: Failure,
  /** The checkpoints that this wallet has seen, as text; null where they cannot be read. */
  seen: string | null,
  /** Milliseconds since 1970-01-01 UTC. */
  now: number,
): string {
  const evidence = {
    what: 'evidence of a contradiction, kept by a wallet',
    savedAt: new Date(now).toISOString(),
    sovereign,
    wallet: { address, sequence },
    problem: { code, message, data },
    epochs,
    checkpoints: seen,
  };
  return `${JSON.stringify(evidence, null, 2)}\n`;
}
