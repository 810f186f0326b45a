import { readFileSync, statSync } from 'node:fs';
import {
  type ForkEvidence,
  MAX_FORK_EVIDENCE_BYTES,
  decode,
  forkEvidenceCodec,
  fromHex,
  hash,
  keyId,
  toHex,
  verifyForkEvidence,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { timeText } from '@tallystick/wallet';
import { EXIT } from '../../exit-status.ts';
import type { Answer } from '../../output/answer.ts';
import { usage } from '../../stop.ts';
import { forkWords } from './fork-words.ts';

/**
 * Checks evidence of a fork from a file, with nothing else but the id of the sovereign; without one that of the constitution in
 * the file is shown, to be compared.
 */
export function checkFork(file: string, pin: string | undefined): Answer {
  const { evidence, writer } = readEvidence(file);
  const own = hash('constitution', evidence.constitution.constitution);
  const pinned = pin === undefined ? own : fromHex(pin, 32);
  if (pinned === undefined) throw usage('A sovereign’s id has 64 hexadecimal digits.', 'bad-pin');
  const check = verifyForkEvidence({ evidence, writer }, pinned, nodeCrypto);
  if (!check.ok) {
    const what = `${file} proves no fork: ${check.fault}.`;
    const problems = [{ where: file, what: check.fault }];
    return { json: { ok: false, problems }, text: '', complaint: what, status: EXIT.tampering };
  }
  const { constitution, hold, rule, sequence, index, signedAt } = check;
  const told = {
    ok: true,
    sovereign: toHex(pinned),
    name: constitution.name,
    hold: toHex(hold),
    writer: toHex(keyId(writer)),
    rule,
    sequence,
    index,
    signedAt,
  };
  const compare =
    pin === undefined
      ? `\nIt names its own sovereign: compare the id with what ${constitution.name} publishes, or give --pin.`
      : '';
  return {
    json: told,
    text: [
      `Proven: on allowance ${told.hold.slice(0, 16)}… one key has signed ${forkWords({ rule, sequence })}.`,
      ...(rule === 'total' ? [LIE] : []),
      `The key: ${told.writer}`,
      `On the log of ${constitution.name} (${told.sovereign}): entry ${index}, by a checkpoint of ${timeText(signedAt)}.${compare}`,
    ].join('\n'),
  };
}

const LIE =
  'Two of its cheques cannot both be true: the later one says that less had been given before it than the earlier one says.\n' +
  'Payees do not see each other’s cheques, so in this way more can be given out than was set aside.';

function readEvidence(file: string): ForkEvidence {
  let bytes: Uint8Array;
  try {
    if (statSync(file).size > MAX_FORK_EVIDENCE_BYTES) throw new Error('it is too long');
    bytes = readFileSync(file);
  } catch (error) {
    throw usage(`The evidence cannot be read: ${(error as Error).message}.`, 'unreadable');
  }
  const decoded = decode(forkEvidenceCodec, new Uint8Array(bytes), MAX_FORK_EVIDENCE_BYTES);
  if (decoded.ok) return decoded.value;
  throw usage(`${file} is no evidence of a fork: ${decoded.reason}.`, 'no-evidence');
}
