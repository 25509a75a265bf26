import { deflateRawSync, gzipSync } from "node:zlib";
import { archiveVerdict, openArchive } from "../../src/context/archive";
import { cpuSeconds, PATIENCE } from "../patience";
import { canaryJudge } from "./judge";

interface Entry {
  readonly name: string;
  readonly text: string;
  readonly type?: string;
  readonly prefix?: string;
}

/** A tar archive by its blocks, so that every format of a name can be made. */
function tar(entries: readonly Entry[], magic = "ustar\u000000"): Uint8Array {
  const blocks = entries.flatMap(({ name, text, type = "0", prefix = "" }) => {
    const data = Buffer.from(text);
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(`${data.length.toString(8).padStart(11, "0")}\0`, 124);
    header.write("        ", 148);
    header.write(type, 156);
    header.write(magic, 257);
    header.write(prefix, 345);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    return [header, data, Buffer.alloc((512 - (data.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

const inside = (bytes: Uint8Array) => {
  const opened = openArchive("a.tar", bytes, canaryJudge);
  return opened && { paths: opened.secretFiles.map(({ path }) => path), unseen: opened.unseen };
};
const env: Entry = { name: ".env", text: "canary" };

test.each<[string, Uint8Array, string[]]>([
  ["ustar", tar([env, { name: "app.js", text: "canary" }]), [".env"]],
  [
    "a name cleaned of dots and slashes",
    tar([
      { ...env, name: "./a//.env" },
      { ...env, name: "/b/.env" },
    ]),
    ["a/.env", "b/.env"],
  ],
  ["a prefix", tar([{ ...env, prefix: "deep/down" }]), ["deep/down/.env"]],
  ["the format of before ustar", tar([env], ""), [".env"]],
  [
    "pax",
    tar([
      { name: "x", type: "x", text: "30 mtime=1700000000.000000000\n17 path=p/q/.env\n" },
      { ...env, name: "short" },
    ]),
    ["p/q/.env"],
  ],
  [
    "GNU",
    tar(
      [
        { name: "././@LongLink", type: "L", text: "long/.env\0" },
        { ...env, name: "short" },
      ],
      "ustar  ",
    ),
    ["long/.env"],
  ],
  [
    "a directory and a link hold no bytes",
    tar([
      { name: ".env", type: "5", text: "" },
      { name: ".env", type: "2", text: "" },
    ]),
    [],
  ],
  ["gzip", gzipSync(tar([env])), [".env"]],
  [
    "gzip that is cut off",
    gzipSync(tar([env, { name: "z", text: "x".repeat(9999) }])).subarray(0, 90),
    [".env"],
  ],
  ["tar that is cut off", tar([env, env]).subarray(0, 1500), [".env"]],
])("%s", (_, bytes, paths) => expect(inside(bytes)).toEqual({ paths, unseen: undefined }));

test.each([
  ["an empty file", Buffer.alloc(0)],
  ["zeros", Buffer.alloc(2048)],
  ["text", Buffer.from("canary ".repeat(200))],
  ["gzip of no archive", gzipSync("canary")],
  ["zip", Buffer.from(`PK\u0003\u0004${"\0".repeat(600)}`)],
])("%s is no archive that ADD unpacks", (_, bytes) => expect(inside(bytes)).toBeUndefined());

test.each([
  ["bzip2", "425a6839"],
  ["xz", "fd377a585a00"],
  ["zstd", "28b52ffd"],
])("what %s packed stays unseen, and is said", (by, magic) =>
  expect(inside(Buffer.from(magic, "hex"))).toEqual({ paths: [], unseen: `a.tar is packed by ${by}` }),
);

test("any bytes are an archive or none, and never a failure", () => {
  for (let seed = 0; seed < 300; seed++) {
    const bytes = tar([env, { ...env, name: "b/.env" }]);
    for (let at = 0; at < 20; at++)
      bytes[(seed * 7919 + at * 104729) % bytes.length] = (seed + at * 31) % 256;
    expect(() => inside(bytes)).not.toThrow();
    expect(() => inside(gzipSync(bytes))).not.toThrow();
  }
});

interface ZipOptions {
  readonly method?: number;
  readonly flags?: number;
}

/** A zip archive without its list at the end, which nothing reads. With flag 8 the sizes stand behind the content. */
function zip(entries: readonly Entry[], { method = 8, flags = 0 }: ZipOptions = {}): Buffer {
  const files = entries.map(({ name, text }) => {
    const content = method === 8 ? deflateRawSync(text) : Buffer.from(text);
    const header = Buffer.alloc(30);
    header.write("PK\u0003\u0004", 0, "latin1");
    header.writeUInt16LE(flags, 6);
    header.writeUInt16LE(method, 8);
    if ((flags & 8) === 0) header.writeUInt32LE(content.length, 18);
    header.writeUInt16LE(name.length, 26);
    header.writeUInt16LE(4, 28);
    const descriptor = (flags & 8) === 0 ? "" : `PK\u0007\u0008${"\0".repeat(12)}`;
    return Buffer.concat([header, Buffer.from(`${name}xtra`), content, Buffer.from(descriptor, "latin1")]);
  });
  return Buffer.concat([...files, Buffer.from(`PK\u0001\u0002${"\0".repeat(42)}`, "latin1")]);
}

const app: Entry = { name: "app.js", text: "canary" };
const zipped = [
  app,
  { name: "deploy/", text: "" },
  { ...env, name: "deploy/.env" },
  { ...env, name: "../.env" },
];

test.each<[string, Uint8Array, readonly string[]]>([
  ["packed", zip(zipped), ["deploy/.env", ".env"]],
  ["stored", zip(zipped, { method: 0 }), ["deploy/.env", ".env"]],
  ["with the sizes behind", zip(zipped, { flags: 8 }), ["deploy/.env", ".env"]],
  ["cut off", zip([env, { ...env, name: "z.env" }]).subarray(0, 75), [".env"]],
])("a zip archive that is copied: %s", (_, bytes, names) => {
  expect(archiveVerdict("a.zip", bytes, canaryJudge)?.names).toEqual(names);
  expect(openArchive("a.zip", bytes, canaryJudge)).toBeUndefined();
});

test.each<[string, Uint8Array]>([
  ["encrypted", zip([env], { flags: 1 })],
  ["packed by another method", zip([env], { method: 12 })],
  ["of other files", zip([app])],
  ["empty", zip([])],
  ["of no zip at all", Buffer.from("PK canary")],
])("a zip archive with no secret to be seen: %s", (_, bytes) => {
  expect(archiveVerdict("a.zip", bytes, canaryJudge)).toBeUndefined();
});

test("a zip archive that would unpack to gigabytes ends soon", () => {
  const one = zip([{ ...env, text: " ".repeat(8_000_000) }]);
  const bomb = Buffer.concat(Array.from({ length: 300 }, () => one.subarray(0, one.indexOf("PK\u0001"))));
  expect(cpuSeconds(() => archiveVerdict("a.zip", bomb, canaryJudge))).toBeLessThan(PATIENCE / 4);
});

test("any bytes are a zip archive or none, and never a failure", () => {
  for (let seed = 0; seed < 300; seed++) {
    const bytes = Buffer.from(zip(zipped, { flags: seed % 2 === 0 ? 8 : 0 }));
    for (let at = 0; at < 10; at++)
      bytes[(seed * 7919 + at * 104729) % bytes.length] = (seed + at * 31) % 256;
    expect(() => archiveVerdict("a.zip", bytes, canaryJudge)).not.toThrow();
  }
});
