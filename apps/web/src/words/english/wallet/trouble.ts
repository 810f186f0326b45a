/** What is said where something is not what was signed. */
export const troubleEnglish = {
  title: (sovereign: string): string => `Stop: something is wrong at ${sovereign}`,
  shown:
    'The sovereign showed something that contradicts what it has signed before, or what this wallet asked for. It may show different people different things.',
  stored: {
    'storage-damaged': 'What this browser stores of the wallet is damaged.',
    'record-damaged': 'What this browser stores of the wallet is damaged.',
    'unlock-damaged': 'What this browser stores to open the wallet is damaged.',
    'wallet-gone': 'This browser has lost what it stored of the wallet.',
  } as Readonly<Record<string, string>>,
  todo: [
    'Pay nothing here, and take no payment as final: this wallet pays nothing until it has been locked and opened again.',
    'Save the evidence. It has no keys in it.',
    'Show it to others who use this sovereign, and compare with their wallets what both have seen.',
  ] as readonly string[],
  save: 'Save the evidence',
  check: 'Check everything',
  detail: 'What exactly',
};
