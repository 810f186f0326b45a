import { constitutionCodec, decode, encode, holdCodec, keyCodec } from '@tallystick/protocol';
import { type Json, bytesFor, plain } from '../plain.ts';
import { type Samples, plainHold } from './samples.ts';
import { STRUCTURES } from './structures.ts';

/**
 * What is refused. `layer` says by whom: `cbor` bytes are not canonical CBOR of the restricted kind, `structure` bytes are,
 * but not of this structure.
 */
interface Refused {
  readonly structure: string;
  readonly layer: 'cbor' | 'structure';
  readonly why: string;
  readonly bytes: Uint8Array;
}

/** Encodings of small structures, and everything that can be wrong with them. */
export function encodingVectors({ genesis, constitution }: Samples): Json {
  const hold = plainHold(500n);
  const signature = { by: 0, bytes: bytesFor('signature', 8) };
  const transition = {
    state: bytesFor('state', 176),
    operation: Uint8Array.of(1),
    signatures: [signature, { ...signature, by: 3 }],
  };
  const response = {
    checkpoints: [bytesFor('checkpoint', 9)],
    results: [
      {
        kind: 'admitted',
        checkpoint: 0,
        index: 7,
        treeSize: 9,
        transition: bytesFor('transition'),
        effects: Uint8Array.fromHex('83050180'),
        proof: [bytesFor('sibling')],
      },
      { kind: 'refused', code: 'stale', message: 'Too late: ä', data: '{"notAfter":1}' },
      {
        kind: 'refused',
        code: 'rules-hold',
        message: 'Hold 0 waits.',
        data: '{"hold":0}',
        receipt: bytesFor('receipt', 9),
      },
    ],
  };
  const decision = {
    transition: bytesFor('transition'),
    item: 1,
    rulebook: bytesFor('rulebook'),
    facts: bytesFor('facts'),
    time: 1_800_000_000_000,
    outcome: 'hold',
    rule: 'DE-7',
    requirements: ['identity tier 2'],
    clauses: [
      {
        code: 'DE-7',
        title: 'Identity above 1000',
        source: 'FATF R.16',
        module: 'DE',
        version: 14,
        since: 1_815_177_600_000,
        line: 3,
      },
    ],
  };
  const unexplained = { ...decision, rule: null, requirements: [], clauses: [] };
  const receipt = { decision, epoch: 0, signature: bytesFor('signature', 8), facts: bytesFor('f') };
  const shortestTimes = { ...constitution.parameters, heartbeatMs: 100, closureAfterMs: 200 };
  const valid = [
    { structure: 'key', value: genesis.root },
    { structure: 'genesis', value: genesis },
    { structure: 'hold', value: hold },
    { structure: 'parameters', value: constitution.parameters },
    { structure: 'parameters', value: shortestTimes },
    { structure: 'transition', value: transition },
    { structure: 'request', value: [transition, transition] },
    { structure: 'response', value: response },
    { structure: 'decision', value: decision },
    { structure: 'decision', value: unexplained },
    { structure: 'decisionReceipt', value: receipt },
  ];
  const invalid = [
    ...brokenCbor(),
    ...brokenHolds(encode(holdCodec, hold).toHex()),
    ...brokenOthers(encode(holdCodec, hold).toHex()),
    cosignedOtherwise(constitution),
  ];
  for (const { structure, bytes, why } of invalid) {
    if (decode(codecOf(structure), bytes).ok) throw new Error(`${structure} was read: ${why}`);
  }
  return plain({
    valid: valid.map(({ structure, value }) => ({
      structure,
      value,
      bytes: encode(codecOf(structure), value),
    })),
    invalid,
  });
}

/** Its witness has a key of suite 4, which cosigns nothing. */
function cosignedOtherwise(constitution: Samples['constitution']): Refused {
  const [witness] = constitution.witnesses;
  if (witness === undefined) throw new Error('the constitution has no witness');
  const hex = encode(constitutionCodec, constitution).toHex();
  const key = encode(keyCodec, witness.key).toHex();
  if (hex.split(key).length !== 2) throw new Error('the key of the witness is not there once');
  const other = hex.replace(key, `82045820${'22'.repeat(32)}`);
  return refused('constitution', 'structure', 'a witness with a key of suite 4', other);
}

