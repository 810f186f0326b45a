import { createHash, randomBytes } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { type Rolldown, build as viteBuild } from 'vite';

const ROOT = join(import.meta.dirname, '../../../..');
const WEB = join(ROOT, 'apps/web');
/** Where builds lie: one folder for each, and `current`, which names the one to serve. */
const DIST = join(WEB, 'dist');

/** What a build is made of: another byte in one of them makes another build. */
const SOURCES = [
  'package-lock.json',
  'apps/web/{index.html,package.json}',
  'apps/web/{public,src}/**/*',
  'packages/{protocol,rules,wallet}/{package.json,src/**/*}',
];
const IS_TEST = /\.(test|acceptance)\.ts$|\/testing\//;

/** Paths under which the one document is served; `/*` stands for one step of a path. */
export const DOCUMENTS: readonly string[] = [
  '/',
  '/rules',
  '/rules/*',
  '/votes',
  '/votes/*',
  '/money',
  '/numbers',
  '/constitution',
  '/log',
  '/wallet',
  '/wallet/*',
  '/console',
  '/console/*',
  '/found',
];

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  webmanifest: 'application/manifest+json',
};
/** The process that has a wallet's keys: it alone connects to other sovereigns. */
const WALLET = /^\/assets\/wallet-process-[\w-]+\.js$/;
/** Shorter files are not worth two more of them. */
export const WORTH_COMPRESSING_BYTES = 512;

const toGzip = promisify(gzip);
const toBrotli = promisify(brotliCompress);

/** A build that is there. */
export interface Built {
  readonly folder: string;
  /** Whether it was there before. */
  readonly isOld: boolean;
}

/**
 * Builds the pages into `dist`, unless the build of these very sources is there. Several at once do no harm: a build has its
 * own folder until it is whole.
 */
