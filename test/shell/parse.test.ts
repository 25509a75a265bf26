import fc from "fast-check";
import { isPosixShell, parseShell, type ShellNode } from "../../src/shell";
import { cpuSeconds, PATIENCE } from "../patience";
import { printed } from "./printed";

/** Each snippet with the tree that the shell's own grammar gives it. */
const TREES: readonly (readonly [string, string])[] = [
  ["echo hi", "[echo] [hi]"],
  ["", ""],
  ["# only a comment", ""],
  ["echo a # comment", "[echo] [a]"],
  ["a && b || c", "(([a] and [b]) or [c])"],
  ["a; b\nc", "[a]; [b]; [c]"],
  ["a | b | c", "pipe([a] | [b] | [c])"],
  ["! a", "not pipe([a])"],
  ["a & b", "bg([a]); [b]"],
  ["A=1 B=$C cmd arg", "A=[1] B=[$C] [cmd] [arg]"],
  ["A=1", "A=[1]"],
  ["A+=x", "A+=[x]"],
  ["A=(x y)", "A=([x] [y])"],
  ['export A=b C="$D"', '[export] [A=b] [C="$D"]'],
  ["env A=b cmd", "[env] [A=b] [cmd]"],
  ["echo 'single $X'", '[echo] ["single $X"]'],
  ['echo "double $X y"', '[echo] ["double ""$X"" y"]'],
  ["echo \\$X", "[echo] [$X]"],
  ['echo "\\${T}"', '[echo] ["${T}"]'],
  ["echo ''", '[echo] [""]'],
  ['echo ""', '[echo] [""]'],
  ["echo a'b'\"c\"d", '[echo] [a"b""c"d]'],
  ["echo a\\ b", "[echo] [a b]"],
  ["echo ${X}", "[echo] [$X]"],
  ["echo ${X:-y}", "[echo] [$X:-[y]]"],
  ["echo ${X:-$Y}", "[echo] [$X:-[$Y]]"],
  ["echo ${X%.gz}", "[echo] [$X%[.gz]]"],
  ["echo ${X//a/b}", "[echo] [$X//[a][b]]"],
  ["echo ${#X}", "[echo] [$#X]"],
  ["echo ${!X}", "[echo] [$!X]"],
  ["echo $1 $@ $?", "[echo] [$1] [$@] [$?]"],
  ["echo $(ls -l)", "[echo] [$([ls] [-l])]"],
  ["echo `ls`", "[echo] [$([ls])]"],
  ["echo $((1+2))", '[echo] [$(((["1"] + ["2"])))]'],
  ["rm *.key", "[rm] [glob *.key]"],
  ["rm '*.key'", '[rm] ["*.key"]'],
  ["rm {a,b}.key", "[rm] [{[a],[b]}.key]"],
  ["echo > f", "[echo] >[f]"],
  [">f", ">[f]"],
  ["echo >> f", "[echo] >>[f]"],
  ["cmd 2>&1 | tail", "pipe([cmd] 2>&[1] | [tail])"],
  ["cmd &> f", "[cmd] &>[f]"],
  ["cmd < f", "[cmd] <[f]"],
  ["cat <<< text", "[cat] <<<[text]"],
  ["cat <<EOF > f\nhi $X\nEOF\n", '[cat] <<["hi ""$X""\\n"] >[f]'],
  ["cat <<'EOF' > f\nhi $X\nEOF\n", '[cat] <<["hi $X\\n"] >[f]'],
  ["cat <<-EOF\n\thi\n\t\tyou\n\tEOF\n", '[cat] <<["hi\\nyou\\n"]'],
  ["{ a; b; } > f", "{[a]; [b]} >[f]"],
  ["(cd x && y)", "sub(([cd] [x] and [y]))"],
  ["if [ -f x ]; then rm x; fi", "if([[] [-f] [x] []]) [rm] [x]"],
  ["if a; then b; elif c; then d; else e; fi", "if([a]) [b] if([c]) [d] else [e]"],
  ["while a; do b; done", "while([a]) [b]"],
  ["until a; do b; done < f", "until([a]) [b] <[f]"],
  ["for f in a b; do rm $f; done", "for f in [a] [b]: [rm] [$f]"],
  ["for f; do rm $f; done", "for f in @: [rm] [$f]"],
  ["for ((i=0;i<3;i++)); do a; done", 'for (((["i"] = ["0"]); (["i"] < ["3"]); ["i"]++)): [a]'],
  ['case "$x" in a|b) c;; *) d;; esac', 'case ["$x"] [a]|[b]) [c] [glob *]) [d]'],
  ["foo() { a; }", "function foo {[a]}"],
  ["function foo { a; }", "function foo {[a]}"],
  ["[[ -f x ]] && rm x", "(test(-f [x]) and [rm] [x])"],
  ["[[ ! -n $X ]]", "test(! -n [$X])"],
  ["(( x > 1 ))", '(((["x"] > ["1"])))'],
  ["diff <(a) <(b)", "[diff] [<([a])] [<([b])]"],
  ['echo "//r/:_authToken=${T}" > ~/.npmrc', '[echo] ["//r/:_authToken=""$T"] >[~/.npmrc]'],
  ["printf '%s\\n' \"$A\" | tee f >/dev/null", 'pipe([printf] ["%s\\n"] ["$A"] | [tee] [f] >[/dev/null])'],
  [
    "set -eux;   apt-get update;   rm -rf /var/lib/apt/lists/*",
    "[set] [-eux]; [apt-get] [update]; [rm] [-rf] [/var/lib/apt/lists/glob *]",
  ],
  ['curl -u "$U:$P" https://h', '[curl] [-u] ["$U"":""$P"] [https://h]'],
  ['echo "$(cat /run/secrets/x)"', "[echo] [$([cat] [/run/secrets/x])]"],
];

