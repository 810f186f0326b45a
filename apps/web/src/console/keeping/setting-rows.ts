import type { HealthWords } from '../../words/english/console/health.ts';
import { bytesText } from '../bytes-text.ts';

/** `GET /v1/operator/settings`: sizes in bytes, times in ms. */
export interface Settings {
  readonly version: string;
  readonly node: string;
  readonly release: string | null;
  readonly folder: string;
  readonly host: string;
  readonly port: number;
  readonly addresses: readonly string[];
  readonly trustedProxy: string | null;
  readonly store: string;
  readonly keptLog: string | null;
  readonly unlocksElsewhere: boolean;
  readonly decoysPerMillion: number;
  readonly verifyWorkers: number;
  readonly logLevel: string;
  readonly limits: Readonly<Record<LimitName, number>>;
}

type SettingWords = HealthWords['settings'];
export type LimitName = keyof SettingWords['limitNames'];

/** A setting as it is read. `changedBy`: the flag, the option or the file that changes it; null where nothing does. */
export interface SettingRow {
  readonly name: string;
  readonly value: string;
  readonly changedBy: string | null;
}

interface SettingGroup {
  readonly title: string;
  readonly rows: readonly SettingRow[];
}

export function settingGroups(
  settings: Settings,
  say: SettingWords,
  number: (value: number) => string,
): SettingGroup[] {
  const { names, no } = say;
  const row = (name: string, value: string | null, changedBy: string | null): SettingRow => ({
    name,
    value: value ?? no,
    changedBy,
  });
  const addresses = settings.addresses.length === 0 ? null : settings.addresses.join(', ');
  const unlock = settings.unlocksElsewhere ? say.unlock.elsewhere : say.unlock.file;
  return [
    {
      title: say.reached,
      rows: [
        row(names.addresses, addresses, '--address URL'),
        row(names.trustedProxy, settings.trustedProxy, '--trusted-proxy ADDRESS'),
        row(names.host, settings.host, '--host ADDRESS'),
        row(names.port, String(settings.port), '--port NUMBER'),
      ],
    },
    {
      title: say.kept,
      rows: [
        row(names.folder, settings.folder, null),
        row(names.store, settings.store, '--store KIND'),
        row(names.keptLog, settings.keptLog, '--kept-log FOLDER'),
        row(names.unlock, unlock, 'startSovereign({unlock})'),
      ],
    },
    {
      title: say.work,
      rows: [
        row(names.verifyWorkers, number(settings.verifyWorkers), 'startSovereign({verifyWorkers})'),
        row(names.decoys, number(settings.decoysPerMillion), 'startSovereign({decoysPerMillion})'),
        row(names.logLevel, settings.logLevel, 'startSovereign({logLevel})'),
      ],
    },
    {
      title: say.program,
      rows: [
        row(names.version, settings.version, null),
        row(names.release, settings.release, null),
        row(names.node, settings.node, null),
      ],
    },
  ];
}

interface Formats {
  readonly number: (value: number) => string;
  readonly duration: (ms: number) => string;
}

export function limitRows(
  limits: Settings['limits'],
  say: SettingWords,
  formats: Formats,
): SettingRow[] {
  return Object.entries(say.limitNames).map(([key, name]) => ({
    name,
    value: limitText(key, limits[key as LimitName], formats),
    changedBy: `startSovereign({limits: {${key}}})`,
  }));
}

function limitText(name: string, value: number, { number, duration }: Formats): string {
  if (name.endsWith('Bytes')) return bytesText(value, number);
  return name.endsWith('Ms') ? duration(value) : number(value);
}
