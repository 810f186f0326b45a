/** Runs in a worker: verifies the log that this origin shows, and tells how far it has come. */
import { fromBase64url } from '@tallystick/protocol';
import { nobleCrypto } from '@tallystick/protocol/crypto-noble';
import { type ShownLog, verifyPublicLog } from '@tallystick/wallet/log';
import type { LogNews } from './log-news.ts';

const MOST_BYTES = 1 << 25;

const shown: ShownLog = {
  async founding() {
    const { signedConstitution } = await json<{ signedConstitution: string }>('/v1/constitution');
    const { epochs } = await json<{ epochs: readonly { signedEpoch: string }[] }>('/v1/epochs');
    return {
      signedConstitution: bytesOf(signedConstitution),
      signedEpochs: epochs.map(({ signedEpoch }) => bytesOf(signedEpoch)),
    };
  },
  async file(path) {
    // A checkpoint that the browser kept would verify a log that has grown since.
    const answer = await fetch(path, { cache: 'no-cache' });
    if (answer.status === 404) return undefined;
    return new Uint8Array(await (await good(answer)).arrayBuffer());
  },
};

async function json<T>(path: string): Promise<T> {
  return (await (await good(await fetch(path, { cache: 'no-cache' }))).json()) as T;
}

async function good(answer: Response): Promise<Response> {
  if (!answer.ok) throw new Error(`${new URL(answer.url).pathname}: ${answer.status}`);
  return answer;
}

function bytesOf(text: string): Uint8Array {
  return fromBase64url(text, MOST_BYTES) ?? new Uint8Array();
}

function tell(news: LogNews): void {
  postMessage(news);
}

const started = performance.now();
verifyPublicLog(shown, nobleCrypto, (done, of) => tell({ kind: 'progress', done, of })).then(
  (found) => tell({ kind: 'found', found, ms: performance.now() - started }),
  () => tell({ kind: 'unreachable' }),
);
