/** Runs in a worker: counts the vote on a proposal, by its id, again from what this origin shows. */
import { nobleVotingCrypto } from '@tallystick/protocol/crypto-noble/voting';
import { countAgain, fetchTransport, voteBehind } from '@tallystick/wallet/votes';
import { listen } from '../frame/listening.ts';
import { type CountNews, MOST_BALLOTS } from './count-news.ts';

const TOLD_EVERY_MS = 100;

/** A checkpoint that the browser kept would not have the newest ballots. */
const fresh: typeof fetch = (input, init) => fetch(input, { ...init, cache: 'no-cache' });

function tell(news: CountNews): void {
  postMessage(news);
}

async function count(proposal: string): Promise<CountNews> {
  const sleep = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms));
  const clock = { now: () => Date.now(), sleep };
  const { vote, tree } = voteBehind(fetchTransport(location.origin, fresh), clock, proposal);
  let told = 0;
  const outcome = await countAgain(vote, {
    crypto: nobleVotingCrypto,
    tree,
    most: MOST_BALLOTS,
    heard(done, of) {
      if (performance.now() - told < TOLD_EVERY_MS) return;
      told = performance.now();
      tell({ kind: 'progress', done, of });
    },
  });
  if (outcome.ok) return { kind: 'counted', counted: outcome.value };
  const { code } = outcome.failure;
  if (code === 'too-many') return { kind: code };
  return { kind: code === 'bad-answer' ? 'unreadable' : 'unreachable' };
}

listen((proposal: string) => {
  count(proposal).then(tell, () => tell({ kind: 'unreadable' }));
});
