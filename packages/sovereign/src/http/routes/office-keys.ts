import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { toBase64url } from '@tallystick/protocol';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SovereignNode } from '../../node.ts';
import { requireOperator } from '../authenticate.ts';
import { bytesSchema, problemResponses, strictObject } from '../schemas.ts';

/** Keys of an office's people that were made at the founding: under a passphrase that the machine does not know. */
const OF_PEOPLE = /^signer-[a-z0-9-]+-\d+\.sealed$/;

const answerSchema = strictObject({
  keys: Type.Array(strictObject({ name: Type.String(), sealed: bytesSchema })),
});

/** Sealed keys of offices, for an operator's page that opens one with the passphrase of whoever sits before it. */
export function officeKeyRoutes(app: FastifyInstance, node: SovereignNode): void {
  app.get(
    '/v1/operator/office-keys',
    {
      schema: {
        tags: ['operator'],
        security: [{ session: [] }],
        summary: 'Keys of offices that lie in the folder, as they are: sealed',
        response: { 200: answerSchema, ...problemResponses },
      },
    },
    async (request, reply) => {
      requireOperator(node, request);
      const folder = node.folder.paths.keys;
      const names = (await readdir(folder)).filter((name) => OF_PEOPLE.test(name)).sort();
      const keys = names.map(async (name) => {
        const sealed = toBase64url(await readFile(join(folder, name)));
        return { name: name.replace(/\.sealed$/, ''), sealed };
      });
      return reply.header('cache-control', 'no-store').send({ keys: await Promise.all(keys) });
    },
  );
}
