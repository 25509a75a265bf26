import { writeTar } from "./tar";
import { writeZip } from "./zip";

/** An archive of texts, of the kind that its name says. */
export const writeArchive = (name: string, files: Readonly<Record<string, string>>): Buffer =>
  name.endsWith(".zip") ? writeZip(files) : writeTar(name, files);
