import { randomBytes } from 'node:crypto';
import type { StatementSync } from 'node:sqlite';
import { type Desk, inTransaction } from '../desk/desk.ts';
import { isIntact } from '../desk/row-sum.ts';
import { type EventType, type NodeEvent } from '../events/node-event.ts';
import type { SecretBox } from './secret-box.ts';

/** A URL that the operator registered. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly EventType[];
  /** Only events of this identity; of all where it is null. */
  readonly identity: Uint8Array | null;
  readonly createdAt: number;
}

type DeliveryState = 'waiting' | 'delivered' | 'given-up';

/** One event on its way to one webhook. */
export interface Delivery {
  readonly id: number;
  readonly webhook: string;
  readonly event: string;
  readonly type: EventType;
  readonly body: string;
  readonly attempts: number;
  readonly nextAt: number | null;
  readonly state: DeliveryState;
  readonly problem: string | null;
  readonly createdAt: number;
}

export interface WebhookStore {
  /** Registers a URL. The secret, `whsec_…`, is told this once. */
  add(webhook: Omit<Webhook, 'id' | 'createdAt'>, nowMs: number): { id: string; secret: string };
  list(): Webhook[];
  find(id: string): { webhook: Webhook; secret: string } | undefined;
  remove(id: string): boolean;
  /** The log's size up to which events are in the queue. */
  readonly progress: number;
  /** Queues events for the webhooks that want them; together with `progress`, all or nothing. */
  enqueue(events: readonly NodeEvent[], progress: number, nowMs: number): void;
  /** Queues what concerns nobody in particular, once for each id, for webhooks that are for everybody. */
  tell(event: Pick<NodeEvent, 'id' | 'type' | 'time' | 'data'>, nowMs: number): void;
  /** Deliveries whose time has come, the oldest first. */
  due(nowMs: number, limit: number): Delivery[];
  delivered(id: number, attempts: number): void;
  /** `nextAt` null: it is given up. */
  failed(id: number, attempts: number, nextAt: number | null, problem: string): void;
  deliveries(webhook: string, after: number, limit: number): Delivery[];
  /** Queues again what was created at or after `since`, whatever became of it. Returns how many. */
  replay(webhook: string, since: number, nowMs: number): number;
  /** Forgets deliveries that are over and older than `before`. */
  prune(before: number): void;
}

/** Webhooks that can be registered: each event costs a look at each of them. */
export const MAX_WEBHOOKS = 64;
const SECRET_PREFIX = 'whsec_';

export function openWebhookStore(desk: Desk, box: SecretBox): WebhookStore {
  const insert = desk.prepare(
    'INSERT INTO webhook (id, url, secret, events, identity, createdAt) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const selectAll = desk.prepare(
    `SELECT * FROM webhook WHERE ${isIntact('webhook')} ORDER BY createdAt, id`,
  );
  const remove = desk.prepare('DELETE FROM webhook WHERE id = ?');
  const { queue, selectDue, setDelivered, setFailed, selectPage, again, forget } =
    deliveryStatements(desk);
  const getProgress = desk.prepare(
    `SELECT value FROM progress WHERE name = ? AND ${isIntact('progress')}`,
  );
  const setProgress = desk.prepare('INSERT OR REPLACE INTO progress (name, value) VALUES (?, ?)');
  const progressOf = (name: string): number =>
    (getProgress.get(name) as { value: number } | undefined)?.value ?? 0;
  const lastId = desk.prepare('SELECT max(id) AS id FROM delivery');
  let known = (selectAll.all() as unknown as WebhookRow[]).map(fromRow);
  let progress = progressOf('webhooks');
  /** The number of the newest delivery, which none after it has again. */
  let newest = Math.max(
    progressOf('deliveries'),
    (lastId.get() as { id: number | null } | undefined)?.id ?? 0,
  );

  function queueFor(isFor: (one: Webhook) => boolean, row: () => Queued, nowMs: number): void {
    for (const { webhook } of known.filter((one) => isFor(one.webhook))) {
      newest += 1;
      queue.run(newest, webhook.id, ...row(), nowMs, nowMs);
    }
    setProgress.run('deliveries', newest);
  }

  return {
    add({ url, events, identity }, nowMs) {
      const id = `wh_${randomBytes(12).toString('base64url')}`;
      const secret = randomBytes(32);
      insert.run(id, url, box.seal(secret, id), events.join(' '), identity, nowMs);
      known = (selectAll.all() as unknown as WebhookRow[]).map(fromRow);
      return { id, secret: SECRET_PREFIX + secret.toString('base64') };
    },
    list: () => known.map(({ webhook }) => webhook),
    find(id) {
      const found = known.find(({ webhook }) => webhook.id === id);
      const secret = found && box.open(found.secret, id);
      if (found === undefined || secret === undefined) return undefined;
      const text = SECRET_PREFIX + Buffer.from(secret).toString('base64');
      return { webhook: found.webhook, secret: text };
    },
    remove(id) {
      known = known.filter(({ webhook }) => webhook.id !== id);
      return remove.run(id).changes > 0;
    },
    get progress() {
      return progress;
    },
    enqueue(events, newProgress, nowMs) {
      inTransaction(desk, () => {
        for (const event of events) {
          queueFor(
            (webhook) => wants(webhook, event),
            () => queued(event),
            nowMs,
          );
        }
        setProgress.run('webhooks', newProgress);
      });
      progress = newProgress;
    },
    tell({ id, type, time, data }, nowMs) {
      const body = bodyOf(type, time, { identity: null, event: data });
      inTransaction(desk, () =>
        queueFor(
          (one) => isForAll(one, type),
          () => [id, type, body],
          nowMs,
        ),
      );
    },
    due: (nowMs, limit) => selectDue.all(nowMs, limit) as unknown as Delivery[],
    delivered(id, attempts) {
      setDelivered.run(attempts, id);
    },
    failed(id, attempts, nextAt, problem) {
      setFailed.run(nextAt === null ? 'given-up' : 'waiting', attempts, nextAt, problem, id);
    },
    deliveries: (id, after, limit) => selectPage.all(id, after, limit) as unknown as Delivery[],
    replay: (id, since, nowMs) => Number(again.run(nowMs, id, since).changes),
    prune(before) {
      forget.run(before);
    },
  };
}

