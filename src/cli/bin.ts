import { fstatSync, readFileSync, readSync, statSync, writeSync } from "node:fs";
import { main } from "./main";

process.exitCode = main(process.argv.slice(2), {
  stdin: () => readFileSync(0, "utf8"),
  line,
  stdout: (text) => write(1, text),
  stderr: (text) => write(2, text),
  isTerminal,
  columns,
  environment: process.env,
  directory: process.cwd().replaceAll("\\", "/"),
  today: new Date().toISOString().slice(0, 10),
  now: Date.now,
});

/** Writes all of a text. Node's own streams cost more to load than a whole run. A reader that has gone away ends the writing, quietly. */
function write(stream: 1 | 2, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(stream, bytes, written);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code !== "EAGAIN") {
        if (code === "EPIPE") return;
        throw error;
      }
      // A full pipe that does not wait by itself.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** A terminal gives a line at a time. */
function line(): string {
  const buffer = Buffer.alloc(1024);
  try {
    return buffer.toString("utf8", 0, readSync(0, buffer)).replace(/[\r\n].*$/s, "");
  } catch {
    return "";
  }
}

function isTerminal(stream: "stdin" | "stdout" | "stderr"): boolean {
  const number = ["stdin", "stdout", "stderr"].indexOf(stream);
  try {
    // Pipes, files and /dev/null, the common cases in a pipeline, do not load the terminal's module.
    const stats = fstatSync(number);
    return (
      stats.isCharacterDevice() &&
      stats.rdev !== statSync("/dev/null", { throwIfNoEntry: false })?.rdev &&
      (require("node:tty") as typeof import("node:tty")).isatty(number)
    );
  } catch {
    return false;
  }
}

function columns(): number | undefined {
  if (!isTerminal("stdout")) return undefined;
  const { stdout } = process;
  return stdout.columns;
}
