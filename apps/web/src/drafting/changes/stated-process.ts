/** Runs in a worker: reads what a proposal says from its bytes, held to the hash that is its id. */
import { readProposed } from '../../keys-of-offices/proposed.ts';
import type { StatedAsked, StatedNews } from './stated.ts';

function tell(news: StatedNews): void {
  postMessage(news);
}

async function read({ proposal }: StatedAsked): Promise<void> {
  const answer = await fetch(`/v1/rules/proposals/${proposal}/evidence`, { cache: 'no-cache' });
  const proposed = answer.ok ? readProposed(proposal, await answer.json()) : undefined;
  tell({ kind: 'stated', stated: proposed?.stated ?? null });
}

addEventListener('message', ({ data }: MessageEvent<StatedAsked>) => {
  read(data).catch(() => tell({ kind: 'stated', stated: null }));
});
tell({ kind: 'listening' });
