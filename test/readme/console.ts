/** A command of a page with the output that the page shows under it. */
export interface ShownCommand {
  readonly directory: string;
  readonly args: readonly string[];
  readonly output: string;
}

/** The commands in a page's `console` blocks, each a line `$ cd <directory> && watertight <arguments>` and its output. */
export const shownCommands = (page: string): ShownCommand[] =>
  [...page.matchAll(/^```console\n\$ cd (\S+) && watertight(.*)\n([^`]*)^```$/gm)].map(
    ([, directory = "", args = "", output = ""]) => ({
      directory,
      args: args.split(" ").filter((word) => word !== ""),
      output,
    }),
  );