export async function buildPages(announce: () => void = () => undefined): Promise<Built> {
  const release = hashOfSources();
  const folder = join(DIST, release);
  if (existsSync(join(folder, 'pages.json'))) {
    await point(release);
    return { folder, isOld: true };
  }
  announce();
  const unfinished = join(DIST, `.${release}.${randomBytes(4).toString('hex')}`);
  await mkdir(unfinished, { recursive: true });
  try {
    await writePages(unfinished, release);
    await rename(unfinished, folder).catch((error: unknown) => {
      // Somebody else was faster, with the same.
      if (!existsSync(join(folder, 'pages.json'))) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  await point(release);
  await forgetOthers(release);
  return { folder, isOld: false };
}

function hashOfSources(): string {
  const digest = createHash('sha256');
  const paths = SOURCES.flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.[a-z]+$/.test(path) && !IS_TEST.test(path))
    .toSorted();
  if (paths.length < 100) throw new Error('these are not the sources');
  for (const path of paths) {
    const bytes = readFileSync(join(ROOT, path));
    digest.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return digest.digest('hex').slice(0, 16);
}

async function point(release: string): Promise<void> {
  const file = join(DIST, 'current');
  if (existsSync(file) && readFileSync(file, 'utf8') === release) return;
  const temporary = `${file}.${randomBytes(4).toString('hex')}`;
  await writeFile(temporary, release);
  await rename(temporary, file);
}

/** A node has what it serves in memory: nobody reads an older build any more. */
async function forgetOthers(release: string): Promise<void> {
  for (const name of await readdir(DIST)) {
    if (name === release || !/^[0-9a-f]{16}$/.test(name)) continue;
    await rm(join(DIST, name), { recursive: true, force: true });
  }
}

interface File {
  readonly path: string;
  readonly bytes: Uint8Array;
}

async function writePages(folder: string, release: string): Promise<void> {
  const pages = await inProduction(() => bundlePages(release));
  const icons = (await readdir(join(WEB, 'public'))).map(async (name) => ({
    path: `/${name}`,
    bytes: await readFile(join(WEB, 'public', name)),
  }));
  const files = [...pages, ...(await Promise.all(icons))];
  const kept = ['/', ...files.map(({ path }) => path).filter((path) => path !== '/index.html')];
  const bytesAt = new Map(files.map(({ path, bytes }) => [path, bytes]));
  const hashes = kept.map((path) => {
    const bytes = bytesAt.get(path === '/' ? '/index.html' : path) ?? new Uint8Array();
    return [path, createHash('sha256').update(bytes).digest('hex')] as const;
  });
  files.push(await inProduction(() => bundleServiceWorker(release, Object.fromEntries(hashes))));
  const listed = await Promise.all(files.map((file) => writeFileTo(folder, file)));
  const manifest = { release, documents: DOCUMENTS, files: listed };
  await writeFile(join(folder, 'pages.json'), `${JSON.stringify(manifest, null, 1)}\n`);
}

/** Vite builds what NODE_ENV says, whatever is asked of it: the same sources make the same pages, in a test too. */
async function inProduction<T>(work: () => Promise<T>): Promise<T> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}

/** A file with its compressed forms beside it, as `pages.json` lists it. */
async function writeFileTo(folder: string, { path, bytes }: File): Promise<object> {
  const target = join(folder, path);
  await mkdir(join(target, '..'), { recursive: true });
  await writeFile(target, bytes);
  const type = TYPES[path.split('.').at(-1) ?? ''];
  if (type === undefined) throw new Error(`of what type is ${path}?`);
  const encodings =
    type === 'image/png' || bytes.length < WORTH_COMPRESSING_BYTES ? [] : ['br', 'gzip'];
  if (encodings.length > 0) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
    await writeFile(`${target}.br`, await toBrotli(bytes, { params }));
    await writeFile(`${target}.gzip`, await toGzip(bytes, { level: 9 }));
  }
  // What has its hash in its name never changes.
  const isImmutable = path.startsWith('/assets/');
  return { path, type, encodings, isImmutable, reaches: WALLET.test(path) ? 'others' : 'own' };
}

/** React is Preact in what is served: 60 kB less, and nothing of it is missed here. */
const ALIASES = [
  { find: /^react\/jsx(-dev)?-runtime$/, replacement: 'preact/jsx-runtime' },
  { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
  { find: /^react(-dom)?$/, replacement: 'preact/compat' },
];

const REST = { configFile: false, logLevel: 'error', root: WEB } as const;

async function bundlePages(release: string): Promise<File[]> {
  const result = await viteBuild({
    ...REST,
    define: { RELEASE: JSON.stringify(release) },
    resolve: { alias: ALIASES },
    worker: { format: 'es' },
    build: {
      write: false,
      copyPublicDir: false,
      target: 'esnext',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      // Mantine names parts of React that Preact lacks, in components that no page has.
      rolldownOptions: { shimMissingExports: true, onwarn: refuseShims },
    },
  });
  return filesOf(result);
}

/** What may be missing from Preact, since what would use it is shaken off. */
const MAY_LACK = ['Activity'];

function refuseShims(warning: Rolldown.RolldownLog): void {
  if (warning.code !== 'SHIMMED_EXPORT') return;
  if (!MAY_LACK.some((name) => warning.message.includes(`"${name}"`))) {
    throw new Error(warning.message);
  }
}

async function bundleServiceWorker(
  release: string,
  kept: Readonly<Record<string, string>>,
): Promise<File> {
  const result = await viteBuild({
    ...REST,
    publicDir: false,
    define: { RELEASE: JSON.stringify(release), KEPT: JSON.stringify(kept) },
    build: {
      write: false,
      target: 'esnext',
      rolldownOptions: {
        input: join(WEB, 'src/service-worker/service-worker.ts'),
        output: { codeSplitting: false, format: 'iife' },
      },
    },
  });
  const [script, ...more] = filesOf(result);
  if (script === undefined || more.length > 0) throw new Error('not one service worker was built');
  return { path: '/sw.js', bytes: script.bytes };
}

function filesOf(result: Awaited<ReturnType<typeof viteBuild>>): File[] {
  if (!('output' in result)) throw new Error('not one bundle was built');
  return result.output.map((one) => ({
    path: `/${one.fileName}`,
    bytes: Buffer.from(one.type === 'chunk' ? one.code : one.source),
  }));
}
