import { judgeFile } from "../../../src/secrets";
import { readDotenv } from "../../../src/secrets/files/dotenv";
import { cpuSeconds, PATIENCE } from "../../patience";
import { value } from "./samples";

const read = (text: string) => readDotenv(text).map((setting) => [setting.name, setting.value, setting.line]);
const reference = (name: string) => `$\{${name}}`;

test.each<[string, string, (string | number | undefined)[][]]>([
  [
    "plain",
    "A=1\nB=two words\n",
    [
      ["A", "1", 1],
      ["B", "two words", 2],
    ],
  ],
  ["blanks around the sign", "  A = 1  \n", [["A", "1", 1]]],
  [
    "export and set",
    "export A=1\nset B=2\n",
    [
      ["A", "1", 1],
      ["B", "2", 2],
    ],
  ],
  ["a colon as YAML has it", "A: 1\nB:2\n", [["A", "1", 1]]],
  [
    "quotes of three kinds",
    'A="x y"\nB=\'x # y\'\nC=`x "y"`\n',
    [
      ["A", "x y", 1],
      ["B", "x # y", 2],
      ["C", 'x "y"', 3],
    ],
  ],
  [
    "an escaped quote",
    'A="x \\" y" # end\nB=1\n',
    [
      ["A", 'x \\" y', 1],
      ["B", "1", 2],
    ],
  ],
  [
    "comments",
    "# A=1\nA=1 # one\nB=a#b\nC=#c\n",
    [
      ["A", "1", 2],
      ["B", "a#b", 3],
      ["C", "", 4],
    ],
  ],
  [
    "empty",
    "A=\nB=''\n\nC=3\n",
    [
      ["A", "", 1],
      ["B", "", 2],
      ["C", "3", 4],
    ],
  ],
  [
    "several lines",
    'KEY="one\ntwo\nthree"\nB=1\n',
    [
      ["KEY", "one\ntwo\nthree", 1],
      ["B", "1", 4],
    ],
  ],
  [
    "a quote that nothing closes",
    'A="open\nB="2"\n',
    [
      ["A", "open", 1],
      ["B", "2", 2],
    ],
  ],
  [
    "an apostrophe in a value",
    "A=it's\nB=2\n",
    [
      ["A", "it's", 1],
      ["B", "2", 2],
    ],
  ],
  [
    "a reference, and a default",
    `A=${reference("X")}\nB=${reference("X:-lit")}\n`,
    [
      ["A", reference("X"), 1],
      ["B", "lit", 2],
    ],
  ],
  [
    "Windows line ends",
    'A=1\r\nB="2"\r\n',
    [
      ["A", "1", 1],
      ["B", "2", 2],
    ],
  ],
  ["what is no setting", "just text\n=1\n1A=2\nA\n", []],
  ["no line end at the end", "A=1", [["A", "1", 1]]],
])("%s", (_, text, settings) => expect(read(text)).toEqual(settings));

const judged = (text: string, path = ".env") => judgeFile(path, () => new TextEncoder().encode(text));

test("names and values are judged one by one", () => {
  expect(judged(`PORT=3000\nDB_PASSWORD=${value}\nAPI_KEY=\nTOKEN_URL=https://acme.test/t\n`)).toMatchObject({
    names: ["DB_PASSWORD"],
    line: 2,
    confidence: "high",
  });
  expect(judged("PORT=3000\nNODE_ENV=production\n")).toBeUndefined();
});

test("a key over several lines", () => {
  const key = `-----BEGIN PRIVATE KEY-----\n${`${value}${value}\n`.repeat(4)}-----END PRIVATE KEY-----`;
  expect(judged(`A=1\nJWT_KEY="${key}"\n`)).toMatchObject({ confidence: "high", line: 2 });
});

test("a default password is a risk, and none beside a real secret", () => {
  expect(judged("POSTGRES_PASSWORD=postgres\n")).toMatchObject({
    risk: "default-password",
    names: ["POSTGRES_PASSWORD"],
  });
  const both = judged(`POSTGRES_PASSWORD=postgres\nAPI_KEY=${value}\n`);
  expect(both).toMatchObject({ names: ["API_KEY"] });
  expect(both?.risk).toBeUndefined();
});

test("files of tests and of development have default passwords", () => {
  for (const path of [".env.test", ".env.development", "docker.env"])
    expect(judged("POSTGRES_PASSWORD=postgres\n", path)).toBeUndefined();
});

test("a default of a reference counts, the reference does not", () => {
  expect(judged(`DB_PASSWORD=${reference(`DB_PASSWORD:-${value}`)}\n`)).toMatchObject({
    names: ["DB_PASSWORD"],
  });
  expect(judged(`DB_PASSWORD=${reference("DB_PASSWORD")}\nB_TOKEN=$B_TOKEN\n`)).toBeUndefined();
});

test("open quotes cost linear time", () => {
  const work = () => {
    for (const unit of ['a="', "a='\n", "a=\"\nb='\nc=`\n", 'a="\\\n', "a=1 ", " ", 'a="\n\n'])
      readDotenv(unit.repeat(Math.ceil(300_000 / unit.length)));
  };
  expect(cpuSeconds(work)).toBeLessThan(PATIENCE);
});
