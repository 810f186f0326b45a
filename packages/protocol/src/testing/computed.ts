import {
  type CryptoProvider,
  PURPOSES,
  concat,
  createFrames,
  createKernel,
  createTickChain,
  encodeAddress,
  encodeState,
  fingerprint,
  formatCondition,
  genesisState,
  hash,
  signingContext,
  stateId,
} from '../index.ts';

export const MESSAGE: Uint8Array = new TextEncoder().encode('the same everywhere');
export const CONTEXT: Uint8Array = signingContext('transition', new Uint8Array(32).fill(3));

/** Something of everything that depends on the machine: WebAssembly, cryptography, text forms. */
export async function computed(provider: CryptoProvider): Promise<Record<string, string>> {
  const kernel = createKernel();
  const inputs = concat(...PURPOSES.map((purpose) => hash(purpose, MESSAGE)));
  const chain = hash('device', MESSAGE);
  const state = encodeState(
    genesisState({ chain, suite: 1, operation: chain, contents: new Uint8Array(32) }),
  );
  const steps = inputs.length / 32;
  const out = { states: new Uint8Array(steps * 176), ids: new Uint8Array(steps * 32) };
  kernel.extend({ state, id: stateId(state) }, inputs, inputs, out);
  const pair = provider.keyPair(1, chain);
  const encryption = provider.encryptionPair(concat(chain, chain, chain));
  const box = provider.seal(encryption.publicKey, MESSAGE, new Uint8Array(88).fill(4));
  const cost = { memoryKib: 64, passes: 1, lanes: 1 };
  return {
    hashes: inputs.toHex(),
    ids: out.ids.toHex(),
    checked: String(kernel.checkRun(concat(state, out.states))),
    address: encodeAddress(chain),
    fingerprint: fingerprint(chain),
    publicKey: pair.publicKey.toHex(),
    encryptionKey: encryption.publicKey.toHex(),
    frame: createFrames(out.states, 100).text(99),
    tick: createTickChain(chain, 1000).tick(300).link.toHex(),
    condition: formatCondition({ kind: 'after', time: 1_234_567_890_123 }),
    sha256: provider.sha256(MESSAGE).toHex(),
    derived: (await provider.argon2id(MESSAGE, chain, cost)).toHex(),
    // The two that are never the same twice.
    signature: provider.sign(pair, MESSAGE, CONTEXT).toHex(),
    box: box?.toHex() ?? '',
  };
}
