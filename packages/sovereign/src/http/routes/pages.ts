import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isLoopbackHost } from '../addresses.ts';
import { FOR_EVER } from '../for-ever.ts';
import type { Encoding, PageFile, Pages } from '../pages/read-pages.ts';

/**
 * What pages may do: load what this sovereign itself serves, and nothing else. No script and no style stands in the document,
 * so neither needs an exception; what makes code out of text needs a policy that only lets scripts of this origin pass
 * (Trusted Types). WebAssembly, which is hashing and Argon2id, runs in workers, which have the policy that came with their script.
 */
const DOCUMENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "media-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types tallystick',
].join('; ');

/** What scripts may do that run in a process of their own. */
function workerPolicy(connects: string): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `connect-src ${connects}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

const WORKER_POLICY = workerPolicy("'self'");
/** The wallet's own process, which has the keys, pays at other sovereigns too: over TLS, and on one's own machine without. */
const WALLET_POLICY = workerPolicy("'self' https:");
const LOOPBACK_WALLET_POLICY = workerPolicy("'self' https: http://localhost:* http://127.0.0.1:*");

/** What a page never needs, and an injected one might want; the camera reads QR codes. */
const PERMISSIONS =
  'camera=(self), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()';

/** The open book and the wallet: files that were built before, by their exact paths. */
export function pageRoutes(app: FastifyInstance, pages: Pages): void {
  const schema = { hide: true };
  for (const path of pages.documents) {
    app.get(path, { schema }, (request, reply) => {
      reply.header('content-security-policy', DOCUMENT_POLICY);
      return sendFile(request, reply, pages.document);
    });
  }
  app.get('/release.json', { schema }, (_request, reply) =>
    reply.header('cache-control', 'no-cache').send(pages.shown),
  );
  for (const [path, file] of pages.files) {
    app.get(path, { schema }, (request, reply) => {
      reply.header('content-security-policy', policyOf(file, request.headers.host));
      return sendFile(request, reply, file);
    });
  }
}

function policyOf({ reaches }: PageFile, host: string | undefined): string {
  if (reaches === 'own') return WORKER_POLICY;
  return isLoopbackHost(host) ? LOOPBACK_WALLET_POLICY : WALLET_POLICY;
}

function sendFile(request: FastifyRequest, reply: FastifyReply, file: PageFile): FastifyReply {
  reply.headers({
    'cache-control': file.isImmutable ? FOR_EVER : 'no-cache',
    etag: file.etag,
    vary: 'accept-encoding',
    'permissions-policy': PERMISSIONS,
  });
  // A node opens its API to pages of other origins; its own pages are nobody's to read.
  reply.removeHeader('access-control-allow-origin');
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
  const encoding = encodingFor(file, request.headers['accept-encoding']);
  reply.type(file.type);
  if (encoding === undefined) return reply.send(file.plain);
  return reply.header('content-encoding', encoding).send(file.encoded.get(encoding));
}

/** The first encoding that there is and that the client accepts. */
function encodingFor(
  { encoded }: PageFile,
  accepted: string | string[] | undefined,
): Encoding | undefined {
  for (const encoding of encoded.keys()) {
    const isAccepted = new RegExp(`\\b${encoding}\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))`);
    if (isAccepted.test(String(accepted ?? ''))) return encoding;
  }
  return undefined;
}
