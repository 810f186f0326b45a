import { useEffect, useState } from 'react';
import { useOpenWallet } from './wallet-state.tsx';

/** What is due besides payments, of which the sovereign's events tell: notes that came after their payment, say. */
const AGAIN_MS = 10_000;

/** Does what is due when a page is opened, and now and then as long as it is; whether the machine's clock is wrong. */
export function useSync(): boolean {
  const { call, refresh } = useOpenWallet();
  const [isClockOff, setClockOff] = useState(false);
  useEffect(() => {
    let isOpen = true;
    const sync = async (): Promise<void> => {
      const outcome = await call('sync');
      if (!isOpen) return;
      if (outcome.ok) setClockOff(outcome.value.clockOff !== undefined);
      await refresh();
    };
    void sync();
    const timer = setInterval(() => void sync(), AGAIN_MS);
    return () => {
      isOpen = false;
      clearInterval(timer);
    };
  }, []);
  return isClockOff;
}