/** Bytes that no structure has. Each stands where a key `[4, 32 bytes]` would. */
function brokenCbor(): Refused[] {
  const body = '20'.repeat(32);
  const cases: [string, string][] = [
    ['nothing', ''],
    ['an integer of two bytes for 4', `8218045820${body}`],
    ['an integer of three bytes for 4', `821900045820${body}`],
    ['an integer of five bytes for 4', `821a000000045820${body}`],
    ['an integer of nine bytes for 4', `821b00000000000000045820${body}`],
    ['an integer above 2^63 - 1', `821b80000000000000005820${body}`],
    ['a length of three bytes for 32', `8204590020${body}`],
    ['an array length of two bytes for 2', `9802045820${body}`],
    ['an array of indefinite length', `9f045820${body}ff`],
    ['a byte string of indefinite length', `82045f5820${body}ff`],
    ['a text of indefinite length', '82047f6161ff'],
    ['a reserved length', `82045c${body}`],
    ['a negative integer', `82235820${body}`],
    ['a map', `a1045820${body}`],
    ['a tag', `8204c25820${body}`],
    ['false', `82f45820${body}`],
    ['true', `82f55820${body}`],
    ['undefined', `82f75820${body}`],
    ['a simple value of two bytes', `82f8ff5820${body}`],
    ['a half float', `82f944005820${body}`],
    ['a single float', `82fa408000005820${body}`],
    ['a double float', `82fb40100000000000005820${body}`],
    ['a break alone', 'ff'],
    ['a byte missing', `82045820${body.slice(2)}`],
    ['a byte too many', `82045820${body}00`],
    ['an item too many', `82045820${body}04`],
    ['more bytes announced than there are', '82045affffffff00'],
    ['more items announced than there are', '9affffffff'],
    ['arrays within arrays without end', '81'.repeat(2000)],
  ];
  const texts: [string, string][] = [
    ['text that is not UTF-8', '62c328'],
    ['a surrogate in UTF-8', '63eda080'],
    ['an overlong UTF-8 form', '62c0af'],
    ['UTF-8 that is cut off', '62e282'],
  ];
  return [
    ...cases.map(([why, hex]) => refused('key', 'cbor', why, hex)),
    // `[[], [[0, "a", message, ""]]]`: the message is of any text.
    ...texts.map(([why, text]) => refused('response', 'cbor', why, `82808184006161${text}60`)),
  ];
}

/** A hold is `[currency, cap 500, writer null, note null, [[payee, [0], null, until]]]`. */
function brokenHolds(hex: string): Refused[] {
  const swap = (from: string, to: string): string => {
    const at = hex.indexOf(from);
    if (at < 0 || hex.indexOf(from, at + 1) >= 0) throw new Error(`not once: ${from}`);
    return hex.replace(from, to);
  };
  const condition = (tree: string): string => swap('8100f6', `8100${tree}`);
  const tree = (depth: number): string => `${'83080181'.repeat(depth - 1)}820105`;
  const meter = (encoded: string): string => swap('8100f6', `${encoded}f6`);
  const fifteen = `83080f8f${'820105'.repeat(15)}`;
  const anchor = `5820${'11'.repeat(32)}`;
  const cases: [string, string][] = [
    ['a cap above 2^53 - 1 that is bytes', swap('1901f4f6f6', '481b00000000000000f6f6')],
    ['a cap of 0', swap('1901f4f6f6', '00f6f6')],
    ['a null cap', swap('1901f4f6f6', 'f6f6f6')],
    ['a writer 1', swap('1901f4f6f6', '1901f401f6')],
    ['a note of 31 bytes', swap('1901f4f6f6', `1901f4f6581f${'11'.repeat(31)}`)],
    ['no claims', `${hex.slice(0, hex.indexOf('f6f681') + 4)}80`],
    ['a country in lower case', swap('624445', '626465')],
    ['a country of three letters', swap('624445', '63444555')],
    ['a country of bytes', swap('624445', '424445')],
    ['a meter 6', meter('8106')],
    ['a meter with an item too many', meter('820000')],
    ['a meter that is a number', meter('00')],
    ['ticks of no price', meter(`85020001${anchor}01`)],
    ['ticks per nothing', meter(`85020100${anchor}01`)],
    ['65,537 links', meter(`85020101${anchor}1a00010001`)],
    ['no links', meter(`85020101${anchor}00`)],
    ['a cheque of 0', meter('820300')],
    ['a schedule without periods', meter('850401010100')],
    ['a price divided by 0', meter(`8505${anchor}010000`)],
    ['a condition 0', condition('8100')],
    ['a condition 9', condition('820901')],
    ['a null condition within one', condition('83080181f6')],
    ['conditions 5 deep', condition(tree(5))],
    ['33 conditions', condition(`83080282${fifteen}${fifteen}`)],
    ['17 conditions in one', condition(`83080191${'820105'.repeat(17)}`)],
    ['no conditions in one', condition('83080180')],
    ['a threshold of 0', condition('83080081820105')],
    ['a threshold of 2 of 1', condition('83080281820105')],
    ['2 of 1 keys', condition(`8304028182045820${'22'.repeat(32)}`)],
    ['a key twice', condition(`83040182${`82045820${'22'.repeat(32)}`.repeat(2)}`)],
  ];
  return cases.map(([why, bytes]) => refused('hold', 'structure', why, bytes));
}

