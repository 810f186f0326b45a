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
    'Pay nothing here, and take no payment as final: this wallet pays nothing until you decide otherwise.',
    'Save the evidence. It has no keys in it.',
    'Show it to others who use this sovereign, and compare with their wallets what both have seen.',
  ] as readonly string[],
  storedTitle: 'Stop: this wallet is damaged here',
  storedTodo: [
    'Pay nothing with it until you know why. Something else than this wallet may have written here.',
    'Save what was found. It has no keys in it.',
    'Open your identity on another device, and remove this one there.',
  ] as readonly string[],
  goOn: 'Go on all the same',
  goOnMeans:
    'Only if you know how it came about. The evidence is forgotten here, so save it first. If the wallet meets it again, it tells you again.',
  goOnNow: 'Forget it and go on',
  save: 'Save the evidence',
  check: 'Check everything',
  detail: 'What exactly',
};
