import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { memory } from "../../src/files/memory";
import { inspect, type LintOptions } from "../../src/lint";
import type { Inspection } from "../../src/report";

type FileContent = string | readonly string[] | { readonly link: string } | Readonly<Record<string, string>>;

export interface OracleCase {
  readonly id: string;
  readonly dockerfile: readonly string[];
  readonly dockerfileName?: string;
  readonly files?: Readonly<Record<string, FileContent>>;
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** In parts, so that none has the shape of a token here. */
  readonly canaries?: Readonly<Record<string, readonly string[]>>;
  readonly target?: string;
  /** Images that are built before it, and that it is FROM. */
  readonly images?: readonly { readonly tag: string; readonly dockerfile: readonly string[] }[];
  readonly secrets?: Readonly<Record<string, string>>;
  /** Further flags, by builder. */
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

export interface OracleFact {
  readonly id: string;
  readonly built: boolean;
  readonly places: Readonly<Record<string, readonly OraclePlace[]>>;
  /** The lines of the history that hold a canary, by index. */
  readonly history?: Readonly<Record<string, string>>;
}

interface OraclePlace {
  readonly where: string;
  readonly path?: string;
  readonly key?: string;
  readonly index?: number;
  readonly deletedLater?: boolean;
  readonly overwrittenLater?: boolean;
}

/** The string that the real build was searched for. */
export const canaryOf = (oracleCase: OracleCase, name: string): string =>
  oracleCase.canaries?.[name]?.join("") ??
  `CNRY${name}${createHash("sha256").update(`${oracleCase.id}/${name}`).digest("hex").slice(0, 10)}`;

/** All canaries of a case: secrets whatever name they stand under. */
function canaries(oracleCase: OracleCase): RegExp {
  const names = new Set([...JSON.stringify(oracleCase).matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!));
  return new RegExp([...names].map((name) => canaryOf(oracleCase, name)).join("|") || "(?!)");
}

const filled = (oracleCase: OracleCase, text: string): string =>
  text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => canaryOf(oracleCase, name));

/** What Watertight says of a case, on files in memory. */
export const predict = (oracleCase: OracleCase): Inspection => inspect(projectOf(oracleCase).options);

/** A case as files in memory, and as what is asked about them. */
export function projectOf(oracleCase: OracleCase): {
  readonly options: LintOptions;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly links: Readonly<Record<string, string>>;
} {
  const files: Record<string, string | Uint8Array> = {};
  const links: Record<string, string> = {};
  const fill = (text: string) => filled(oracleCase, text);
  for (const [path, content] of Object.entries(oracleCase.files ?? {})) {
    const target = `/context/${fill(path)}`;
    if (typeof content === "string") files[target] = fill(content);
    else if (Array.isArray(content)) files[target] = fill(`${content.join("\n")}\n`);
    else if (typeof (content as { link?: unknown }).link === "string")
      links[target] = (content as { link: string }).link;
    else
      files[target] = archive(
        path,
        Object.entries(content as Record<string, string>).map(([name, text]) => [name, fill(text)]),
      );
  }
  const dockerfile = `/context/${oracleCase.dockerfileName ?? "Dockerfile"}`;
  files[dockerfile] = fill(`${oracleCase.dockerfile.join("\n")}\n`);
  const images = (oracleCase.images ?? []).map((image, index) => {
    const context = `/images/${index}`;
    files[`${context}/Dockerfile`] = fill(`${image.dockerfile.join("\n")}\n`);
    return { dockerfile: `${context}/Dockerfile`, context, buildArgs: {}, names: [image.tag] };
  });
  const buildArgs = Object.fromEntries(
    Object.entries(oracleCase.buildArgs ?? {}).map(([name, value]) => [name, fill(value)]),
  );
  const options: LintOptions = {
    directory: "/",
    paths: [dockerfile],
    context: "/context",
    files: memory(files, links),
    buildArgs,
    images,
    secrets: { patterns: [canaries(oracleCase)] },
    inputs: {
      buildArgsComplete: true,
      secrets: Object.keys(oracleCase.secrets ?? {}),
      ...(oracleCase.extra?.c8d?.includes("--provenance=mode=max") ? { provenance: "max" } : {}),
    },
    ...(oracleCase.target === undefined ? {} : { target: oracleCase.target }),
  };
  return { options, files, links };
}

