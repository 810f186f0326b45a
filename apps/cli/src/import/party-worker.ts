import { parentPort, workerData } from 'node:worker_threads';
import type { Answer } from '../output/answer.ts';
import { Stop } from '../stop.ts';
import { type DeskPlan, type PartyDesk, createPartyDesk } from './party-desk.ts';

/** A method of a desk, called from another thread. */
export interface DeskCall {
  readonly id: number;
  readonly method: keyof PartyDesk;
  readonly args: readonly unknown[];
}

/** How it went; a `Stop` crosses as its answer, anything else as the error that it is. */
export type DeskReturn = { readonly id: number } & (
  { readonly value: unknown } | { readonly stop: Answer } | { readonly error: unknown }
);

const desk = createPartyDesk(workerData as DeskPlan);

parentPort?.on('message', (call: DeskCall) => void answer(call));

async function answer({ id, method, args }: DeskCall): Promise<void> {
  const run = desk[method] as (...given: readonly unknown[]) => Promise<unknown>;
  try {
    reply({ id, value: await run(...args) });
  } catch (error) {
    reply(error instanceof Stop ? { id, stop: error.answer } : { id, error });
  }
}

function reply(returned: DeskReturn): void {
  parentPort?.postMessage(returned);
}
