import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { Shown } from '../../frame/states.tsx';
import { useConsoleLanguage } from '../language.tsx';
import { useOperator, useOperatorAnswer } from '../operator.tsx';

/** `GET /v1/operator/webhooks`: secrets are told once, when one is added, and never again. */
interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly EventKind[];
  readonly identity: string | null;
  readonly createdAt: number;
}

const EVENTS = ['receivable', 'raised', 'taken', 'admitted', 'alarm'] as const;
type EventKind = (typeof EVENTS)[number];

const PATH = '/v1/operator/webhooks';

/** Programs that are told of events: who, of what; one more; one less. */
export function Webhooks(): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.health.settings.webhooks;
  const answer = useOperatorAnswer<{ readonly webhooks: readonly Webhook[] }>(PATH);
  return (
    <section className="stack">
      <h2>{say.title}</h2>
      <p className="faded">{say.lead}</p>
      <Shown answer={answer}>
        {({ webhooks }) =>
          webhooks.length === 0 ? (
            <p>{say.none}</p>
          ) : (
            <ul className="rows">
              {webhooks.map((webhook) => (
                <Row key={webhook.id} webhook={webhook} again={answer.again} />
              ))}
            </ul>
          )
        }
      </Shown>
      <NewWebhook again={answer.again} />
    </section>
  );
}

function Row({ webhook, again }: { webhook: Webhook; again: () => void }): ReactElement {
  const { words } = useConsoleLanguage();
  const { ask } = useOperator();
  const say = words.console.health.settings.webhooks;
  const [isLeaving, setLeaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const remove = async (): Promise<void> => {
    const asked = await ask(`${PATH}/${webhook.id}`, { method: 'DELETE' });
    if (asked.ok) again();
    else setProblem(words.states.failed[asked.failure.kind]);
  };
  const kinds = webhook.events.map((event) => say.kinds[event]).join(', ');
  return (
    <li className="stack-tight">
      <div className="spread">
        <span className="wrap-anywhere" dir="ltr">
          {webhook.url}
        </span>
        {!isLeaving && (
          <Button variant="subtle" size="compact-sm" onClick={() => setLeaving(true)}>
            {say.remove}
          </Button>
        )}
      </div>
      <span className="faded small">
        {say.events}: {kinds}
        {webhook.identity !== null && ` (${say.ofOne})`}
      </span>
      {isLeaving && (
        <div className="callout callout-waiting" role="alert">
          <p>{say.sure}</p>
          <div className="row">
            <Button color="red" size="sm" variant="default" onClick={() => void remove()}>
              {say.remove}
            </Button>
            <Button size="sm" variant="light" onClick={() => setLeaving(false)}>
              {say.keep}
            </Button>
          </div>
        </div>
      )}
      {problem !== null && <p role="alert">{problem}</p>}
    </li>
  );
}

function NewWebhook({ again }: { again: () => void }): ReactElement {
  const { words } = useConsoleLanguage();
  const { ask } = useOperator();
  const say = words.console.health.settings.webhooks;
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<readonly EventKind[]>(['receivable']);
  const [secret, setSecret] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setProblem(null);
    const asked = await ask<{ readonly secret: string }>(PATH, {
      method: 'POST',
      body: { url: url.trim(), events },
    });
    if (asked.ok) {
      setSecret(asked.value.secret);
      setUrl('');
      again();
    } else {
      const { failure } = asked;
      setProblem(failure.kind === 'refused' ? failure.detail : words.states.next[failure.kind]);
    }
  };
  if (secret !== null) {
    return (
      <div className="callout callout-good" role="status">
        <p>{say.added}</p>
        <code className="keeping-secret" dir="ltr">
          {secret}
        </code>
        <div>
          <Button variant="light" size="sm" onClick={() => setSecret(null)}>
            {say.done}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <details>
      <summary>{say.add}</summary>
      <form className="card stack" onSubmit={(event) => void add(event)}>
        <TextInput
          label={say.url}
          type="url"
          required
          dir="ltr"
          placeholder="https://shop.example/hook"
          value={url}
          error={problem}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <fieldset className="keeping-events">
          <legend>{say.events}</legend>
          {EVENTS.map((kind) => (
            <label key={kind}>
              <input
                type="checkbox"
                checked={events.includes(kind)}
                onChange={(event) => {
                  const others = events.filter((one) => one !== kind);
                  setEvents(event.currentTarget.checked ? [...others, kind] : others);
                }}
              />
              {say.kinds[kind]}
            </label>
          ))}
        </fieldset>
        <div>
          <Button type="submit" disabled={events.length === 0 || url.trim() === ''}>
            {say.add}
          </Button>
        </div>
      </form>
    </details>
  );
}