function brokenOthers(holdHex: string): Refused[] {
  const hash = `5820${'11'.repeat(32)}`;
  const salt = `50${'00'.repeat(16)}`;
  const body = '20'.repeat(32);
  const signature = (by: string): string => `82${by}4101`;
  const transition = (signatures: string): string => `8358b0${'01'.repeat(176)}4101${signatures}`;
  const cases: [string, string, string][] = [
    ['key', 'a suite 0', `82005820${body}`],
    ['key', 'a suite 5', `82055820${body}`],
    ['key', 'a public key as long as another suite has', `82015820${body}`],
    ['key', 'a suite that is bytes', `8241045820${body}`],
    ['key', 'an item missing', '8104'],
    ['operation', 'a kind 6', `840601${salt}82${hash}01`],
    ['operation', 'a mint of 0', `840101${salt}82${hash}00`],
    ['operation', 'a salt of 15 bytes', `8401014f${'00'.repeat(15)}82${hash}01`],
    ['operation', 'a time above 2^53 - 1', `84011b0020000000000000${salt}82${hash}01`],
    ['operation', 'a put without holds', `840301${salt}82624b4580`],
    ['operation', 'a raise of 0', `840301${salt}82624b458182${hash}00`],
    ['operation', 'a raise of one item', `840301${salt}82624b458181${hash}`],
    ['operation', 'a hold after a raise', `840301${salt}82624b458282${hash}01${holdHex}`],
    ['operation', 'a take of claim 16', `840401${salt}818184${hash}1001f6`],
    ['transition', 'no signatures', transition('80')],
    ['transition', 'the same signer twice', transition(`82${signature('00').repeat(2)}`)],
    [
      'transition',
      'signers in descending order',
      transition(`82${signature('01')}${signature('00')}`),
    ],
    ['transition', 'a state of 175 bytes', `8358af${'01'.repeat(175)}410181${signature('00')}`],
    ['transition', 'no operation', `8358b0${'01'.repeat(176)}4081${signature('00')}`],
    ['leaf', 'kind 2, which is registered', `8202${hash}`],
    ['effects', 'a flag of 2', '83040181820102'],
    ['effects', 'totals missing', '83010180'],
    ['effects', 'something after nothing', '8305018100'],
    ['parameters', 'a closure after 199 with a heartbeat each 100', '86186418c701010001'],
    ['parameters', 'a closure after the next heartbeat', '861864186401010001'],
    ['parameters', 'a heartbeat each 99', '8618631903e801010001'],
    ['parameters', 'a quorum of 65', '86186418c80101184101'],
    ['request', 'no transitions', '80'],
  ];
  return cases.map(([structure, why, hex]) => refused(structure, 'structure', why, hex));
}

function refused(structure: string, layer: Refused['layer'], why: string, hex: string): Refused {
  return { structure, layer, why, bytes: Uint8Array.fromHex(hex) };
}

function codecOf(structure: string): (typeof STRUCTURES)[string] {
  const codec = STRUCTURES[structure];
  if (codec === undefined) throw new Error(`no structure ${structure}`);
  return codec;
}
