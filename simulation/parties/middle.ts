import {
  encode,
  type KeyPair,
  signedEpochCodec,
  submitResponseCodec,
  toBase64url,
} from '@tallystick/protocol';
import type { TransportAnswer, TransportRequest } from '@tallystick/wallet';
import { note, type WorldContext } from '../engine/context.ts';
import type { Server } from '../engine/network.ts';
import type { Random } from '../engine/random.ts';
import { answer, json } from '../sovereign/answers.ts';
import { nextEpoch, signEpoch, signNote } from '../sovereign/founding.ts';
import type { SovereignNode } from '../sovereign/node.ts';

const MOODS = ['honest', 'drops', 'bends', 'repeats', 'refuses', 'declares'] as const;

/**
 * Somebody between one wallet and the sovereign who can do everything but sign: drops what it likes, changes bytes on their way,
 * shows old answers again, says no in the sovereign's name, and shows an epoch that the root has not signed. It does not deny
 * what was admitted: of that a wallet takes the sovereign's word, which is why the way to it is authenticated.
 */
export class Middle implements Server {
  readonly #context: WorldContext;
  readonly #node: SovereignNode;
  readonly #random: Random;
  readonly #keys: { readonly root: KeyPair; readonly log: KeyPair };
  readonly #answers = new Map<string, TransportAnswer>();
  #mood: (typeof MOODS)[number] = 'honest';

  constructor(context: WorldContext, node: SovereignNode, name: string) {
    this.#context = context;
    this.#node = node;
    this.#random = context.random.fork(`between ${name}`);
    const pair = (): KeyPair => context.crypto.keyPair(1, this.#random.bytes(32));
    this.#keys = { root: pair(), log: pair() };
  }

  serve(request: TransportRequest): Promise<TransportAnswer> | undefined {
    if (this.#random.chance(0.1)) this.#mood = this.#random.pick(MOODS);
    const acts = this.#random.chance(0.5);
    if (!acts || this.#mood === 'honest') return this.#pass(request);
    note(this.#context, `in between: ${this.#mood} ${request.path}`);
    switch (this.#mood) {
      case 'drops':
        return this.#drop(request);
      case 'bends':
        return this.#bend(request);
      case 'repeats':
        return this.#repeat(request);
      case 'refuses':
        return this.#refuse(request);
      case 'declares':
        return this.#declare(request);
    }
  }

  #pass(request: TransportRequest): Promise<TransportAnswer> | undefined {
    return this.#node.serve(request)?.then((given) => {
      this.#answers.set(request.path, given);
      return given;
    });
  }

  /** Either way nobody hears. */
  #drop(request: TransportRequest): Promise<TransportAnswer> {
    if (this.#random.chance(0.5)) void this.#node.serve(request);
    return new Promise(() => {});
  }

  #bend(request: TransportRequest): Promise<TransportAnswer> | undefined {
    const { body } = request;
    if (body !== null && this.#random.chance(0.5)) {
      return this.#node.serve({ ...request, body: this.#bent(body) });
    }
    return this.#node
      .serve(request)
      ?.then((given) => (given.ok ? { ...given, body: this.#bent(given.body) } : given));
  }

  #bent(bytes: Uint8Array): Uint8Array {
    const bent = bytes.slice();
    if (bent.length === 0) return bent;
    const at = this.#random.below(bent.length);
    bent[at] = (bent[at] ?? 0) ^ (1 << this.#random.below(8));
    return bent;
  }

  #repeat(request: TransportRequest): Promise<TransportAnswer> | undefined {
    const before = this.#answers.get(request.path);
    const denies = request.path.startsWith('/v1/certificates/');
    if (before === undefined || denies) return this.#pass(request);
    return Promise.resolve(before);
  }

  #refuse(request: TransportRequest): Promise<TransportAnswer> | undefined {
    if (request.path !== '/v1/transitions') return this.#pass(request);
    // It may be admitted all the same.
    if (this.#random.chance(0.5)) void this.#node.serve(request);
    const code = this.#random.pick(['not-acceptable', 'insufficient-balance', 'not-available']);
    const refused = { kind: 'refused', code, message: code, data: '{}' } as const;
    return Promise.resolve(
      answer(200, encode(submitResponseCodec, { checkpoints: [], results: [refused] })),
    );
  }

  /** A new epoch in the root's name, and a checkpoint of its log. */
  #declare(request: TransportRequest): Promise<TransportAnswer> | undefined {
    const { founding, epoch, image } = this.#node;
    const newest = image.checkpoints.at(-1);
    if (newest === undefined) return this.#pass(request);
    const { root, log } = this.#keys;
    const { crypto } = founding;
    const honest = nextEpoch(founding, epoch, newest, this.#node.wall());
    const { suite, publicKey } = log;
    const declared = { ...honest, log: { suite, publicKey } };
    if (request.path === '/v1/epochs') {
      const signed = [...this.#node.epochs, signEpoch(crypto, declared, root)];
      const texts = signed.map((one) => toBase64url(encode(signedEpochCodec, one)));
      return Promise.resolve(json({ epochs: texts.map((signedEpoch) => ({ signedEpoch })) }));
    }
    if (request.path !== '/checkpoint') return this.#pass(request);
    const text = `${declared.origin}\n${newest.size}\n${newest.root.toBase64()}\n`;
    const body = new TextEncoder().encode(text);
    return Promise.resolve(answer(200, signNote(crypto, log, body, newest.time)));
  }
}
