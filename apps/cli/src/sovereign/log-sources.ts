import { existsSync } from 'node:fs';
import { certificateCodec, decode } from '@tallystick/protocol';
import type { LogSource, WalletCertificate } from '@tallystick/sovereign';
import type { Call } from '../command.ts';
import { valueOf } from '../failure.ts';
import type { PassphraseOptions } from '../passphrase/passphrase.ts';
import { unlockKeyPath } from '../passphrase/unlock-key.ts';
import { usage } from '../stop.ts';
import { withWallet } from '../wallet/open-wallet.ts';

interface SourceOptions {
  readonly fromMirror?: readonly string[];
  readonly fromLog?: readonly string[];
  readonly fromWallet?: readonly string[];
  readonly walletPassphraseFile?: string;
}

/**
 * Where what a backup lacks may come from, as the options name it. All wallets together are two sources: what they can bring, and
 * how far they have seen the log come.
 */
export async function logSources(
  call: Call,
  { fromMirror = [], fromLog = [], fromWallet = [], walletPassphraseFile }: SourceOptions,
): Promise<LogSource[]> {
  const certificates: WalletCertificate[] = [];
  const checkpoints: Uint8Array[] = [];
  for (const dir of fromWallet) {
    const unlock = unlockOf(call, dir, walletPassphraseFile);
    const held = await heldBy(call, dir, unlock);
    certificates.push(...held.certificates);
    checkpoints.push(...held.checkpoints);
  }
  return [
    ...fromLog.map((folder): LogSource => ({ kind: 'kept-log', folder })),
    ...fromMirror.map((url): LogSource => ({ kind: 'mirror', url })),
    ...(certificates.length > 0 ? [{ kind: 'certificates', certificates } as const] : []),
    ...(checkpoints.length > 0 ? [{ kind: 'checkpoints', checkpoints } as const] : []),
  ];
}

/** The sovereign's passphrase opens no wallet: a wallet has a key in its folder, or a passphrase of its own. */
function unlockOf(call: Call, dir: string, passphraseFile: string | undefined): PassphraseOptions {
  if (existsSync(unlockKeyPath(dir))) return {};
  if (passphraseFile !== undefined) return { passphraseFile };
  if (call.terminal.interactive || !existsSync(dir)) return {};
  throw usage(
    `${dir} is locked with a passphrase and nobody is here to type it. Give --wallet-passphrase-file FILE.`,
  );
}

async function heldBy(
  call: Call,
  dir: string,
  options: PassphraseOptions,
): Promise<{ certificates: WalletCertificate[]; checkpoints: Uint8Array[] }> {
  const held = await withWallet(call, dir, options, async (wallet) => ({
    certificates: valueOf(await wallet.certificates()),
    checkpoints: valueOf(await wallet.checkpoints()),
  }));
  const certificates = held.certificates.map(({ certificate, transition }) => {
    const decoded = decode(certificateCodec, certificate);
    if (!decoded.ok) throw new Error(`${dir} holds a certificate that is none: ${decoded.reason}`);
    return { certificate: decoded.value, transition };
  });
  const encoder = new TextEncoder();
  return { certificates, checkpoints: held.checkpoints.map((note) => encoder.encode(note)) };
}
