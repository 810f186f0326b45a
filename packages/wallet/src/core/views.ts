import {
  type Certificate,
  type Epoch,
  type Hash,
  certificateCodec,
  decodeState,
  encode,
  encodeAddress,
  formatAmount,
  keyId,
  toHex,
} from '@tallystick/protocol';
import type { Certified } from './chain/certify.ts';
import { ledgerTime } from './chain/ledger-time.ts';
import type { Collected } from './collect/collect.ts';
import type { Context } from './context.ts';
import type { Holding } from './records/chain-record.ts';
import { currenciesAt } from './trust/changes.ts';
import type { Trust } from './trust/constitution.ts';
import { newestEpoch } from './trust/epochs.ts';
import type {
  Amounts,
  CertificateView,
  EpochView,
  Moved,
  NewEpoch,
  Payment,
  WalletView,
} from './wallet-types.ts';

/** A certificate, for people and scripts. */
function certificateView(certificate: Certificate): CertificateView {
  return {
    index: certificate.index,
    treeSize: certificate.treeSize,
    transition: toHex(certificate.transition),
    bytes: toHex(encode(certificateCodec, certificate)),
    checkpoint: new TextDecoder().decode(certificate.checkpoint),
  };
}

export function paymentView({ id, certificate }: Certified, hold: Hash): Payment {
  const view = certificateView(certificate);
  return { status: 'final', id: toHex(id), hold: toHex(hold), certificate: view };
}

export function pendingView(id: Hash, hold: Hash): Payment {
  return { status: 'pending', id: toHex(id), hold: toHex(hold) };
}

/** Holdings in units of their currencies, by code, in the constitution's order. */
export function amountsView(trust: Trust, holdings: readonly Holding[]): Amounts {
  const amounts: Record<string, string> = {};
  for (const { id, declared } of trust.currencies) {
    const key = toHex(id);
    const found = holdings.find(({ currency }) => toHex(currency) === key);
    if (found === undefined || found.amount === 0n) continue;
    amounts[declared.code] = formatAmount(found.amount, declared.decimals);
  }
  return amounts;
}

/** An amount of a currency with its code; null for a currency that the constitution does not declare. */
export function amountView(
  trust: Trust,
  { currency, amount }: Holding,
): { readonly amount: string; readonly currency: string } | null {
  const key = toHex(currency);
  const known = trust.currencies.find(({ id }) => toHex(id) === key);
  if (known === undefined) return null;
  const { code, decimals } = known.declared;
  return { amount: formatAmount(amount, decimals), currency: code };
}

export function movedView(
  trust: Trust,
  { received, returned, holds, tabs }: Pick<Collected, 'received' | 'returned' | 'holds' | 'tabs'>,
): Moved {
  const moved = { received: amountsView(trust, received), returned: amountsView(trust, returned) };
  return { ...moved, holds, ...(tabs.length === 0 ? {} : { tabs }) };
}

/** Who a wallet is; before its opening is certified, who it is to be. */
export function walletView(context: Context): WalletView {
  const { chains, deviceChain, enrolment, identity, profile, seen, trust } = context;
  const head = chains.device.head === null ? null : decodeState(chains.device.head);
  const opening = profile.opening;
  return {
    address: encodeAddress(enrolment.identity),
    identity: toHex(enrolment.identity),
    device: toHex(deviceChain),
    ordinal: enrolment.ordinal,
    handle: (identity === null ? opening?.handle : identity.view.handle) ?? null,
    countries: identity?.view.records.map(({ country }) => country) ?? opening?.countries ?? [],
    devices: (identity?.view.devices ?? [])
      .filter(({ status }) => status === 'active')
      .map(({ ordinal, device }) => ({ ordinal, key: toHex(keyId(device.key)) })),
    opened: identity !== null,
    sovereign: {
      url: profile.url,
      id: toHex(trust.sovereign),
      name: trust.constitution.name,
    },
    currencies: currenciesAt(trust, ledgerTime(context)).map(
      ({ declared: { code, decimals, name } }) => ({ code, decimals, name }),
    ),
    sequence: head?.ok === true ? head.value.sequence : 0,
    signedTime: seen.signedTime,
    epochs: trust.epochs.map(epochView),
  };
}

function epochView({ number, origin, notBefore, succeeds }: Epoch): EpochView {
  if (succeeds === null) return { number, origin, notBefore, succeeds };
  const { size, reason } = succeeds;
  return { number, origin, notBefore, succeeds: { origin: succeeds.origin, size, reason } };
}

/** What following a new epoch did, to be told once. */
export function newEpochView(trust: Trust, { givenUp }: { readonly givenUp: number }): NewEpoch {
  return { ...epochView(newestEpoch(trust)), givenUp };
}

export function addressOf(identity: Hash): string {
  return encodeAddress(identity);
}
