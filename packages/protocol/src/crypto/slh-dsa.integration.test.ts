import { acceptTogether } from './provider.acceptance.ts';
import { nobleCrypto } from './noble/index.ts';
import { nodeCrypto } from './node/index.ts';

acceptTogether(nobleCrypto, nodeCrypto, [4]);
