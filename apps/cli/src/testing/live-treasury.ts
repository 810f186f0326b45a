import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type KeyPair,
  type Transition,
  decodeState,
  stateId,
  toHex,
  type Issue,
  issueOf,
  type Draft,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import {
  type RunningSovereign,
  createSovereign,
  openFolder,
  openOperator,
  openTreasury,
  startSovereign,
  type TreasuryRefusal,
  type TreasuryPlaceFile,
  openTreasuryPlace,
} from '@tallystick/sovereign';
import { foundedTrust } from '@tallystick/wallet';
import { createFolderWallet } from '@tallystick/wallet/node';
import { valueOf } from '../failure.ts';
import { type OperatorClient, operatorClient } from '../treasury/operator-client.ts';
import { type Treasury, createTreasury } from '../treasury/treasury.ts';

export const PASSPHRASE: Uint8Array = new TextEncoder().encode('harbour');

/** A process that ends in the middle. */
export class Crash extends Error {}

/** Something that reaches the disk or the sovereign; `submitted` is an answer on its way back. */
export type Step =
  'write' | 'keep' | 'head' | 'submit' | 'submitted' | 'certificate' | 'checkpoint';

/** Transitions as they left, whatever became of them. */
interface Sent {
  readonly id: string;
  readonly sequence: number;
  readonly at: number;
}

interface Opening {
  readonly code: 'HRB' | 'COP';
  readonly validityMs: number;
  /** As long as that where nothing else is said. */
  readonly mostValidityMs?: number;
  /** Told before each step; what it throws happens instead. */
  readonly step?: (step: Step) => void | Promise<void>;
  /** What the sovereign is made to say to a transition. */
  readonly refuse?: () => TreasuryRefusal | undefined;
}

/** A node in this process with a treasury of one key, HRB, and one of two out of three, COP; ada can be paid. */
export interface LiveSovereign {
  readonly root: string;
  readonly folder: string;
  /** Of COP. */
  readonly signers: readonly KeyPair[];
  readonly sent: readonly Sent[];
  open(opening: Opening): Promise<Treasury & { readonly client: OperatorClient }>;
  /** In HRB or COP, for ada. */
  order(amount: bigint): Promise<ReturnType<typeof issueOf>>;
  payee(): Promise<Issue['payee']>;
  minted(code: string): Promise<bigint>;
  /** The node stops, and one that serves `folder` starts. */
  restart(folder: string): Promise<void>;
  end(): Promise<void>;
}

export async function createLiveSovereign(): Promise<LiveSovereign> {
  const root = mkdtempSync(join(tmpdir(), 'tally-live-'));
  const first = join(root, 'harbour');
  const signers = [1, 2, 3].map((at) => nodeCrypto.keyPair(1, new Uint8Array(32).fill(at)));
  const keys = signers.map(({ suite, publicKey }) => ({ suite, publicKey }));
  await createSovereign({
    folder: first,
    name: 'Harbour',
    country: 'KE',
    currencies: [
      { code: 'HRB', decimals: 2 },
      { code: 'COP', decimals: 2, treasury: { threshold: 2, signers: keys } },
    ],
    parameters: { heartbeatMs: 200 },
    passphrase: PASSPHRASE,
  });
  let folder = first;
  let node: RunningSovereign = await startSovereign({ folder, port: 0, logLevel: 'silent' });
  const who = { sovereign: node.url, country: 'KE', handle: 'ada' };
  await valueOf(await createFolderWallet(join(root, 'ada'), who)).close();
  const sent: Sent[] = [];

  async function open({
    code,
    validityMs,
    mostValidityMs = validityMs,
    step = () => undefined,
    refuse = () => undefined,
  }: Opening): Promise<Treasury & { readonly client: OperatorClient }> {
    const opened = await openTreasury(folder, code, PASSPHRASE);
    const { sovereign, signed, constitution, epochs } = await openFolder(folder, nodeCrypto);
    const real = operatorClient(node.url, sovereign, await openOperator(folder));
    const client = watched(real, step, refuse, sent);
    const declared = constitution.currencies.find((currency) => currency.code === code);
    if (declared === undefined) throw new Error(code);
    const founded = epochs.map(({ epoch }) => epoch);
    const trust = foundedTrust({ sovereign, signed, constitution, epochs: founded });
    const treasury = createTreasury({
      opened,
      country: 'KE',
      client,
      signers: declared.treasury,
      validityMs,
      mostValidityMs,
      file: watchedFile(openTreasuryPlace(folder, code), step),
      trust,
      exclusively: (work) => work(),
      waiting: () => undefined,
    });
    return { ...treasury, client };
  }

  const payee = async (): Promise<Issue['payee']> => {
    const { sovereign } = await openFolder(folder, nodeCrypto);
    const client = operatorClient(node.url, sovereign, await openOperator(folder));
    const found = await client.identity('@ada');
    if (found === undefined) throw new Error('no ada');
    return found;
  };

  return {
    root,
    get folder() {
      return folder;
    },
    signers,
    sent,
    open,
    payee,
    order: async (amount) => issueOf([{ payee: await payee(), amount }]),
    async minted(code) {
      const answer = (await (await fetch(`${node.url}/v1/supply`)).json()) as {
        supply: readonly { code: string; minted: string }[];
      };
      return BigInt(answer.supply.find((one) => one.code === code)?.minted ?? '0');
    },
    async restart(next) {
      await node.close();
      folder = next;
      node = await startSovereign({ folder, port: 0, logLevel: 'silent' });
    },
    async end() {
      await node.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** As a signer's own program signs. */
export function signedBy(
  drafts: readonly Draft[],
  by: number,
  pair: KeyPair,
  context: Uint8Array,
): Draft[] {
  return drafts.map((draft) => {
    const bytes = nodeCrypto.sign(pair, stateId(draft.state), context);
    return { ...draft, signatures: [...draft.signatures, { by, bytes }] };
  });
}

function watched(
  real: OperatorClient,
  step: NonNullable<Opening['step']>,
  refuse: NonNullable<Opening['refuse']>,
  sent: Sent[],
): OperatorClient {
  return {
    ...real,
    async head(chain) {
      await step('head');
      return await real.head(chain);
    },
    async certificate(id) {
      await step('certificate');
      return await real.certificate(id);
    },
    async checkpoint() {
      await step('checkpoint');
      return await real.checkpoint();
    },
    async submit(transition: Transition) {
      const state = decodeState(transition.state);
      const sequence = state.ok ? state.value.sequence : -1;
      sent.push({ id: toHex(stateId(transition.state)), sequence, at: Date.now() });
      await step('submit');
      const answer = refuse() ?? (await real.submit(transition));
      await step('submitted');
      return answer;
    },
  };
}

function watchedFile(
  real: TreasuryPlaceFile,
  step: NonNullable<Opening['step']>,
): TreasuryPlaceFile {
  return {
    read: () => real.read(),
    write(place) {
      void step('write');
      real.write(place);
    },
    keepAbandoned(pending) {
      void step('keep');
      real.keepAbandoned(pending);
    },
  };
}
