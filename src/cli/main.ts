import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { ConfigError } from "../config";
import { nearest } from "../engine/nearest";
import { visible } from "../reporters";
import { readArguments } from "./arguments";
import { crashLine } from "./crash";
import { UsageError } from "./given";
import { COMMANDS } from "./options";
import { EXIT, runInspect, runLint } from "./run";
import type { Streams } from "./streams";
import { colourOf, columnsOf } from "./terminal";

/** Runs a command line, without the program's name, and gives its exit code. Never throws. */
export function main(args: readonly string[], streams: Streams): number {
  try {
    return run(args, streams);
  } catch (error) {
    if (error instanceof UsageError || error instanceof ConfigError) {
      streams.stderr(`watertight: ${visible(error.message)}\n`);
      return EXIT.usage;
    }
    streams.stderr(crashLine(error));
    return EXIT.incomplete;
  }
}

function run(args: readonly string[], streams: Streams): number {
  const command = readArguments(args, columnsOf(streams));
  switch (command.command) {
    case "print":
      streams.stdout(command.text);
      return EXIT.clean;
    case "explain": {
      // The other commands do without it.
      const { explain } = require("./explain") as typeof import("./explain");
      const look = { colour: colourOf(command.colour, streams), columns: columnsOf(streams) };
      streams.stdout(explain(command.rule, look));
      return EXIT.clean;
    }
    case "lsp": {
      const { serveEditor } = require("./serve-editor") as typeof import("./serve-editor");
      serveEditor();
      return EXIT.clean;
    }
    case "completion": {
      const { completion } = require("./completion") as typeof import("./completion");
      streams.stdout(completion(command.shell));
      return EXIT.clean;
    }
    case "init": {
      const { runInit } = require("./init") as typeof import("./init");
      return runInit(command, streams);
    }
    case "inspect":
      return runInspect(command.options, streams);
    case "lint":
      checkFirstWord(command.options.paths[0], streams.directory);
      return runLint(command.options, streams);
  }
}

/** A lone word that names no file was most likely meant as a command. Throws UsageError. */
function checkFirstWord(word: string | undefined, directory: string): void {
  if (word === undefined || !/^[a-z]+$/.test(word) || existsSync(resolve(directory, word))) return;
  throw new UsageError(
    `there is no command ${word} and no such file; the nearest command is ${nearest(word, COMMANDS)}`,
  );
}
