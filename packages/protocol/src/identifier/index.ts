export { fromBase64url, fromHex, toBase64url, toHex } from './text-forms.ts';
