import { readFork } from '@tallystick/ledger';
import { encode, forkProofCodec, fromHex, toBase64url, toHex } from '@tallystick/protocol';
import type { TransportAnswer } from '@tallystick/wallet';
import { json, problem } from './answers.ts';
import type { Desk } from './desk.ts';

/** The fork on one hold, with the proof as the log has it as soon as what shows it is durable. */
export function fork(
  { ledger, store, founding }: Pick<Desk, 'ledger' | 'store' | 'founding'>,
  id: string,
): TransportAnswer {
  const hold = fromHex(id, 32);
  const mark = hold && ledger.state.forks.of(hold);
  if (mark === undefined) return problem(404, 'not-found');
  const shown = readFork(ledger.state, store, mark, founding.crypto);
  const { writer, owner } = mark;
  return json({
    hold: id,
    writer: toHex(writer),
    owner: toHex(owner),
    forkProof: shown === undefined ? null : toBase64url(encode(forkProofCodec, shown.proof)),
  });
}
