import { type Dyes, UNKNOWN } from "../dyes";
import { marksIn } from "../marks";
import { type Channel, leaveUnread } from "./channels";
import type { Status } from "./commands/command";
import type { Departure, Shell } from "./shell";

/** Of so many values that a variable may have, each is tried. */
const MOST_CHOICES = 4;

/** So much of what does not run is looked at: a loop in it may have no end, and a function that ends by a question calls itself. */
const MOST_UNTAKEN = 200;

/**
 * Runs what may or may not happen: each way on a branch of its own, and then the shell knows what holds whichever was taken.
 * What any way writes may be there; what not every way deletes may be left.
 */
export function either(shell: Shell, ways: readonly ((branch: Shell) => void)[]): readonly Shell[] {
  return eitherOf(
    shell,
    ways.map((way) => [shell, way]),
  );
}

type Way = readonly [state: Shell, way: (branch: Shell) => void];

/** Gives the branches as they ended. */
function eitherOf(shell: Shell, ways: readonly Way[]): readonly Shell[] {
  const branches = ways.map(([state, way]) => {
    const branch = shell.branch(state);
    way(branch);
    branch.settle();
    return branch;
  });
  shell.departures.push(...branches.flatMap((branch) => branch.departures));
  joinOutput(shell, branches);
  joinStates(
    shell,
    branches.filter((branch) => !branch.finished),
  );
  return branches;
}

/** Runs what follows where the last command succeeded, and where it failed. Gives the branches. */
export function eitherOutcome(
  shell: Shell,
  succeeded: (branch: Shell) => void,
  failed: (branch: Shell) => void,
): readonly Shell[] {
  const { succeeded: one, failed: other } = shell.outcomes ?? { succeeded: shell, failed: shell };
  const way = (status: number, body: (branch: Shell) => void) => (branch: Shell) => {
    branch.status = status;
    body(branch);
  };
  return eitherOf(shell, [
    [one, way(0, succeeded)],
    [other, way(1, failed)],
  ]);
}

/**
 * What surely does not run is shown by the history all the same: its literals are found, and nothing else comes of it. Each `part` of a
 * script is looked at once, however often it does not run.
 */
export function untaken(shell: Shell, part: object, run: (branch: Shell) => void): void {
  const { looked, budget } = shell.base;
  // What runs comes first: this is not to take the last of the allowance.
  if (looked.has(part) || budget.left < 2 * MOST_UNTAKEN) return;
  looked.add(part);
  const branch = shell.branch();
  branch.finished = false;
  const own = { ...budget, left: MOST_UNTAKEN };
  const ignore = () => undefined;
  branch.base = { ...shell.base, budget: own, sets: [], doubt: ignore, limit: ignore };
  run(branch);
  shell.spend(MOST_UNTAKEN - Math.max(own.left, 0));
}

/** Runs what may not run. */
export const maybe = (shell: Shell, body: (branch: Shell) => void): void => {
  either(shell, [body, () => undefined]);
};

/** Makes a shell know what holds in all of these states; where there is none, its flow ends here. */
export function joinStates(shell: Shell, states: readonly Shell[]): void {
  if (states.length === 0) {
    shell.finished = true;
    return;
  }
  const { dyes } = shell;
  const merge = (one: string, other: string) => mergeTexts(dyes, one, other);
  shell.finished = false;
  shell.outcomes = undefined;
  joinVariables(shell, states);
  for (const state of states) for (const [name, body] of state.functions) shell.functions.set(name, body);
  for (const state of states) for (const [signal, text] of state.traps) shell.traps.set(signal, text);
  for (const state of states) for (const [name, items] of state.arrays) shell.arrays.set(name, items);
  shell.directory = same(states.map((state) => state.directory)) ?? UNKNOWN;
  const [first] = states;
  shell.directories = first!.directories;
  const lists = states.map((state) => state.parameters.join("\0"));
  shell.parameters = same(lists) === undefined ? [UNKNOWN] : first!.parameters;
  for (const option of [...shell.options, ...first!.options])
    if (states.every((state) => state.options.has(option))) shell.options.add(option);
    else shell.options.delete(option);
  shell.status = states.map((state) => state.status).reduce(joinStatus);
  joinInput(shell, states);
  shell.view.join(
    states.map((state) => state.view),
    merge,
  );
}

