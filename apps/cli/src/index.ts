/** The command line `tally` as a library, so that a test or a program can run a command without a new process. */
export {};
