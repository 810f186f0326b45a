import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { holdFor } from '@tallystick/ledger/testing';
import { holdId, noteHash, toHex } from '@tallystick/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Scene, requestOf } from '../testing/scene.ts';
import { PROBLEMS } from './problems.ts';

/** The page for integrators: its examples run as they stand, and it leaves no endpoint and no problem out. */
const DOCS = join(import.meta.dirname, '../../../../docs/integrators');
const run = promisify(execFile);
let scene: Scene;
let env: Record<string, string>;

beforeAll(async () => {
  scene = await Scene.found();
  await scene.start();
  const ada = await scene.funded(100n, 'ada');
  const memo = new TextEncoder().encode('sealed');
  const hold = { ...holdFor(ada.id, scene.hrb, 5n), note: noteHash(memo) };
  const put = ada.account.put('KE', [hold]);
  await scene.must(put);
  await writeFile(scene.path('memo.sealed'), memo);
  const next = ada.account.put('KE', [holdFor(ada.id, scene.hrb, 5n)]);
  await writeFile(scene.path('transitions.cbor'), requestOf([next.bytes]));
  const script = fileURLToPath(new URL('../testing/curl.ts', import.meta.url));
  const shim = `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`;
  await mkdir(scene.path('bin'));
  await writeFile(scene.path('bin/curl'), shim, { mode: 0o755 });
  env = {
    // The machine's own curl comes first, where there is one.
    PATH: `${process.env['PATH'] ?? ''}:${scene.path('bin')}`,
    URL: scene.url,
    TOKEN: await scene.session(ada.account),
    OPERATOR: await scene.operatorSession(),
    CHAIN: toHex(ada.account.chain),
    PUT: toHex(put.id),
    HOLD: toHex(holdId(put.id, 0)),
    HASH: toHex(noteHash(memo)),
  };
});
afterAll(async () => {
  await scene.remove();
});

async function page(name: string): Promise<string> {
  return readFile(join(DOCS, name), 'utf8');
}

test('every example runs as it stands', async () => {
  const text = await page('http-api.md');
  const blocks = [...text.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block ?? '');
  const lines = blocks.flatMap((block) => block.trim().split('\n'));
  expect(lines.length).toBeGreaterThan(20);
  const failed: string[] = [];
  for (const line of lines) {
    expect(line.startsWith('curl -fsS ')).toBe(true);
    await run('sh', ['-c', line], { cwd: scene.path('.'), env }).catch((error: unknown) => {
      failed.push(`${line}: ${String(error)}`);
    });
  }
  expect(failed).toEqual([]);
  expect(await readFile(scene.path('memo.read'), 'utf8')).toBe('sealed');
});

test('what stands in for curl on a machine without it does as curl does', async () => {
  const curl = scene.path('bin/curl');
  const { stdout } = await run(curl, ['-fsS', `${scene.url}/health/live`]);
  expect(JSON.parse(stdout)).toEqual({ status: 'live' });
  await expect(run(curl, ['-fsS', `${scene.url}/nothing`])).rejects.toMatchObject({ code: 22 });
});

test('every endpoint of the OpenAPI document stands on the page', async () => {
  const text = await page('http-api.md');
  const { paths } = await scene.json<{ paths: Record<string, object> }>('/openapi.json');
  const names = Object.keys(paths);
  expect(names.length).toBeGreaterThan(25);
  const missing = names.filter(
    (path) => !text.includes(path.replace(/\{.*$/, '').replace('*', '')),
  );
  expect(missing).toEqual([]);
});

test('every problem is documented, with its status, and no other is', async () => {
  const rows = [...(await page('problems.md')).matchAll(/^\| `([a-z-]+)` \| (\d+) \|/gm)];
  const documented = Object.fromEntries(rows.map(([, code, status]) => [code, Number(status)]));
  const expected = Object.entries(PROBLEMS).map(([code, { status }]) => [code, status]);
  expect(documented).toEqual(Object.fromEntries(expected));
});

test('the page for people and its document are served under a strict policy', async () => {
  const document = await scene.json<{ openapi: string }>('/openapi.json');
  expect(document.openapi).toBe('3.1.0');
  const docs = await scene.get('/docs/');
  const policy = docs.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe-eval');
  const html = await docs.text();
  expect(html).not.toMatch(/<script(?![^>]*src=)[^>]*>[^<]/);
  for (const [, source] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
    expect((await fetch(new URL(source ?? '', `${scene.url}/docs/`))).status).toBe(200);
  }
  const settings = await (await scene.get('/docs/static/swagger-initializer.js')).text();
  expect(settings).toContain('validatorUrl');
});

test('a path out of the folder of that page leads nowhere, and is no mistake of the node', async () => {
  const { hostname, port } = new URL(scene.url);
  for (const path of ['../../../package.json', '%2e%2e/%2e%2e/package.json']) {
    const socket = connect(Number(port), hostname); // fetch would resolve the path itself
    socket.write(
      `GET /docs/static/${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`,
    );
    const answer = (await socket.setEncoding('utf8').toArray()).join('');
    expect([path, answer.slice(0, 12)]).toEqual([path, 'HTTP/1.1 404']);
  }
});