function joinVariables(shell: Shell, states: readonly Shell[]): void {
  const names = new Set([shell, ...states].flatMap((state) => [...state.variables.changed()]));
  for (const name of names) {
    const values = states.map((state) => state.variables.get(name));
    const [first] = values;
    const choices = new Set(states.flatMap((state, index) => state.choices.get(name) ?? [values[index]]));
    const plain = [...choices].every((value) => value === undefined || !shell.dyes.marked(value));
    if (choices.size > 1 && choices.size <= MOST_CHOICES && plain) shell.choices.set(name, [...choices]);
    else shell.choices.delete(name);
    if (values.every((value) => value === first)) {
      if (first === undefined) shell.variables.delete(name);
      else shell.variables.set(name, first);
      continue;
    }
    const known = values.flatMap((value) => value ?? []);
    shell.variables.set(
      name,
      known.reduce(
        (one, other) => mergeTexts(shell.dyes, one, other),
        known.length < values.length ? "" : known[0]!,
      ),
    );
  }
  for (const { exported } of states)
    for (const name of exported.changed()) if (exported.has(name)) shell.exported.set(name, true);
}

/** Two texts of which either may be there: of what differs, only the secrets are known to be possible. */
export function mergeTexts(dyes: Dyes, one: string, other: string): string {
  if (one === other) return one;
  const marked = [one, other].filter((text) => dyes.marked(text));
  const [first, second] = marked;
  if (first === undefined) return UNKNOWN;
  // Where one of the two holds none, none may be there.
  return second === undefined ? dyes.doubted(first) : first + marksNotIn(dyes, second, first);
}

/** In a loop of ways each brings another mark of one secret; so many of them say no more than more would. */
const MOST_MARKS = 16;

function marksNotIn(dyes: Dyes, text: string, held: string): string {
  const known = new Set(marksIn(held));
  const others = marksIn(text).filter((mark) => !known.has(mark));
  const added = others.slice(0, Math.max(0, MOST_MARKS - known.size));
  return [...added, ...dyes.beyond(others.slice(added.length), held + added.join(""))].join("");
}

/** What the branches wrote to a pipe or a `$(…)`. */
function joinOutput(shell: Shell, branches: readonly Shell[]): void {
  const outputs = new Map<Extract<Channel, { kind: "text" }>, string[]>();
  for (const [index, branch] of branches.entries()) {
    for (const channel of new Set(branch.channels.values())) {
      if (channel.kind !== "text" || channel.of?.kind !== "text") continue;
      const texts = outputs.get(channel.of) ?? branches.map(() => "");
      texts[index] = channel.text;
      outputs.set(channel.of, texts);
    }
  }
  for (const [channel, texts] of outputs)
    channel.text += texts.reduce((one, other) => mergeTexts(shell.dyes, one, other));
}

function joinInput(shell: Shell, states: readonly Shell[]): void {
  const channel = shell.channels.get(0);
  const texts = states.map((state) => state.input);
  leaveUnread(
    channel,
    texts.reduce((one, other) => mergeTexts(shell.dyes, one, other)),
  );
}

function joinStatus(one: Status, other: Status): Status {
  if (one === other) return one;
  return [one, other].every((status) => status === 0 || status === "likely") ? "likely" : "either";
}

/** Joins the states in which the flow was left for this place with the one that came here by itself. */
export function arrive(shell: Shell, how: (departure: Departure) => boolean): void {
  const arrived = shell.departures.filter(how);
  if (arrived.length === 0) return;
  shell.departures = shell.departures.filter((departure) => !how(departure));
  const states = arrived.map(({ state }) => state);
  for (const state of states) state.settle();
  if (!shell.finished) {
    shell.settle();
    states.unshift(shell.branch());
  }
  joinStates(shell, states);
}

const same = <Value>(values: readonly Value[]): Value | undefined =>
  values.every((value) => value === values[0]) ? values[0] : undefined;
