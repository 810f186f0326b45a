/** Runs in a worker: reads the file of a case, and holds it to what this sovereign has signed and the log has. */
import {
  appealNote,
  decode,
  decodeAppealCase,
  fromBase64url,
  hash,
  signedConstitutionCodec,
  signedEpochCodec,
  toHex,
  verifyDecisionReceipt,
  verifyFounding,
} from '@tallystick/protocol';
import { listen } from '../../frame/listening.ts';
import { nobleCrypto } from '@tallystick/protocol/crypto-noble';
import { factsCodec } from '@tallystick/rules';
import type { AppealShown, CaseNews, CaseShown } from './case.ts';

const MOST = 1 << 22;

function tell(news: CaseNews): void {
  postMessage(news);
}

async function json<T>(path: string): Promise<T> {
  const answer = await fetch(path, { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return (await answer.json()) as T;
}

function bytesOf(text: unknown): Uint8Array {
  return (typeof text === 'string' ? fromBase64url(text, MOST) : undefined) ?? new Uint8Array();
}

async function read(file: string): Promise<CaseShown | undefined> {
  if (file.length > MOST) return undefined;
  const content = JSON.parse(file) as Readonly<Record<string, unknown>>;
  const shown = decodeAppealCase(bytesOf(content['case']));
  const { appeal } = content;
  if (content['kind'] !== 'tallystick appeal' || typeof appeal !== 'string') return undefined;
  if (shown === undefined || !/^[0-9a-f]{64}$/.test(appeal)) return undefined;
  const { signedConstitution } = await json<{ signedConstitution: string }>('/v1/constitution');
  const signed = decode(signedConstitutionCodec, bytesOf(signedConstitution));
  if (!signed.ok) return undefined;
  const sovereign = hash('constitution', signed.value.constitution);
  const { epochs } = await json<{ epochs: readonly { signedEpoch: string }[] }>('/v1/epochs');
  const founded = epochs.flatMap(({ signedEpoch }) => {
    const epoch = decode(signedEpochCodec, bytesOf(signedEpoch));
    const check = epoch.ok && verifyFounding(signed.value, epoch.value, sovereign, nobleCrypto);
    return check && check.ok ? [check.epoch] : [];
  });
  const checked = verifyDecisionReceipt(shown.receipt, sovereign, founded, nobleCrypto);
  if (!checked.ok) return undefined;
  const facts = decode(factsCodec, checked.receipt.facts);
  const status = await json<AppealShown>(`/v1/rules/appeals/${appeal}`);
  const isThis = status.decision === toHex(checked.id) && status.note === toHex(appealNote(shown));
  if (!facts.ok || !isThis) return undefined;
  const { outcome, rule } = checked.receipt.decision;
  const { currency, amount, sender, receivers } = facts.value;
  const [receiver] = receivers;
  return {
    appeal,
    reason: shown.reason,
    outcome,
    rule,
    currency: toHex(currency),
    amount: String(amount),
    from: sender.country,
    to: receiver?.kind === 'party' ? receiver.country : null,
  };
}

listen((file: string) => {
  read(file).then(
    (found) => tell(found === undefined ? { kind: 'unfit' } : { kind: 'read', found }),
    () => tell({ kind: 'unfit' }),
  );
});
