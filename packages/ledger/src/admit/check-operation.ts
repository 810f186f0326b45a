import type { Operation } from '@tallystick/protocol';
import { type ChainKind, type Refusal, refuse } from '../refusal/refusal.ts';
import type { Chain } from './find-chain.ts';

/** Which operations extend which chain (protocol.md, section 4). */
const OPERATIONS: Readonly<Record<Chain['kind'], readonly Operation['kind'][]>> = {
  new: ['open'],
  identity: ['say'],
  device: ['put', 'take'],
  treasury: ['mint', 'burn', 'put', 'take'],
};

/** The operation is one for this kind of chain. */
export function checkOperation(chain: Chain, operation: Operation): Refusal | undefined {
  if (OPERATIONS[chain.kind].includes(operation.kind)) return undefined;
  const kind: ChainKind = chain.kind === 'new' ? 'identity' : chain.kind;
  return refuse('wrong-chain', { operation: operation.kind, chain: kind });
}
