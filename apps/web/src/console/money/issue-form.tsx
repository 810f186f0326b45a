import { Button, TextInput } from '@mantine/core';
import { type ClipboardEvent, type FormEvent, type ReactElement, useState } from 'react';
import { readAmount } from '../../frame/read-amount.ts';
import type { IdentityShown } from '../../sovereign/answers.ts';
import { ask } from '../../sovereign/ask.ts';
import { useConsoleLanguage } from '../language.tsx';
import { type PayeeLine, payeeLines } from './payee-lines.ts';
import type { OrderAsked } from './signing-calls.ts';
import type { TreasuryShown } from './treasuries.ts';

type Issue = Extract<OrderAsked, { kind: 'issue' }>['issues'][number];

const EMPTY: PayeeLine = { payee: '', amount: '' };
/** protocol.md section 4: holds of one put. */
const MOST_LINES = 256;

/** Whom to pay, and how much; several lines can be pasted at once. */
export function IssueForm({
  treasury: { code, decimals },
  ready,
  cancel,
}: {
  treasury: TreasuryShown;
  ready: (order: OrderAsked) => void;
  cancel: () => void;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.money;
  const [lines, setLines] = useState<readonly PayeeLine[]>([EMPTY]);
  const [faults, setFaults] = useState<readonly (string | null)[]>([]);
  const [isBusy, setBusy] = useState(false);
  const change = (at: number, line: Partial<PayeeLine>): void => {
    setLines(lines.map((old, other) => (other === at ? { ...old, ...line } : old)));
    setFaults([]);
  };
  const paste = (at: number, event: ClipboardEvent): void => {
    const pasted = payeeLines(event.clipboardData.getData('text'));
    const [first] = pasted;
    if (first === undefined || (pasted.length === 1 && first.amount === '')) return;
    event.preventDefault();
    setLines([...lines.slice(0, at), ...pasted, ...lines.slice(at + 1)].slice(0, MOST_LINES));
  };
  const issueIn = async ({ payee, amount }: PayeeLine): Promise<Issue | string> => {
    const typed = readAmount(amount, decimals);
    if (!typed.ok) return words.amounts[typed.why](decimals);
    const found = await ask<IdentityShown>(`/v1/identities/${encodeURIComponent(payee.trim())}`);
    if (!found.ok) return found.failure.kind === 'offline' ? say.notReached : say.nobody(payee);
    const { identity, countries } = found.value;
    const country = countries[0]?.country;
    if (country === undefined) return say.noCountry(payee);
    return { identity, country, amount: BigInt(typed.decimal.replace('.', '')) };
  };
  const look = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const found = await Promise.all(lines.map(issueIn));
    setBusy(false);
    const issues = found.filter((one): one is Issue => typeof one !== 'string');
    setFaults(found.map((one) => (typeof one === 'string' ? one : null)));
    if (issues.length === found.length) ready({ kind: 'issue', issues });
  };
  return (
    <form className="stack" onSubmit={(event) => void look(event)}>
      <h3>{say.issueTitle(code)}</h3>
      <p className="faded small">{say.pasteMeans}</p>
      {lines.map((line, at) => (
        <div key={at} className="payee-line">
          <TextInput
            label={say.payee}
            placeholder="@ada"
            value={line.payee}
            error={faults[at] ?? undefined}
            onPaste={(event) => paste(at, event)}
            onChange={({ currentTarget }) => change(at, { payee: currentTarget.value })}
          />
          <TextInput
            label={say.amount(code)}
            inputMode="decimal"
            value={line.amount}
            onChange={({ currentTarget }) => change(at, { amount: currentTarget.value })}
          />
        </div>
      ))}
      <div className="row">
        <Button type="submit" loading={isBusy}>
          {say.look}
        </Button>
        <Button
          variant="default"
          disabled={lines.length >= MOST_LINES}
          onClick={() => setLines([...lines, EMPTY])}
        >
          {say.addLine}
        </Button>
        <Button variant="subtle" onClick={cancel}>
          {say.cancel}
        </Button>
      </div>
    </form>
  );
}
