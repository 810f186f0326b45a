import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { type Hash, fromHex, hash } from '@tallystick/protocol';
import { MAX_NOTE_BYTES, isParty } from '../../desk/notes.ts';
import type { SovereignNode } from '../../node.ts';
import { noteParties } from '../../reads/note-parties.ts';
import { requireIdentity } from '../authenticate.ts';
import { Problem } from '../problems.ts';
import { binaryContent, idSchema, problemResponses, strictObject } from '../schemas.ts';

const tags = ['own data'];
const security = [{ session: [] }];
const params = strictObject({ hash: idSchema });
const querystring = strictObject({ put: idSchema });

/** Sealed memos: bytes beside the log, for the parties of one hold, who may erase them. */
export function noteRoutes(app: FastifyInstance, node: SovereignNode): void {
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: MAX_NOTE_BYTES },
    (_request, body, done) => done(null, body),
  );

  app.put<{ Params: { hash: string }; Querystring: { put: string }; Body: unknown }>(
    '/v1/notes/:hash',
    {
      bodyLimit: MAX_NOTE_BYTES,
      schema: {
        tags,
        security,
        summary: 'Stores the memo of a hold that transition `put` put',
        consumes: ['application/octet-stream'],
        params,
        querystring,
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    (request, reply) => {
      const reader = requireIdentity(node, request);
      const { body } = request;
      if (!(body instanceof Uint8Array) || body.length === 0) {
        throw new Problem('malformed', `A memo has 1 to ${MAX_NOTE_BYTES} bytes.`);
      }
      const note = idOf(request.params.hash);
      if (Buffer.compare(hash('note', body), note) !== 0) {
        throw new Problem('malformed', 'The path is not H_note of these bytes.');
      }
      const parties = noteParties(node, idOf(request.query.put), note);
      if (parties === undefined || !isParty(parties, reader)) {
        throw new Problem('not-found', 'No admitted hold of yours has this note.');
      }
      node.notes.put(note, body, parties, node.now());
      return reply.code(204).send();
    },
  );

  app.get<{ Params: { hash: string } }>(
    '/v1/notes/:hash',
    {
      schema: {
        tags,
        security,
        summary: 'The sealed memo, for the parties of its hold',
        params,
        response: {
          200: binaryContent('application/octet-stream', 'the sealed memo'),
          ...problemResponses,
        },
      },
    },
    (request, reply) => {
      const reader = requireIdentity(node, request);
      const bytes = node.notes.get(idOf(request.params.hash), reader);
      if (bytes === undefined) throw new Problem('not-found', 'There is no such memo for you.');
      return reply
        .header('cache-control', 'no-store')
        .type('application/octet-stream')
        .send(Buffer.from(bytes));
    },
  );

  app.delete<{ Params: { hash: string }; Querystring: { put?: string } }>(
    '/v1/notes/:hash',
    {
      schema: {
        tags,
        security,
        summary: 'Erases the memo; its hash stays in the hold. A damaged one needs `put`',
        params,
        querystring: Type.Partial(querystring),
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    (request, reply) => {
      const reader = requireIdentity(node, request);
      const note = idOf(request.params.hash);
      const { put } = request.query;
      const proven = put === undefined ? undefined : noteParties(node, idOf(put), note);
      if (!node.notes.erase(note, reader, proven)) {
        throw new Problem('not-found', 'There is no such memo for you.');
      }
      return reply.code(204).send();
    },
  );
}

/** An id that the schema has let pass. */
function idOf(text: string): Hash {
  const id = fromHex(text, 32);
  if (id === undefined) throw new Problem('malformed', 'An id is 64 lower-case hex digits.');
  return id;
}
