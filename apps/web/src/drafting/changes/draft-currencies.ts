import type { Constitution, Currency, Signers } from '@tallystick/protocol';
import { signersWith } from './draft-signers.ts';
import { type Drafted, drafted, failed } from './drafted.ts';
import type { ChangeDraft } from './messages.ts';

type CurrencyTyped = Extract<ChangeDraft, { matter: 'currencies' }>['currency'];

/** protocol.md section 5. */
const CODE = /^[A-Z0-9]{3,8}$/;

/** All currencies, with a new one or with what is touched of one that there is. */
export function currenciesWith(
  { code, ...typed }: CurrencyTyped,
  { currencies }: Pick<Constitution, 'currencies'>,
): Drafted<readonly Currency[]> {
  if (!CODE.test(code)) return failed('code');
  const before = currencies.find((one) => one.code === code);
  // What nobody touched is as it is in force now: meanwhile somebody else may have changed it.
  const name = typed.name?.trim() ?? before?.name ?? '';
  const decimals = typed.decimals ?? before?.decimals;
  if (name === '') return failed('name');
  if (decimals === undefined || (before?.decimals ?? decimals) !== decimals) {
    return failed('decimals');
  }
  const signers = treasuryOf(typed.treasury, before);
  if (!signers.ok) return signers;
  const wanted = { code, decimals, name, treasury: signers.value };
  // Those that there are come first, in their order: the ledger keeps balances by it.
  const kept = currencies.map((one) => (one === before ? wanted : one));
  return drafted(before === undefined ? [...kept, wanted] : kept);
}

function treasuryOf(
  typed: CurrencyTyped['treasury'],
  before: Currency | undefined,
): Drafted<Signers> {
  if (typed !== null) return signersWith(typed, before?.treasury);
  return before === undefined ? failed('threshold') : drafted(before.treasury);
}
