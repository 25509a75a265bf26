import { UNKNOWN } from "./dyes";
import { isWithin } from "./paths";

/** What is known of a base image that no Dockerfile says: part of its Config.Env, its user, and homes by user and by number. */
export interface BaseImage {
  readonly environment?: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly homes?: Readonly<Record<string, string>>;
}

const user = (name: string, number: number, home: string): Readonly<Record<string, string>> => ({
  [name]: home,
  [String(number)]: home,
});

/** Users as in build-semantics 8.3; variables that move a tool's credentials, as the images' own Dockerfiles set them. */
const known: Readonly<Record<string, BaseImage>> = {
  node: { homes: user("node", 1000, "/home/node") },
  "oven/bun": { homes: user("bun", 1000, "/home/bun") },
  "jenkins/jenkins": { user: "jenkins", homes: user("jenkins", 1000, "/var/jenkins_home") },
  nginx: { homes: user("nginx", 101, "/nonexistent") },
  rust: { environment: { CARGO_HOME: "/usr/local/cargo" } },
  composer: { environment: { COMPOSER_HOME: "/tmp" } },
  ruby: { environment: { BUNDLE_APP_CONFIG: "/usr/local/bundle" } },
};

/** Images that set no variable but PATH. */
const BARE = "scratch busybox alpine debian ubuntu fedora rockylinux almalinux amazonlinux archlinux";

/** Images whose programs are GNU's: distributions, and official images that stand on Debian where the tag names no other. */
const GNU =
  "debian ubuntu fedora rockylinux almalinux amazonlinux archlinux centos oraclelinux buildpack-deps node python ruby golang rust " +
  "openjdk eclipse-temurin maven gradle php perl nginx httpd postgres mysql mariadb redis mongo";

/** Images that leave to their users what is no directory of the system, as `/srv` and `/opt`: nothing lies there. */
const PLAIN = "scratch busybox alpine debian ubuntu";

/** Whether an image is one of a list. */
const isOneOf = (list: string, reference: string): boolean => list.split(" ").includes(nameOf(reference));

const OF_THE_SYSTEM =
  /^\/(?:$|(?:bin|boot|dev|etc|home|lib\w*|media|proc|root|run|s?bin|sys|usr|var)(?:\/|$)|(?:mnt|opt|srv|tmp)$)/;

/** The name after FROM without Docker's registry, tag and digest. */
const nameOf = (reference: string): string =>
  reference
    .replace(/@.*$/, "")
    .replace(/:[^/:]*$/, "")
    .replace(/^(?:index\.)?docker\.io\//, "")
    .replace(/^library\//, "");

/** By the name after FROM, with or without registry, tag and digest; empty for every other image. */
export function baseImage(reference: string): BaseImage {
  const name = nameOf(reference);
  return Object.hasOwn(known, name) ? (known[name] ?? {}) : {};
}

/** Directories of most systems that an image does without. */
const lacking: Readonly<Record<string, readonly string[]>> = {
  busybox: ["/boot", "/media", "/mnt", "/run"],
};

export const lackingDirectories = (reference: string): readonly string[] => {
  const name = nameOf(reference);
  return Object.hasOwn(lacking, name) ? (lacking[name] ?? []) : [];
};

/** Says of a path whether an image surely has nothing there. */
export function emptyPlaces(reference: string): (path: string) => boolean {
  const lacked = lackingDirectories(reference);
  return isOneOf(PLAIN, reference)
    ? (path) =>
        !path.includes(UNKNOWN) &&
        (!OF_THE_SYSTEM.test(path) || lacked.some((directory) => isWithin(path, directory)))
    : () => false;
}

/** Whether a variable that a Dockerfile does not set is surely unset in a RUN; other images may set any. */
export const setsNoVariables = (reference: string): boolean => isOneOf(BARE, reference);

/** Whether the programs of an image are surely GNU's, and not BusyBox's, which know fewer options. */
export const hasGnuPrograms = (reference: string): boolean =>
  isOneOf(GNU, reference) && !/alpine|windows|nanoserver/.test(reference);

/** Whether the shell of an image is `cmd`, unless a SHELL says otherwise. */
export const isWindowsImage = (reference: string): boolean =>
  /windows|server/.test(reference) &&
  /(?:^|\/)(?:windows|nanoserver|servercore)(?:[/:@]|$)|windowsservercore|nanoserver/.test(reference);
