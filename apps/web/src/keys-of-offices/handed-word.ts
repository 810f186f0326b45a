const HANDED = 'tallystick-word-handed-over';

/**
 * Leaves what an office has signed where the wallet of this browser finds it, and says whether it could. It is as public as the log
 * that it goes to.
 */
export function handWord(file: string): boolean {
  try {
    localStorage.setItem(HANDED, file);
    return true;
  } catch {
    return false;
  }
}

/** What was handed over last; null where there is nothing. */
export function handedWord(): string | null {
  try {
    return localStorage.getItem(HANDED);
  } catch {
    return null;
  }
}
