import { describe } from 'vitest';
import { acceptP256, acceptProvider } from '../provider.acceptance.ts';
import { nobleCrypto } from './index.ts';
import { nobleVotingCrypto } from './voting.ts';

// Suite 4 takes three seconds a signature here: slh-dsa.integration.test.ts.
acceptProvider(nobleCrypto, [1, 2, 3]);
describe('ECDSA over P-256', () => {
  acceptP256(nobleVotingCrypto);
});