/** The places of a prediction, a line each, in the words that `observed` uses too. */
export function predicted({ builds }: Inspection): string[] {
  const places = new Set<string>();
  const image = builds[0]?.image;
  for (const layer of image?.layers ?? []) {
    for (const { path, hiddenByLine } of layer.secrets)
      places.add(`layer ${withoutTime(path)}${hiddenByLine === null ? "" : " hidden"}`);
  }
  for (const { name } of image?.env ?? []) places.add(`env ${name}`);
  if (image?.provenance?.length) places.add("attestation");
  for (const { name } of image?.labels ?? []) places.add(`label ${name}`);
  for (const { name } of image?.commands ?? []) places.add(`command ${name}`);
  // The real image's history begins with the line of its base.
  for (const [index, { secrets }] of (image?.history ?? []).entries())
    if (secrets.length > 0) places.add(`history ${index + 1}`);
  return [...places].sort();
}

/** A history line with every secret as `<>`, as predicted or as seen. */
export const withoutNames = (line: string | undefined): string | undefined =>
  line?.replace(/<[\w.-]+>|\{\{\w+\}\}/g, "<>");

const COMMANDS: Readonly<Record<string, string>> = {
  cmd: "CMD",
  entrypoint: "ENTRYPOINT",
  healthcheck: "HEALTHCHECK",
  onbuild: "ONBUILD",
  shell: "SHELL",
  author: "MAINTAINER",
  user: "USER",
  workdir: "WORKDIR",
};

/** Where the real build's image held a canary. A directory named by a secret is seen by its history line. */
export function observed(fact: OracleFact): string[] {
  const places = new Set<string>();
  for (const place of Object.values(fact.places).flat()) {
    if (place.where === "layer")
      places.add(
        `layer ${withoutTime(place.path ?? "")}${place.deletedLater || place.overwrittenLater ? " hidden" : ""}`,
      );
    else if (place.where === "env" || place.where === "label") places.add(`${place.where} ${place.key}`);
    else if (place.where === "history") places.add(`history ${place.index}`);
    else if (COMMANDS[place.where]) places.add(`command ${COMMANDS[place.where]}`);
    else if (place.where !== "layer-path") places.add(place.where);
  }
  return [...places].sort();
}

const withoutTime = (path: string): string => path.replace(/_logs\/[^/]*\.log$/, "_logs/*.log");

type Entries = readonly (readonly [string, string])[];

/** An archive of the kind that its name says. */
function archive(path: string, entries: Entries): Uint8Array {
  if (path.endsWith(".zip")) return zip(entries);
  return /\.t?gz$/.test(path) ? gzipSync(tar(entries)) : tar(entries);
}

/** Nothing in it is packed, and its checksums are left out, since nothing here reads them. */
function zip(entries: Entries): Uint8Array {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of entries) {
    const data = Buffer.from(text);
    const sizes = Buffer.alloc(14);
    sizes.writeUInt32LE(data.length, 4);
    sizes.writeUInt32LE(data.length, 8);
    sizes.writeUInt16LE(name.length, 12);
    const local = Buffer.concat([
      Buffer.from("504b030414000000000000000000", "hex"),
      sizes,
      Buffer.alloc(2),
      Buffer.from(name),
      data,
    ]);
    const entry = Buffer.concat([
      Buffer.from("504b01021400140000000000", "hex"),
      Buffer.alloc(4),
      sizes,
      Buffer.alloc(16),
      Buffer.from(name),
    ]);
    entry.writeUInt32LE(offset, 42);
    offset += local.length;
    locals.push(local);
    central.push(entry);
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("504b0506", 0, "hex");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

function tar(entries: Entries): Uint8Array {
  const blocks: Buffer[] = [];
  for (const [name, text] of entries) {
    const data = Buffer.from(text);
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write("0000644\0", 100);
    header.write(`${data.length.toString(8).padStart(11, "0")}\0`, 124);
    header.write("        ", 148);
    header.write("0", 156);
    header.write("ustar\0" + "00", 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    blocks.push(header, data, Buffer.alloc((512 - (data.length % 512)) % 512));
  }
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}
