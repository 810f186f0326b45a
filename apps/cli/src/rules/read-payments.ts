import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type OwnCurrency, type PaymentLine, paymentReader } from '@tallystick/rules';
import { usage } from '../stop.ts';

/** The payments of a file: JSON lines where its first line begins with a brace, else CSV with names. */
export async function* readPayments(
  path: string,
  currencies: readonly OwnCurrency[],
): AsyncGenerator<PaymentLine> {
  const input = createReadStream(path, 'utf8');
  const opened = new Promise((resolve, reject) =>
    input.once('open', resolve).once('error', reject),
  );
  await opened.catch((error: unknown) => {
    throw usage(`${path} cannot be read: ${(error as Error).message}.`, 'unreadable');
  });
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  const read = paymentReader(currencies);
  try {
    for await (const text of lines) {
      const line = read(text);
      if (line !== null) yield line;
    }
  } finally {
    lines.close();
    input.destroy();
  }
}
