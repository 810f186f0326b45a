import { type ReactElement, useEffect } from 'react';
import type { ChangeDraft } from '../../drafting/changes/messages.ts';
import { useJob } from '../../drafting/desk.ts';
import { useConsoleLanguage } from '../language.tsx';
import { CosignersForm } from './cosigners-form.tsx';
import { PeersForm } from './peers-form.tsx';
import { SettingsForm } from './settings-form.tsx';
import { SuitesForm } from './suites-form.tsx';
import { VendorsForm } from './vendors-form.tsx';

/** The form of a matter, by what is in force of it as the process that drafts reads it. */
export function StandingForm({
  matter,
  ...form
}: {
  matter: ChangeDraft['matter'];
  ready: (change: ChangeDraft) => void;
  cancel: () => void;
}): ReactElement | null {
  const { words } = useConsoleLanguage();
  const { news, start } = useJob();
  useEffect(() => start({ kind: 'standing', matter }), [matter, start]);
  if (news?.kind === 'unreachable') return <p role="alert">{words.states.failed.offline}</p>;
  if (news?.kind !== 'standing') return <p role="status">{words.states.loading}</p>;
  const { stated } = news;
  if (stated === null) return null;
  switch (stated.kind) {
    case 'settings':
      return <SettingsForm before={stated} {...form} />;
    case 'suites':
      return <SuitesForm before={stated} {...form} />;
    case 'cosigners':
      return <CosignersForm before={stated} {...form} />;
    case 'peers':
      return <PeersForm before={stated} {...form} />;
    case 'vendors':
      return <VendorsForm before={stated} {...form} />;
    case 'currencies':
    case 'governance':
      return null;
  }
}
