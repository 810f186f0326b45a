/** Runs in a worker: reads what a proposal says from its bytes, held to the hash that is its id. */
import { listen } from '../../frame/listening.ts';
import { fetchProposed } from '../../keys-of-offices/proposed.ts';
import type { Stated, StatedAsked } from './stated.ts';

const NOTHING = { stated: null, before: null };

function tell(news: Stated): void {
  postMessage(news);
}

async function read({ proposal }: StatedAsked): Promise<void> {
  const { stated, before } = (await fetchProposed(proposal, null)) ?? NOTHING;
  tell({ stated, before });
}

listen((asked: StatedAsked) => {
  read(asked).catch(() => tell(NOTHING));
});
