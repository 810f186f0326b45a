import type { PublicClient } from '../client/public-client.ts';
import { stop } from '../stop.ts';

/**
 * Before a checkpoint of a log that is in none of the `known` epochs just read is called a lie: another epoch may have been
 * declared between the two questions. Then the operation ends with `unreachable`, `new-epoch`.
 */
export async function declaredMeanwhile(client: PublicClient, known: number): Promise<void> {
  if ((await client.epochs()).length <= known) return;
  const message = 'The sovereign has just declared one more epoch of its log: ask again.';
  stop('unreachable', 'new-epoch', message);
}
