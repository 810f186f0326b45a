import type { CommandSpec } from '../command.ts';
import { audit } from './audit.ts';
import { balance } from './balance.ts';
import { demo } from './demo.ts';
import { history } from './history.ts';
import { importRows } from './import.ts';
import { pay } from './pay.ts';
import { request } from './request.ts';
import { sovereignBackup } from './sovereign-backup.ts';
import { sovereignCreate } from './sovereign-create.ts';
import { sovereignIssue } from './sovereign-issue.ts';
import { sovereignRestore } from './sovereign-restore.ts';
import { sovereignStart } from './sovereign-start.ts';
import { sovereignSupply } from './sovereign-supply.ts';
import { verify } from './verify.ts';
import { walletCreate } from './wallet-create.ts';
import { walletShow } from './wallet-show.ts';

/** Every command of `tally`, in the order of its help page. */
export const COMMANDS: readonly CommandSpec[] = [
  sovereignCreate,
  sovereignStart,
  sovereignIssue,
  sovereignSupply,
  sovereignBackup,
  sovereignRestore,
  walletCreate,
  walletShow,
  balance,
  history,
  request,
  pay,
  verify,
  audit,
  importRows,
  demo,
];
