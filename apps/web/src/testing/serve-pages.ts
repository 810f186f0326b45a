import { startSovereign } from '@tallystick/sovereign';

/** A program: a node of a folder that serves the pages of another one, at a port. */
const [folder = '', pages = '', port = ''] = process.argv.slice(2);
const node = await startSovereign({ folder, pages, port: Number(port), logLevel: 'silent' });
process.once('SIGTERM', () => void node.close());
process.stdout.write(`${node.url}\n`);
