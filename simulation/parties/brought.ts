import { type CryptoProvider, certificateCodec, decode } from '@tallystick/protocol';
import type { BatchSource } from '@tallystick/sovereign/machine';
import { type MemoryDisk, memoryStorage, openWallet, type WalletPorts } from '@tallystick/wallet';
import { UNLOCK } from './wallet-machine.ts';

/** What a wallet brings to whoever restores the sovereign: a copy of it is opened, and asks nobody. */
export async function broughtBy(disk: MemoryDisk, crypto: CryptoProvider): Promise<BatchSource[]> {
  const ports: WalletPorts = {
    storage: memoryStorage(new Map(disk)),
    connect: () => ({ request: () => Promise.resolve({ ok: false, reason: 'nobody is asked' }) }),
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    random: (length) => new Uint8Array(length),
    crypto,
  };
  const opened = await openWallet(UNLOCK, ports);
  if (!opened.ok) return []; // of a device that is not enrolled yet
  const wallet = opened.value;
  const [certificates, checkpoints] = [await wallet.certificates(), await wallet.checkpoints()];
  await wallet.close();
  if (!certificates.ok || !checkpoints.ok) throw new Error('a wallet cannot say what it holds');
  const encoder = new TextEncoder();
  const held = certificates.value.map(({ certificate, transition }) => {
    const decoded = decode(certificateCodec, certificate);
    if (!decoded.ok) throw new Error(decoded.reason);
    return { certificate: decoded.value, transition };
  });
  return [
    { kind: 'certificates', certificates: held },
    { kind: 'checkpoints', checkpoints: checkpoints.value.map((note) => encoder.encode(note)) },
  ];
}
