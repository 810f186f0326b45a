import type { Page } from 'playwright-core';

/** Everything that a profile stores at a page's origin, as text: of bytes each is a character. */
export function storedText(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const parts: string[] = [
      JSON.stringify(Object.entries(localStorage)),
      JSON.stringify(Object.entries(sessionStorage)),
    ];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open(name);
        opening.addEventListener('success', () => resolve(opening.result));
      });
      for (const store of database.objectStoreNames) {
        const all = database.transaction(store).objectStore(store).getAll();
        await new Promise((resolve) => all.addEventListener('success', resolve));
        for (const value of all.result as Uint8Array[]) {
          parts.push(Array.from(value, (byte) => String.fromCodePoint(byte)).join(''));
        }
      }
      database.close();
    }
    return parts.join('\n');
  });
}

/** Deletes what wallets store, and leaves the keyring that has the keys of it. */
export async function forgetWallets(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (const { name = '' } of await indexedDB.databases()) {
      if (!name.startsWith('tallystick-wallet/wallet')) continue;
      const deleting = indexedDB.deleteDatabase(name);
      await new Promise((resolve) => deleting.addEventListener('success', resolve));
    }
  });
}

/** Writes bytes where wallets store theirs, so that whoever looks for them shows that they find them. */
export async function plantBytes(page: Page, planted: Uint8Array): Promise<void> {
  await page.evaluate(async (bytes) => {
    const opening = indexedDB.open('planted', 1);
    opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('record'));
    await new Promise((resolve) => opening.addEventListener('success', resolve));
    const writing = opening.result.transaction('record', 'readwrite');
    writing.objectStore('record').put(new Uint8Array(bytes), 'key');
    await new Promise((resolve, reject) => {
      writing.addEventListener('complete', resolve);
      writing.addEventListener('abort', () => reject(writing.error ?? new Error('aborted')));
    }).finally(() => opening.result.close());
  }, Array.from(planted));
}

/** Bytes as {@link storedText} shows them. */
export function asStored(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCodePoint(byte)).join('');
}
