/** What is so or is not, and needs no other side. */
export type FlagName =
  'always' | 'crossborder' | 'online' | 'offline' | 'second factor' | 'first payment to payee';

export interface Flag {
  readonly kind: 'flag';
  readonly name: FlagName;
}

/** `document "invoice"`: that the payment comes with a document of that name. */
export interface DocumentFlag {
  readonly kind: 'document';
  readonly name: string;
}
