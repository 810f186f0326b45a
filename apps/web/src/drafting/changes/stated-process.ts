/** Runs in a worker: reads what a proposal says from its bytes, held to the hash that is its id. */
import { fetchProposed } from '../../keys-of-offices/proposed.ts';
import type { StatedAsked, StatedNews } from './stated.ts';

const NOTHING = { stated: null, before: null };

function tell(news: StatedNews): void {
  postMessage(news);
}

async function read({ proposal }: StatedAsked): Promise<void> {
  const { stated, before } = (await fetchProposed(proposal, null)) ?? NOTHING;
  tell({ kind: 'stated', stated, before });
}

addEventListener('message', ({ data }: MessageEvent<StatedAsked>) => {
  read(data).catch(() => tell({ kind: 'stated', ...NOTHING }));
});
tell({ kind: 'listening' });
