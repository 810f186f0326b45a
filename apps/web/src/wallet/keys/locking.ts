import { useEffect } from 'react';

/** When a wallet locks by itself. */
export interface Locking {
  /** After so many minutes without a touch. */
  readonly minutes: number;
  /** As soon as its page is not seen any more. */
  readonly isWhenHidden: boolean;
}

export const LOCK_MINUTES = [5, 15, 60] as const;
const USUAL: Locking = { minutes: 15, isWhenHidden: false };
const NAME = 'tallystick-wallet-locking';
const LOOK_MS = 10_000;
const MINUTE_MS = 60_000;

export function readLocking(): Locking {
  try {
    const kept = JSON.parse(localStorage.getItem(NAME) ?? '{}') as Partial<Locking>;
    const minutes = LOCK_MINUTES.find((one) => one === kept.minutes) ?? USUAL.minutes;
    return { minutes, isWhenHidden: kept.isWhenHidden === true };
  } catch {
    return USUAL;
  }
}

export function keepLocking(locking: Locking): void {
  try {
    localStorage.setItem(NAME, JSON.stringify(locking));
  } catch {
    // A browser that keeps nothing locks as usual.
  }
}

/** Locks an open wallet that nobody touches, or sees, as it was chosen. What it is doing is finished first. */
export function useLocking(isOpen: boolean, lock: () => void): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    let touched = Date.now();
    const touch = (): void => {
      touched = Date.now();
    };
    const hide = (): void => {
      if (document.visibilityState === 'hidden' && readLocking().isWhenHidden) lock();
    };
    const timer = setInterval(() => {
      if (Date.now() - touched > readLocking().minutes * MINUTE_MS) lock();
    }, LOOK_MS);
    addEventListener('pointerdown', touch);
    addEventListener('keydown', touch);
    document.addEventListener('visibilitychange', hide);
    return () => {
      clearInterval(timer);
      removeEventListener('pointerdown', touch);
      removeEventListener('keydown', touch);
      document.removeEventListener('visibilitychange', hide);
    };
  }, [isOpen, lock]);
}
