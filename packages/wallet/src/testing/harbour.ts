import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CreateSovereignOptions,
  type RunningSovereign,
  openTreasury,
  startSovereign,
} from '@tallystick/sovereign';
import { foundOnce } from '@tallystick/sovereign/testing/found-once';
import type { Hash } from '@tallystick/protocol';
import { Treasury } from './treasury.ts';

/** A real sovereign with its HTTP server, in a folder of its own. */
export class Harbour {
  /** Everything of a test lies below it. */
  readonly root: string;
  readonly #running: RunningSovereign;
  readonly #treasury: Treasury;

  private constructor(root: string, running: RunningSovereign, treasury: Treasury) {
    this.root = root;
    this.#running = running;
    this.#treasury = treasury;
  }

  static async open(more: Pick<CreateSovereignOptions, 'governance'> = {}): Promise<Harbour> {
    const root = mkdtempSync(join(tmpdir(), 'wallet-harbour-'));
    const folder = join(root, 'harbour');
    const passphrase = new TextEncoder().encode('harbour');
    const currencies = [{ code: 'HRB', decimals: 2 }];
    const founding = { folder, name: 'Harbour', country: 'KE', currencies, passphrase, ...more };
    await foundOnce(founding);
    const running = await startSovereign({ folder, port: 0, logLevel: 'silent' });
    const [key] = (await openTreasury(folder, 'HRB', passphrase)).keys;
    if (key === undefined) throw new Error('no treasury key');
    const send = async (body: Uint8Array): Promise<Uint8Array> => {
      const headers = { 'content-type': 'application/cbor' };
      const request = { method: 'POST', headers, body: new Uint8Array(body) };
      const answer = await fetch(`${running.url}/v1/transitions`, request);
      return new Uint8Array(await answer.arrayBuffer());
    };
    return new Harbour(root, running, new Treasury(running.sovereign, 'HRB', key.pair, send));
  }

  get url(): string {
    return this.#running.url;
  }

  get sovereign(): Hash {
    return this.#running.sovereign;
  }

  async issue(to: string, amount: bigint): Promise<void> {
    await this.#treasury.issue(to, amount, Date.now());
  }

  async close(): Promise<void> {
    await this.#running.close();
    rmSync(this.root, { recursive: true, force: true });
  }
}
