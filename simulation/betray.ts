import { encode, signedEpochCodec, toBase64url } from '@tallystick/protocol';
import type { Amounts } from '@tallystick/wallet';
import { demand } from './check/violation.ts';
import type { Server } from './engine/network.ts';
import type { Person } from './parties/person.ts';
import { answer, json } from './sovereign/answers.ts';
import { nextEpoch, signEpoch, signNote } from './sovereign/founding.ts';
import type { World } from './world.ts';

/**
 * At the end of its world the sovereign itself turns: under its true root it shows one wallet alone an epoch that goes on from a
 * tree which never was. The wallet has to say so, give nothing up, and go on with the log that everybody sees.
 */
export async function betray(world: World, { machine, name }: Person): Promise<void> {
  const { wallet } = machine;
  if (wallet === undefined || machine.hasMet) return;
  const before = await world.drive(wallet.balances());
  machine.server = liar(world);
  const synced = await world.drive(wallet.sync());
  machine.server = world.node;
  const isFound = !synced.ok && synced.failure.kind === 'tampering';
  demand(
    isFound,
    'misbehaviour is found',
    () => `${name} follows an epoch that contradicts the log`,
  );
  const after = await world.drive(wallet.balances());
  const isWhole = before.ok && after.ok && same(before.value.balances, after.value.balances);
  demand(isWhole, 'misbehaviour is found', () => `${name} has given something up`);
  const again = await world.drive(wallet.sync());
  demand(again.ok, 'nobody is stuck', () => `${name}: ${JSON.stringify(again)}`);
}

function liar({ node, context }: World): Server {
  const { founding, epoch, epochs, image } = node;
  const { crypto, root: key, log } = founding;
  const newest = image.checkpoints.at(-1);
  if (newest === undefined) throw new Error('a world without a log');
  const { size, time } = newest;
  const root = context.random.fork('liar').bytes(32);
  const declared = nextEpoch(founding, epoch, { size, root, time }, node.wall());
  const shown = [...epochs, signEpoch(crypto, declared, key)].map((signed) => ({
    signedEpoch: toBase64url(encode(signedEpochCodec, signed)),
  }));
  const text = `${declared.origin}\n${size}\n${newest.root.toBase64()}\n`;
  const note = signNote(crypto, log(declared.number), new TextEncoder().encode(text), time);
  return {
    serve(request) {
      if (request.path === '/v1/epochs') return Promise.resolve(json({ epochs: shown }));
      if (request.path === '/checkpoint') return Promise.resolve(answer(200, note));
      return node.serve(request);
    },
  };
}

function same(one: Amounts, other: Amounts): boolean {
  const codes = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...codes].every((code) => one[code] === other[code]);
}
