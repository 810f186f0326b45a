import { readFileSync, writeFileSync } from 'node:fs';

/** As much of curl as the examples on the pages use, for machines that have none. */
const headers: Record<string, string> = {};
let method: string | undefined;
let body: Uint8Array<ArrayBuffer> | null = null;
let output: string | undefined;
let url = '';

const args = process.argv.slice(2);
for (let at = 0; at < args.length; at += 1) {
  const option = args[at] ?? '';
  const value = (): string => args[(at += 1)] ?? '';
  if (option === '-X') method = value();
  else if (option === '-o') output = value();
  else if (option === '-H') {
    const [name = '', ...rest] = value().split(': ');
    headers[name] = rest.join(': ');
  } else if (option === '-d') body = new TextEncoder().encode(value());
  else if (option === '--data-binary') body = new Uint8Array(readFileSync(value().slice(1)));
  else if (option !== '-fsS' && option !== '--compressed') url = option;
}

const answer = await fetch(url, {
  method: method ?? (body === null ? 'GET' : 'POST'),
  headers,
  body,
});
const bytes = new Uint8Array(await answer.arrayBuffer());
if (output !== undefined) writeFileSync(output, bytes);
else process.stdout.write(bytes);
if (!answer.ok) {
  process.stderr.write(`curl: (22) The requested URL returned error: ${answer.status}\n`);
  process.exitCode = 22; // as curl -f
}
