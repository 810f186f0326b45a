import { fingerprint, groupAddress } from '@tallystick/protocol';
import type { WalletView } from '@tallystick/wallet';
import type { Enrolled } from './enrolled.ts';
import type { Json } from '../output/answer.ts';
import { columns } from '../output/columns.ts';

export function viewJson(view: WalletView): { readonly [key: string]: Json } {
  const epochs = view.epochs.map((epoch) => ({
    ...epoch,
    succeeds: epoch.succeeds === null ? null : { ...epoch.succeeds },
  }));
  const devices = view.devices.map((device) => ({ ...device }));
  return { ...view, sovereign: { ...view.sovereign }, devices, epochs };
}

/** Who a wallet is, for people: names first, and the address in groups that can be read out. */
export function viewText(view: WalletView, enrolled: Enrolled = new Map()): string {
  const { sovereign, currencies, epochs } = view;
  return columns(
    [
      ...(view.handle === null ? [] : [['Handle', `@${view.handle}`]]),
      ['Address', groupAddress(view.address)],
      ['Fingerprint', fingerprint(Buffer.from(view.identity, 'hex'))],
      ...devicesText(view, enrolled),
      ['Country', view.countries.join(', ')],
      ['Sovereign', `${sovereign.name}, at ${sovereign.url}`],
      ['Sovereign’s id', sovereign.id],
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

/** Every device by the number that `wallet revoke` takes; before the identity is certified there is this one alone. */
function devicesText({ devices, ordinal }: WalletView, enrolled: Enrolled): string[][] {
  if (devices.length === 0) return [['Device', `${ordinal} (this one)`]];
  return devices.map((device) => {
    const time = enrolled.get(device.key);
    const when =
      time === undefined ? '' : `, enrolled ${new Date(time).toISOString().slice(0, 10)}`;
    const own = device.ordinal === ordinal ? ' (this one)' : '';
    return ['Device', `${device.ordinal}, key ${device.key.slice(0, 16)}${when}${own}`];
  });
}

function currencyText(code: string, name: string): string {
  return name === code ? code : `${code} (${name})`;
}
