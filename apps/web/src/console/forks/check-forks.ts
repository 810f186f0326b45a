/** Runs in a worker: whether fork proofs that this origin shows prove anything, and what convinces others of it. */
import { nobleCrypto } from '@tallystick/protocol/crypto-noble';
import { listen } from '../../frame/listening.ts';
import { type LoggedFork, checkFork, evidenceOf } from './check-fork.ts';
import type { ForkNews, ForkShown, ForksAsked } from './fork-news.ts';

async function json<T>(path: string): Promise<T> {
  const answer = await fetch(path, { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return (await answer.json()) as T;
}

async function logged({ proof }: ForkShown): Promise<LoggedFork | null> {
  if (proof === null) return null;
  try {
    const [{ certificate }, { signedConstitution }, { epochs }] = await Promise.all([
      json<{ certificate: string }>(`/v1/certificates/${proof}`),
      json<{ signedConstitution: string }>('/v1/constitution'),
      json<{ epochs: readonly { signedEpoch: string }[] }>('/v1/epochs'),
    ]);
    return {
      certificate,
      signedConstitution,
      signedEpochs: epochs.map(({ signedEpoch }) => signedEpoch),
    };
  } catch {
    return null; // the proof itself is there, and can be kept without it
  }
}

listen(({ forks, sovereign }: ForksAsked) => {
  void (async () => {
    for (const fork of forks) {
      const found = checkFork(fork, sovereign, nobleCrypto);
      const onLog = found.kind === 'proven' ? await logged(fork) : null;
      const evidence = onLog && evidenceOf(fork, sovereign, onLog, nobleCrypto);
      const news: ForkNews = { hold: fork.hold, found, evidence };
      postMessage(news);
    }
  })();
});
