import { cpuSeconds, PATIENCE } from "../../patience";
import { doubts, left } from "./body";

const fill = (text: string, size = 64 * 1024): string => text.repeat(Math.floor(size / text.length));
const count = (length: number, line: (index: number) => string): string =>
  Array.from({ length }, (_, index) => line(index)).join("\n");

/** Bodies that would take a shell, or a careless reader of one, for ever. */
const BODIES: Readonly<Record<string, string>> = {
  "10,000 nested substitutions": `echo ${"$(".repeat(10_000)}${")".repeat(10_000)}`,
  "10,000 nested defaults": `echo ${"${a:-".repeat(10_000)}x${"}".repeat(10_000)}`,
  "open substitutions": "$(".repeat(30_000),
  "nested groups": `${"{ ".repeat(20_000)}x;${"}".repeat(20_000)}`,
  "10,000 nested slices": `echo ${"${a:${b:".repeat(5_000)}1${"}}".repeat(5_000)}`,
  "10,000 nested braces": `echo ${"{a,".repeat(10_000)}${"}".repeat(10_000)}`,
  "braces that multiply": `echo ${"{a,b}".repeat(6_000)}`,
  writes: fill("echo $T_TOKEN >> f;\n"),
  "secrets in very many files": count(3_000, (index) => `echo $T_TOKEN > f${index}`),
  "very many names of one file": `echo $T_TOKEN > f0; ${count(2_500, (index) => `ln f${index} f${index + 1}`)}`,
  conditions: fill("if foo; then echo $T_TOKEN > f; fi;\n"),
  branches: fill("foo && echo $T_TOKEN > f$RANDOM || rm f;\n"),
  "an endless loop": "while true; do echo $T_TOKEN >> f; done",
  "a text that doubles": "X=$T_TOKEN; while true; do X=$X$X; done; echo $X > f",
  "arguments that double": 'f() { f "$@" "$@"; }; f $T_TOKEN a b',
  "patterns of many stars for many files": `${count(1_000, (index) => `echo $T_TOKEN > ${"a".repeat(20)}${index}`)}
${count(1_000, (index) => `rm ${"*a".repeat(8)}b${index}`)}`,
  recursion: "f() { if foo; then f; fi; f; }; f",
  "eval of itself": "X='eval $X; eval $X'; eval $X",
  "a pattern with many stars": `X=${"a".repeat(30_000)}; echo \${X##${"*a".repeat(10_000)}b}`,
  moves: count(3_000, (index) => `mv f${index} f${index + 1}`),
  links: `${count(2_000, (index) => `ln -s l${index} l${index + 1}`)}\ncat l2000`,
  "a large heredoc": `cat <<E > f\n${"k=$T_TOKEN\n".repeat(80_000)}E`,
  replacements: `X=${"a".repeat(30_000)}; Y=\${X}; echo $X | sed "s/a/$Y/g" > f`,
  "long values that lose a character at a time": `X=${"ab/".repeat(3_000)}; ${fill("X=${X#*/}; Y=${X%%/*}; ", 40_000)}echo $Y$T_TOKEN > f`,
  "long values with many stars": `X=${"a".repeat(20_000)}; ${fill("Y=${X/*a*a*a*b/}; Z=${X##*a*a*b}; ", 10_000)}echo $Y$T_TOKEN > f`,
  "many words of a long value": `X=$T_TOKEN; ${fill("X=$X$X; ", 128)}: ${fill("$X ", 10_000)}`,
  "a loop that counts": "i=0; while [ $i -lt 1000000 ]; do i=$((i+1)); echo $T_TOKEN > f$i; done",
  "many heredocs of one command": `cat ${"<<E ".repeat(12_000)}`,
  "a script of very many lines": ":\n".repeat(480_000),
  "a long test": `[ ${"a = b -a ".repeat(6_000)} a ]; echo $T_TOKEN > f`,
  "a test in many parentheses": `[ ${"\\( ".repeat(15_000)} a ]; echo $T_TOKEN > f`,
  "a test with many bangs": `test ${"! ".repeat(15_000)} a && echo $T_TOKEN > f`,
  "early exits": fill("foo || exit 0;\n"),
  "a long list": fill("foo && bar || rm f && "),
};

test.each(Object.entries(BODIES))("%s", (_, body) => {
  const seconds = cpuSeconds(() => doubts(['SHELL ["/bin/bash", "-c"]', "RUN <<SCRIPT", body, "SCRIPT"]));
  expect(seconds).toBeLessThan(PATIENCE);
});

test("what a person's loop does is followed to its end", () => {
  expect(doubts(["RUN for i in $(seq 1 5000); do adduser user$i; done"])).toEqual([]);
});

test.each([
  ["loops without end", "true || while true; do :; done; ".repeat(20)],
  ["functions that call themselves", "f() { n=$1; if [ $n -gt 0 ]; then f $((n-1)); fi; }; f 3; f 2; "],
  ["a script that is not there", "true || /opt/none.sh; false && sh /opt/none.sh || true; "],
  ["exit", "true || exit 1; if false; then exit 1; fi; "],
  [
    "functions that nobody calls",
    Array.from({ length: 300 }, (_, at) => `f${at}() { while true; do :; done; }; `).join(""),
  ],
  [
    "items of a case that never match",
    `for i in a b c; do case $i in ${"x) while true; do :; done;; ".repeat(100)} esac; done; `,
  ],
])("what does not run takes nothing from what does: %s", (_, body) => {
  expect(doubts([`RUN ${body}true`])).toEqual([]);
  expect(left(`${body}echo $T_TOKEN > f`)).toEqual(["/w/f"]);
});

test.each([
  ["a loop without end", "while true; do :; done"],
  [
    "words that are too many to run a command with",
    `X=abcdef; ${"X=$X$X; ".repeat(16)}: ${"$X ".repeat(10_000)}`,
  ],
  ["a value that is cut too often", `X=${"a".repeat(20_000)}; : ${"${X/*a*a*a*b/} ".repeat(300)}`],
])("a limit is said once: %s", (_, body) => {
  expect(doubts(['SHELL ["/bin/bash", "-c"]', `RUN ${body}`])).toEqual([
    "5: What this RUN does is followed only in part: it does more than is followed here.",
  ]);
});
