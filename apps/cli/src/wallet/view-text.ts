import { fingerprint, groupAddress } from '@tallystick/protocol';
import type { WalletView } from '@tallystick/wallet';
import type { Json } from '../output/answer.ts';
import { columns } from '../output/columns.ts';

export function viewJson(view: WalletView): Json {
  const epochs = view.epochs.map((epoch) => ({
    ...epoch,
    succeeds: epoch.succeeds === null ? null : { ...epoch.succeeds },
  }));
  return { ...view, sovereign: { ...view.sovereign }, epochs };
}

/** Who a wallet is, for people: names first, and the address in groups that can be read out. */
export function viewText(view: WalletView): string {
  const { sovereign, currencies, epochs } = view;
  return columns(
    [
      ...(view.handle === null ? [] : [['Handle', `@${view.handle}`]]),
      ['Address', groupAddress(view.address)],
      ['Fingerprint', fingerprint(Buffer.from(view.identity, 'hex'))],
      ['Device', String(view.ordinal)],
      ['Country', view.countries.join(', ')],
      ['Sovereign', `${sovereign.name}, at ${sovereign.url}`],
      ['Currencies', currencies.map(({ code, name }) => currencyText(code, name)).join(', ')],
      ...epochs.flatMap(({ number, succeeds }) =>
        succeeds === null
          ? []
          : [
              [
                `Epoch ${number}`,
                `goes on after entry ${succeeds.size} of ${succeeds.origin}: “${succeeds.reason}”`,
              ],
            ],
      ),
    ],
    [],
  );
}

function currencyText(code: string, name: string): string {
  return name === code ? code : `${code} (${name})`;
}
