import { mainDye } from "../../src/image/queries";
import type { Rule } from "../../src/rule";
import { keptFiles } from "../shared/kept-file";

export const rule: Rule = {
  id: "mounted-secret-kept",
  summary: "A RUN copies the content of a secret mount into a file that stays in the layer.",
  check(subject) {
    return keptFiles(
      subject,
      "mounted",
      (file) =>
        `${file.by} copies the mounted secret ${mainDye(file.dyes)?.secret.name} to ${file.path}; a mount protects its own path and no copy of it`,
    );
  },
};
