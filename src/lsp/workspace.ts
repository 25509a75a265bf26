import { posix } from "node:path";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { disk, overlay } from "../index";
import { type ClientSettings, clientSettings } from "./client-settings";
import { pathOf } from "./places";
import { Project } from "./project";
import { isConfiguration, type Role, roleOf } from "./roles";

/** A Dockerfile to lint. */
export interface Target {
  readonly project: Project;
  readonly dockerfile: string;
}

/** The folders and the open documents of an editor. It is told of every change, and says which Dockerfiles are to be linted for it. */
export class Workspace {
  /** The texts of open documents, by path: what builds read in place of the disk. */
  readonly #texts = new Map<string, string>();
  readonly #documents = new Map<string, TextDocument>();
  readonly #projects = new Map<string, Project>();
  #folders: readonly string[] = [];
  #settings: ClientSettings = clientSettings(undefined);
  readonly #files = overlay(disk, this.#texts);

  /** `today` gives the day as `2027-01-31`; `isTooWide` tells folders that hold more than a project. */
  constructor(
    private readonly today: () => string,
    private readonly isTooWide: (folder: string) => boolean,
  ) {}

  /** Settings and folders; all that was known of projects is read anew. */
  configure(folders: readonly string[], settings: ClientSettings): Target[] {
    this.#folders = folders;
    this.#settings = settings;
    this.#projects.clear();
    return this.targets();
  }

  get folders(): readonly string[] {
    return this.#folders;
  }

  get settings(): ClientSettings {
    return this.#settings;
  }

  get projects(): readonly Project[] {
    return [...this.#projects.values()];
  }

  /** A document is open, or has another text. Gives what to lint for it. */
  put(document: TextDocument): Target[] {
    const path = pathOf(document.uri);
    if (path === undefined) return [];
    const isNew = !this.#documents.has(path);
    const existed = disk.kind(path) !== undefined;
    const text = document.getText();
    const changed = this.#texts.get(path) !== text;
    this.#documents.set(path, document);
    this.#texts.set(path, text);
    const others = changed ? this.changed([{ path, entry: isNew && !existed }]) : [];
    return isNew ? distinct([...this.targetsFor(document), ...others]) : others;
  }

  /** A document is closed: the disk counts again. Gives what to lint again. */
  close(document: TextDocument): Target[] {
    const path = pathOf(document.uri);
    if (path === undefined || !this.#documents.delete(path)) return [];
    this.#texts.delete(path);
    const targets = this.changed([{ path, entry: disk.kind(path) === undefined }]);
    this.forgetUnwatched();
    return targets;
  }

  /** Files are other than before. Gives the targets that this touches. */
  changed(changes: readonly { readonly path: string; readonly entry: boolean }[]): Target[] {
    if (changes.some(({ path }) => isConfiguration(path))) {
      this.#projects.clear();
      return this.targets();
    }
    for (const { path, entry } of changes)
      for (const { session } of this.#projects.values()) session.changed(path, entry ? "entry" : "content");
    const isPlain = (role: Role | undefined) => role === undefined || role === "dockerfile";
    if (changes.some(({ path, entry }) => entry || !isPlain(roleOf(path)))) return this.targets();
    return this.targets().filter(({ project, dockerfile }) =>
      changes.some(({ path }) => project.session.dockerfilesWith(path).includes(dockerfile)),
    );
  }

  /** Every Dockerfile that an open document is, is read by, or describes the build of. */
  targets(): Target[] {
    return distinct([...this.#documents.values()].flatMap((document) => this.targetsFor(document)));
  }

  private targetsFor(document: TextDocument): Target[] {
    const path = pathOf(document.uri);
    const role = path === undefined ? undefined : roleOf(path, document.languageId);
    if (path === undefined || role === undefined || role === "configuration") return [];
    const project = this.projectOf(path);
    const { session } = project;
    const dockerfiles =
      role === "dockerfile"
        ? [path]
        : role === "describes-builds"
          ? session.dockerfilesDescribedIn(path)
          : session.dockerfilesWith(path);
    return dockerfiles.map((dockerfile) => ({ project, dockerfile }));
  }

  /** The project that a file belongs to: the innermost folder of the workspace that holds it, or else its own folder. */
  projectOf(path: string): Project {
    const folder = this.#folders
      .filter((each) => path.startsWith(each === "/" ? "/" : `${each}/`) && !this.isTooWide(each))
      .sort((a, b) => b.length - a.length)[0];
    const root = folder ?? posix.dirname(path);
    const known = this.#projects.get(root);
    if (known) return known;
    const project = new Project({
      root,
      search: folder !== undefined,
      files: this.#files,
      settings: this.#settings,
      today: this.today(),
    });
    this.#projects.set(root, project);
    return project;
  }

  document(path: string): TextDocument | undefined {
    return this.#documents.get(path);
  }

  exists = (path: string): boolean => this.#files.kind(path) !== undefined;

  /** Drops the reports on Dockerfiles that no open document has to do with any more. */
  private forgetUnwatched(): void {
    const watched = this.targets();
    for (const project of this.#projects.values())
      for (const dockerfile of project.reports.keys())
        if (!watched.some((target) => target.project === project && target.dockerfile === dockerfile))
          project.reports.delete(dockerfile);
  }
}

const distinct = (targets: readonly Target[]): Target[] => [
  ...new Map(targets.map((target) => [`${target.project.root}\0${target.dockerfile}`, target])).values(),
];
