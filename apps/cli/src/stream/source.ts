import { createReadStream, statSync } from 'node:fs';
import {
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
  request as requestHttp,
} from 'node:http';
import { request as requestHttps } from 'node:https';
import { extname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream';
import { usage } from '../stop.ts';

/** What is served for ticks. */
export interface Source {
  readonly handler: RequestListener;
  /** Whether there is anything for a request: nobody pays for a page that does not exist. */
  has(request: IncomingMessage): boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
};

/** A file, a folder's files, or another server's answers. */
export function openSource(source: string): Source {
  if (/^https?:\/\//.test(source)) return proxied(new URL(source));
  const stats = statSync(source, { throwIfNoEntry: false });
  if (stats?.isFile() === true) return files(() => resolve(source));
  if (stats?.isDirectory() === true) return files((path) => within(resolve(source), path));
  throw usage(`There is no file or folder ${source}, and it is no http:// or https:// address.`);
}

/** The file of a path; undefined for what is not in the folder, hidden files among it. */
function within(folder: string, path: string): string | undefined {
  const decoded = decodedPath(path);
  if (decoded === undefined || decoded.includes('\0') || /(^|\/)\./.test(decoded)) return undefined;
  const file = join(folder, decoded);
  return file.startsWith(folder + sep) ? file : undefined;
}

function decodedPath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function files(fileOf: (path: string) => string | undefined): Source {
  const find = ({ url }: IncomingMessage): string | undefined => {
    const [path = '/'] = (url ?? '/').split('?', 1);
    const file = fileOf(path);
    if (file === undefined) return undefined;
    return statSync(file, { throwIfNoEntry: false })?.isFile() === true ? file : undefined;
  };
  return {
    has: (request) => isRead(request) && find(request) !== undefined,
    handler(request, response) {
      const file = isRead(request) ? find(request) : undefined;
      if (file === undefined) {
        response.writeHead(isRead(request) ? 404 : 405).end();
        return;
      }
      const type = TYPES[extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type });
      if (request.method === 'HEAD') response.end();
      else pipeline(createReadStream(file), response, () => undefined);
    },
  };
}

function isRead({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Of this hop alone (RFC 9110 §7.6.1), or for this server alone. */
const OWN_HEADERS = new Set([
  'connection',
  'host',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'tally-tick',
]);

function proxied(target: URL): Source {
  const ask = target.protocol === 'https:' ? requestHttps : requestHttp;
  return {
    has: () => true,
    handler(request, response) {
      const headers = Object.fromEntries(
        Object.entries(request.headers).filter(([name]) => !OWN_HEADERS.has(name)),
      );
      const path = `${target.pathname.replace(/\/$/, '')}${request.url ?? '/'}`;
      const { method = 'GET' } = request;
      const asked = ask(target, { method, path, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        pipeline(answer, response, () => undefined);
      });
      asked.on('error', () => unanswered(response));
      pipeline(request, asked, () => undefined);
    },
  };
}

function unanswered(response: ServerResponse): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(502).end();
}
