import type { Opener } from './calls.ts';

/**
 * What a call's arguments hand over to the process and do not share with it: ports, and a passkey's secret. Its bytes are moved: the
 * page's own view of them is empty from then on.
 */
export function givenAway(args: readonly unknown[]): Transferable[] {
  return args.flatMap((given): Transferable[] => {
    if (given instanceof MessagePort) return [given];
    if (typeof given !== 'object' || given === null) return [];
    const { opener = given } = given as { readonly opener?: object };
    const { kind, secret } = opener as Partial<Extract<Opener, { kind: 'passkey' }>>;
    return kind === 'passkey' && secret !== undefined ? [secret.buffer] : [];
  });
}
