import { type MemoryImage, openMemoryStore, readTransition } from '@tallystick/ledger';
import { decode, encode, type Epoch, epochCodec, transitionCodec } from '@tallystick/protocol';
import { type BatchSource, recoverLog, requireNoGap } from '@tallystick/sovereign/machine';
import type { Books } from '../check/books.ts';
import { Violation } from '../check/violation.ts';
import { launch, note, type WorldContext } from '../engine/context.ts';
import type { Random } from '../engine/random.ts';
import { copyDisk, keptLogOf, mirrorOf } from './disk-copy.ts';
import { nextEpoch } from './founding.ts';
import type { SovereignNode } from './node.ts';

/** A copy of the disk, and the epoch that it was taken in. */
interface Backup {
  readonly image: MemoryImage;
  readonly epoch: number;
}

/** Whom a restore concerns. */
interface Neighbours {
  /** Everybody brings what their wallets hold. */
  bring(): Promise<BatchSource[]>;
  /** So many entries of the log are that of before. */
  restored(livingSize: number): void;
}

/**
 * Looks after the sovereign's machine: takes backups, keeps a mirror, and when the disk dies puts back what there is. Brought
 * forward with all the help there is, the log goes on; else the root declares in public what it gives up.
 */
export class Operator {
  /** Disks that died, and how many of these ended in a new epoch. */
  losses = 0;
  epochs = 0;
  readonly #context: WorldContext;
  readonly #node: SovereignNode;
  readonly #books: Books;
  readonly #random: Random;
  readonly #neighbours: Neighbours;
  #backups: Backup[] = [];
  #mirror: Backup | undefined;

  constructor(context: WorldContext, node: SovereignNode, books: Books, neighbours: Neighbours) {
    this.#context = context;
    this.#node = node;
    this.#books = books;
    this.#random = context.random.fork('operator');
    this.#neighbours = neighbours;
  }

  /** The oldest copy of the disk that still can be put back. */
  get backup(): MemoryImage | undefined {
    return this.#backups[0]?.image;
  }

  backUp(): void {
    if (this.#node.isLost) return;
    const { image, epoch } = this.#node;
    this.#backups = [...this.#backups.slice(-2), { image: copyDisk(image), epoch: epoch.number }];
    note(this.#context, `a backup of ${image.entries.length} entries`);
  }

  pullMirror(): void {
    if (this.#node.isLost) return;
    const { image, epoch } = this.#node;
    this.#mirror = { image: copyDisk(image), epoch: epoch.number };
  }

  /** The disk dies, and comes back some time later from an older copy. */
  loseDisk(): void {
    if (this.#node.isLost || this.#backups.length === 0) return;
    const backup = this.#random.pick(this.#backups);
    const lost = this.#node.lose();
    this.losses += 1;
    note(this.#context, `the disk dies with ${lost.entries.length} entries`);
    const longest = this.#random.pick([3_000, 20_000, 90_000]);
    this.#context.scheduler.after(this.#random.between(1_000, longest), () => {
      launch(this.#context, () => this.#restore(backup, lost));
    });
  }

  async #restore(backup: Backup, lost: MemoryImage): Promise<void> {
    const image = copyDisk(backup.image);
    const sources = await this.#sources(lost);
    const isWhole = sources.length > 0 && (await this.#recover(image, sources));
    if (isWhole) {
      this.#node.witness.recovers(image.entries.length);
      this.#goOn(image, this.#node.epoch);
    } else await this.#declare(image);
  }

  /** Whatever help there is this time. */
  async #sources(lost: MemoryImage): Promise<BatchSource[]> {
    const help = this.#random.pick(['kept log', 'mirror and wallets', 'wallets', 'none'] as const);
    note(this.#context, `what the backup lacks comes from: ${help}`);
    const { epoch, witness } = this.#node;
    if (help === 'kept log') return [keptLogOf(lost)];
    if (help === 'none') return [];
    // What has left the sovereign somebody may hold, be it on no wallet of a person's.
    const store = openMemoryStore(lost);
    const certificates = witness.certificates.map((certificate) => {
      const opened = readTransition(store, certificate.transition);
      const transition = opened === undefined ? null : encode(transitionCodec, opened);
      return { certificate, transition };
    });
    const held: BatchSource[] = [
      { kind: 'certificates', certificates },
      { kind: 'checkpoints', checkpoints: witness.checkpoints },
      ...(await this.#neighbours.bring()),
    ];
    const mirror = this.#mirror;
    if (help === 'wallets' || mirror?.epoch !== epoch.number) return held;
    return [mirrorOf(mirror.image), ...held];
  }

  /** True when the log is as long as anybody has seen it. */
  async #recover(image: MemoryImage, sources: readonly BatchSource[]): Promise<boolean> {
    const { founding, epochs } = this.#node;
    const { constitution, crypto } = founding;
    const store = openMemoryStore(image);
    const from = image.entries.length;
    const restored = { constitution, epochs: epochs.map(epochOf), store, crypto, from };
    const resumed = await recoverLog(restored, sources, true);
    note(this.#context, `recovered: ${JSON.stringify(resumed)}`);
    return resumed.ok;
  }

  /** What the backup has is all there is: the root says so. */
  async #declare(image: MemoryImage): Promise<void> {
    const { founding, epoch, witness } = this.#node;
    const newest = image.checkpoints.at(-1);
    if (newest === undefined) throw new Violation('memory and disk agree', 'an empty backup');
    this.#requireClock(newest.time);
    const declared = nextEpoch(founding, epoch, newest, this.#node.wall());
    const { size } = newest;
    await this.#node.finishEpoch(image);
    witness.givesUpBeyond(size);
    this.epochs += 1;
    note(this.#context, `epoch ${declared.number} goes on from ${size} entries`);
    this.#goOn(image, declared);
  }

  /** Where no epoch is declared since the clock has leapt, whoever looks after the machine sets it right. */
  #requireClock(logged: number): void {
    try {
      requireNoGap(logged, this.#node.wall(), { isAccepted: false, otherwise: '' });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'clock-gap')) throw error;
      this.#node.clockError = 0;
    }
  }

  #goOn(image: MemoryImage, epoch: Epoch): void {
    const isNew = epoch !== this.#node.epoch;
    const living = image.entries.length;
    this.#node.startWith(image, epoch);
    this.#books.restart();
    // A backup of before an epoch would be declared a second time, and contradict the first.
    if (isNew) this.#backups = [];
    else this.#backups = this.#backups.filter(({ image: { entries } }) => entries.length <= living);
    this.#mirror = undefined;
    this.#neighbours.restored(living);
  }
}

function epochOf({ epoch }: { readonly epoch: Uint8Array }): Epoch {
  const decoded = decode(epochCodec, epoch);
  if (!decoded.ok) throw new Error(decoded.reason);
  return decoded.value;
}
