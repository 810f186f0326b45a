import { exchange } from '../client/exchange.ts';
import { JsonReader } from '../client/json.ts';
import { expectOk, publicClient } from '../client/public-client.ts';
import type { Clock, Transport } from '../ports.ts';
import { askedVote } from './read-vote.ts';
import type { ShownTree, ShownVote } from './shown-vote.ts';

/**
 * A vote as the sovereign behind a transport shows it, and its log. `proposal`: its id in hexadecimal. Where it does not answer,
 * a count fails with `unreachable`.
 */
export function voteBehind(
  transport: Transport,
  clock: Clock,
  proposal: string,
): { readonly vote: ShownVote; readonly tree: ShownTree } {
  const client = publicClient(transport, clock);
  const get = async (path: string): Promise<unknown> => {
    const headers = { accept: 'application/json' };
    const answer = await exchange(transport, clock, { method: 'GET', path, headers, body: null });
    return JsonReader.parse(expectOk(answer, path), path).value();
  };
  return {
    vote: askedVote(get, proposal),
    tree: { checkpoint: () => client.checkpoint(), tile: (path) => client.tile(path) },
  };
}
