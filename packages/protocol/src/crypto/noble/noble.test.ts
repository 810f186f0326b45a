import { acceptProvider } from '../provider.acceptance.ts';
import { nobleCrypto } from './index.ts';

// Suite 4 takes three seconds a signature here: slh-dsa.integration.test.ts.
acceptProvider(nobleCrypto, [1, 2, 3]);
