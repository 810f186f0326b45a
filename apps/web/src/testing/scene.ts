import type { Browser } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { Harbour } from './harbour.ts';

/** A browser and a sovereign with rules in force and others proposed: what most tests of pages begin with. */
export interface Scene {
  readonly browser: Browser;
  readonly harbour: Harbour;
  close(): Promise<void>;
}

export async function openScene(): Promise<Scene> {
  const [browser, harbour] = await Promise.all([launchChromium(), Harbour.open()]);
  await harbour.legislate();
  return {
    browser,
    harbour,
    async close() {
      await browser.close();
      await harbour.close();
    },
  };
}
