import { setImmediate as nextTurn } from 'node:timers/promises';
import { type LedgerState, type Store, identityAt } from '@tallystick/ledger';
import { decodeStatement } from '@tallystick/protocol';
import { openOperation, openTransition } from './entries.ts';

/** A device, and when it came and went in ms since 1970; null where that is further back than was read, or has not happened. */
interface DeviceTimes {
  readonly ordinal: number;
  readonly status: 'active' | 'revoked';
  readonly addedAt: number | null;
  readonly revokedAt: number | null;
}

/** How far back an identity's chain is read: its votes and proposals stand there, too. */
const MOST_STEPS = 1024;
/** Entries read before others get their turn. */
const TURN = 64;

/** Every device of the identity in a slot, by what its own chain says in the log, from the newest step back. */
export async function readDeviceTimes(
  { state, store }: { readonly state: LedgerState; readonly store: Store },
  slot: number,
): Promise<DeviceTimes[]> {
  const { devices } = identityAt(state, slot);
  const revoked = new Map<number, number>();
  const added: number[] = [];
  let opened = openTransition(store, state.identities.head(slot));
  for (let steps = 1; opened !== undefined && steps <= MOST_STEPS; steps += 1) {
    const operation = openOperation(opened);
    const time = store.checkpointFor(opened.index)?.time;
    if (operation.kind === 'say' && time !== undefined) {
      const said = decodeStatement(operation.statement, operation.body);
      if (said.ok && said.value.kind === 'revoke-device') revoked.set(said.value.ordinal, time);
      if (said.ok && said.value.kind === 'add-device') added.push(time);
    }
    if (operation.kind === 'open' && time !== undefined) added.push(time);
    opened = openTransition(store, opened.state.previous);
    if (steps % TURN === 0) await nextTurn();
  }
  // Devices are counted in the order in which they were added: the newest that was found is the last.
  return devices.map(({ ordinal, status }) => ({
    ordinal,
    status,
    addedAt: added[devices.length - 1 - ordinal] ?? null,
    revokedAt: revoked.get(ordinal) ?? null,
  }));
}