/** What is asked of the queue. */
function deliveryStatements(
  desk: Desk,
): Readonly<
  Record<
    'queue' | 'selectDue' | 'setDelivered' | 'setFailed' | 'selectPage' | 'again' | 'forget',
    StatementSync
  >
> {
  const queue = desk.prepare(
    `INSERT OR IGNORE INTO delivery (id, webhook, event, type, body, attempts, nextAt, state, createdAt)
     VALUES (?, ?, ?, ?, ?, 0, ?, 'waiting', ?)`,
  );
  const selectDue = desk.prepare(
    `SELECT * FROM delivery WHERE state = 'waiting' AND nextAt <= ? AND ${isIntact('delivery')}
     ORDER BY nextAt, id LIMIT ?`,
  );
  const setDelivered = desk.prepare(
    `UPDATE delivery SET state = 'delivered', attempts = ?, nextAt = NULL, problem = NULL WHERE id = ?`,
  );
  const setFailed = desk.prepare(
    'UPDATE delivery SET state = ?, attempts = ?, nextAt = ?, problem = ? WHERE id = ?',
  );
  const selectPage = desk.prepare(
    `SELECT * FROM delivery WHERE webhook = ? AND id > ? AND ${isIntact('delivery')}
     ORDER BY id LIMIT ?`,
  );
  const again = desk.prepare(
    `UPDATE delivery SET state = 'waiting', attempts = 0, nextAt = ?, problem = NULL
     WHERE webhook = ? AND createdAt >= ? AND ${isIntact('delivery')}`,
  );
  const forget = desk.prepare(`DELETE FROM delivery WHERE state <> 'waiting' AND createdAt < ?`);
  return { queue, selectDue, setDelivered, setFailed, selectPage, again, forget };
}

/** Whether an event goes to a webhook. */
function wants(webhook: Webhook, event: NodeEvent): boolean {
  if (!webhook.events.includes(event.type)) return false;
  return webhook.identity === null || Buffer.compare(webhook.identity, event.identity) === 0;
}

/** Whether what concerns nobody in particular goes to a webhook. */
function isForAll({ identity, events }: Webhook, type: EventType): boolean {
  return identity === null && events.includes(type);
}

type Queued = readonly [event: string, type: string, body: string];

/** The columns of a queued event: Standard Webhooks asks for a body of type, timestamp and data. */
function queued(event: NodeEvent): Queued {
  const { id, type, time, data } = event;
  const identity = Buffer.from(event.identity).toString('hex');
  return [id, type, bodyOf(type, time, { identity, event: data })];
}

function bodyOf(type: EventType, time: number, data: object): string {
  return JSON.stringify({ type, timestamp: new Date(time).toISOString(), data });
}

interface WebhookRow {
  readonly id: string;
  readonly url: string;
  readonly secret: Uint8Array;
  readonly events: string;
  readonly identity: Uint8Array | null;
  readonly createdAt: number;
}

function fromRow(row: WebhookRow): { webhook: Webhook; secret: Uint8Array } {
  const { id, url, identity, createdAt, secret } = row;
  const events = row.events.split(' ') as EventType[];
  return { webhook: { id, url, events, identity, createdAt }, secret };
}
