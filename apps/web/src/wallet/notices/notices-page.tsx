import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { PageHead } from '../../frame/page-head.tsx';
import { useWalletLanguage } from '../language.tsx';

type Permission = NotificationPermission | 'missing';

/** Lets the browser tell of news while another page is looked at, and says what that means. */
export function NoticesPage(): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.notices;
  const [permission, setPermission] = useState<Permission>(() =>
    'Notification' in globalThis ? Notification.permission : 'missing',
  );
  return (
    <>
      <PageHead title={say.title} lead={say.lead} />
      <section className="stack">
        <p>{say.means}</p>
        <p className="faded small">{say.shown}</p>
        {permission === 'default' ? (
          <Button
            size="md"
            onClick={() => void Notification.requestPermission().then(setPermission)}
          >
            {say.allow}
          </Button>
        ) : (
          <p
            className={`callout callout-${permission === 'granted' ? 'good' : 'waiting'}`}
            role="status"
          >
            {permission === 'granted' && say.allowed}
            {permission === 'denied' && say.denied}
            {permission === 'missing' && say.missing}
          </p>
        )}
      </section>
    </>
  );
}