test.each(TREES)("%s", (text, tree) => expect(printed(text)).toBe(tree));

test("what is no shell is broken and still gives what could be read", () => {
  expect(parseShell("if true").broken).toBe(true);
  expect(parseShell("echo 'never closed").broken).toBe(true);
});

test("a text that is longer than a Dockerfile is not read, and says so", () => {
  const { commands, broken, limit } = parseShell(`echo ${"a".repeat(1_000_000)}`);
  expect({ commands, broken, limit }).toEqual({ commands: [], broken: true, limit: expect.any(String) });
});

test.each<[string, string, string]>([
  ["substitutions", "$(echo ", ")"],
  ["quoted substitutions", '"$(echo ', ')"'],
  ["defaults", "${A:-", "}"],
  ["removals", "${A#", "}"],
  ["sums", "$((1+", "))"],
  ["processes", "<(cat ", ")"],
])("%s in one another are read to a depth that no person writes, and then it is said", (_, open, close) => {
  const nested = (depth: number) => parseShell(`echo ${open.repeat(depth)}x${close.repeat(depth)}`);
  expect(nested(20).limit).toBeUndefined();
  expect(nested(5000).limit).toBeDefined();
  expect(cpuSeconds(() => nested(5000))).toBeLessThan(PATIENCE / 2);
});

test.each([
  "$(",
  "`",
  "{ ",
  '"',
  "((",
  "if a; then ",
  "${x:-",
  '"$(',
  "case x in a) ",
  "<<a ",
  "[[ ( ",
  "\\`",
])("a long run of %s ends", (unit) => {
  const work = () => {
    parseShell(unit.repeat(Math.floor(60_000 / unit.length)));
  };
  expect(cpuSeconds(work)).toBeLessThan(PATIENCE);
});

const spansInside = (nodes: readonly ShellNode[], length: number): boolean =>
  nodes.every(({ span }) => span.start >= 0 && span.start <= span.end && span.end <= length);

test("no text makes it throw, and spans lie in the text", () => {
  const pieces = fc.constantFrom(
    "echo ",
    "$(",
    ")",
    '"',
    "'",
    "`",
    "{",
    "}",
    "\n",
    ";",
    "&&",
    "|",
    "<<E",
    "E\n",
    "$X",
    "${",
    ":-",
    "\\",
    "if ",
    "then ",
    "fi",
    "#",
    "é",
    "a=b ",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      const text = parts.join("");
      expect(spansInside(parseShell(text).commands, text.length)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test("which shells it reads", () => {
  const read = [
    ["/bin/sh", "-c"],
    ["/bin/bash", "-eo", "pipefail", "-c"],
    ["/usr/bin/env", "bash", "-c"],
    ["/bin/env", "T=x", "/bin/sh", "-c"],
    ["ash", "-c"],
  ];
  const other = [
    ["powershell", "-Command"],
    ["pwsh", "-c"],
    ["cmd", "/S", "/C"],
    ["/usr/bin/python3", "-c"],
    [],
  ];
  expect(read.filter((shell) => !isPosixShell(shell))).toEqual([]);
  expect(other.filter(isPosixShell)).toEqual([]);
});
