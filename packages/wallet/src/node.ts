/** The wallet in Node: the same SDK, stored in one SQLite file of a folder that only its owner can read. */
export * from './index.ts';
export {
  type FolderCreateOptions,
  type FolderPrepareOptions,
  type FolderUnlock,
  createFolderWallet,
  joinFolderDevice,
  openFolderWallet,
  prepareFolderDevice,
} from './node/folder-wallet.ts';
export { folderChannel } from './node/folder-channel.ts';
export { nodePorts } from './node/node-ports.ts';
export { nodeStreams } from './node/node-streams.ts';
export { openSqliteStorage } from './node/sqlite-storage.ts';
export { type StreamDoor, type StreamDoorOptions, openStreamDoor } from './node/stream-door.ts';
