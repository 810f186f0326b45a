/** What is said where something is not what was signed. */
export const troubleEnglish = {
  shown:
    'The sovereign showed something that contradicts what it has signed before, or what this wallet asked for. It may show different people different things.',
  stored: {
    'storage-damaged': 'What this browser stores of the wallet is damaged.',
    'record-damaged': 'What this browser stores of the wallet is damaged.',
    'unlock-damaged': 'What this browser stores to open the wallet is damaged.',
    'wallet-gone': 'This browser has lost what it stored of the wallet.',
  } as Readonly<Record<string, string>>,
};
