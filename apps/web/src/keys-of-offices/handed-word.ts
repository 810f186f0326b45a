const HANDED = 'tallystick-word-handed-over';

/** Leaves what an office has signed where the wallet of this browser finds it. It is as public as the log that it goes to. */
export function handWord(file: string): void {
  localStorage.setItem(HANDED, file);
}

/** What was handed over last; null where there is nothing. */
export function handedWord(): string | null {
  try {
    return localStorage.getItem(HANDED);
  } catch {
    return null;
  }
}
