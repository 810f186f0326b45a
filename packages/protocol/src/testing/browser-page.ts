/** Runs in a browser: computes with this package what `browser.browser.test.ts` computes in Node. */

import { nobleCrypto } from '../crypto/noble/index.ts';
import { computed } from './computed.ts';

const answer = await computed(nobleCrypto);
(globalThis as { answer?: Record<string, string> }).answer = answer;
