import { type CharacterTest, isWordCharacter } from "./re2-class";
import { type Assertion, type Expression, ExpressionError, type Repetition } from "./re2-expression";
import { parseExpression } from "./re2-syntax";

type Step =
  | { readonly kind: "character"; readonly test: CharacterTest }
  | { readonly kind: "fork"; readonly targets: number[] }
  | { readonly kind: "assertion"; readonly assertion: Assertion }
  | { readonly kind: "match" };

/** Where the search stands between two characters: the steps that it may go on from. */
interface State {
  readonly steps: readonly number[];
  /** Nothing was read yet. */
  readonly begin: boolean;
  /** The character before is one of `\w`. */
  readonly word: boolean;
  /** The next state by ASCII character, filled as they come up. */
  readonly after: (State | undefined)[];
  /** The same for other characters. */
  readonly afterOther: Map<number, State>;
  matchesAtEnd: boolean | undefined;
}

/** Steps added by counted repetitions; RE2 allows more, and no ignore line comes near. */
const repeatedStepsLimit = 20_000;
/** Numbers kept in cached states before the cache starts anew, so that a hostile pattern cannot fill the memory. */
const cacheLimit = 200_000;
const pastEnd = -1;
const asciiSize = 0x80;

/**
 * A regular expression of RE2's syntax that takes time linear in the text: all ways to match are followed at once,
 * and the sets of steps that come up are kept, so that a common path costs one look-up a character.
 */
export class Automaton {
  readonly #program: readonly Step[];
  readonly #anchored: boolean;
  readonly #usesWords: boolean;
  readonly #marks: Uint32Array;
  #round = 0;
  #states = new Map<string, State>();
  #cached = 0;
  readonly #matched: State = newState([], false, false);
  #start: State | undefined;

  /** @throws ExpressionError where RE2 refuses the expression. */
  constructor(expression: string) {
    const tree = parseExpression(expression);
    const program: Step[] = [];
    emit(tree, program, { left: repeatedStepsLimit });
    program.push({ kind: "match" });
    this.#program = program;
    this.#marks = new Uint32Array(program.length);
    this.#usesWords = program.some(
      (step) => step.kind === "assertion" && step.assertion.endsWith("boundary"),
    );
    this.#anchored = startsAtBegin(tree);
  }

  /** Whether the expression matches somewhere in the text. */
  test(text: string): boolean {
    this.#start ??= this.#state([0], true, false);
    let state = this.#start;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit < 0x80) state = state.after[unit] ?? this.#advance(state, unit);
      else {
        const point = text.codePointAt(at)!;
        if (point > 0xffff) at++;
        state = state.afterOther.get(point) ?? this.#advance(state, point);
      }
      if (state === this.#matched) return true;
      if (state.steps.length === 0) return false;
    }
    state.matchesAtEnd ??= this.#reach(state, pastEnd) === undefined;
    return state.matchesAtEnd;
  }

  #advance(state: State, point: number): State {
    const next = this.#next(state, point);
    if (point < 0x80) state.after[point] = next;
    else state.afterOther.set(point, next);
    this.#cached++;
    return next;
  }

  #next(state: State, point: number): State {
    const reached = this.#reach(state, point);
    if (!reached) return this.#matched;
    const steps: number[] = [];
    for (const index of reached) {
      const step = this.#program[index]!;
      if (step.kind === "character" && step.test(point)) steps.push(index + 1);
    }
    // A match may begin at any character, except where the expression holds on to the beginning.
    if (!this.#anchored) steps.push(0);
    return this.#state(steps, false, this.#usesWords && isWordCharacter(point));
  }

  /** The steps that read a character, before the given one; undefined where the match is complete. */
  #reach(state: State, point: number): readonly number[] | undefined {
    const marks = this.#marks;
    const round = ++this.#round;
    const stack = [...state.steps].reverse();
    const reached: number[] = [];
    const boundary = state.word !== (point !== pastEnd && isWordCharacter(point));
    while (stack.length > 0) {
      const index = stack.pop()!;
      if (marks[index] === round) continue;
      marks[index] = round;
      const step = this.#program[index]!;
      if (step.kind === "match") return undefined;
      if (step.kind === "character") reached.push(index);
      else if (step.kind === "fork") stack.push(...step.targets);
      else if (
        step.assertion === "begin"
          ? state.begin
          : step.assertion === "end"
            ? point === pastEnd
            : boundary === (step.assertion === "boundary")
      )
        stack.push(index + 1);
    }
    return reached;
  }

  #state(steps: number[], begin: boolean, word: boolean): State {
    const sorted = [...new Set(steps)].sort((a, b) => a - b);
    const key = `${begin ? "^" : ""}${word ? "w" : ""}${sorted.join()}`;
    const known = this.#states.get(key);
    if (known) return known;
    if (this.#cached > cacheLimit) {
      this.#states = new Map();
      this.#start = undefined;
      this.#cached = 0;
    }
    const state = newState(sorted, begin, word);
    this.#states.set(key, state);
    this.#cached += sorted.length + asciiSize;
    return state;
  }
}

const newState = (steps: readonly number[], begin: boolean, word: boolean): State => ({
  steps,
  begin,
  word,
  after: new Array<State | undefined>(asciiSize).fill(undefined),
  afterOther: new Map(),
  matchesAtEnd: undefined,
});

/** Writes an expression as steps. Each falls through to the next unless it forks. */
function emit(expression: Expression, program: Step[], budget: { left: number }): void {
  switch (expression.kind) {
    case "character":
    case "assertion":
      program.push(expression);
      return;
    case "sequence":
      for (const item of expression.items) emit(item, program, budget);
      return;
    case "alternatives":
      emitAlternatives(expression.items, program, budget);
      return;
    case "repetition":
      emitRepetition(expression, program, budget);
      return;
  }
}

function emitAlternatives(items: readonly Expression[], program: Step[], budget: { left: number }): void {
  const starts: number[] = [];
  const exits: number[][] = [];
  program.push({ kind: "fork", targets: starts });
  for (const item of items) {
    starts.push(program.length);
    emit(item, program, budget);
    const exit: number[] = [];
    exits.push(exit);
    program.push({ kind: "fork", targets: exit });
  }
  for (const exit of exits) exit.push(program.length);
}

function emitRepetition(
  { item, minimum, maximum }: Repetition,
  program: Step[],
  budget: { left: number },
): void {
  const before = program.length;
  for (let times = 0; times < minimum; times++) {
    emit(item, program, budget);
    if (program.length - before > budget.left) throw new ExpressionError("too many repetitions");
  }
  const skips: number[][] = [];
  const optional = (again: boolean) => {
    const start = program.length;
    const skip: number[] = [start + 1];
    skips.push(skip);
    program.push({ kind: "fork", targets: skip });
    emit(item, program, budget);
    if (again) program.push({ kind: "fork", targets: [start] });
    if (program.length - before > budget.left) throw new ExpressionError("too many repetitions");
  };
  if (maximum === Number.POSITIVE_INFINITY) optional(true);
  else for (let times = minimum; times < maximum; times++) optional(false);
  for (const skip of skips) skip.push(program.length);
  if (minimum > 1 || (maximum > 1 && Number.isFinite(maximum))) budget.left -= program.length - before;
}

/** Whether every match holds on to the beginning, so that no other place needs a try. */
function startsAtBegin(expression: Expression): boolean {
  if (expression.kind === "assertion") return expression.assertion === "begin";
  if (expression.kind === "alternatives") return expression.items.every(startsAtBegin);
  return (
    expression.kind === "sequence" && expression.items[0] !== undefined && startsAtBegin(expression.items[0])
  );
}
