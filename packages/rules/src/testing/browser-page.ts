/** Runs in a browser: what `browser.browser.test.ts` computes in Node. */

import { type Answered, answered } from './answered.ts';

(globalThis as { answer?: Answered }).answer = answered();
