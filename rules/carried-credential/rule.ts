import { fixesOfCarried } from "../../src/fixes";
import { filesWithStory, groupBy, placeOf } from "../../src/image/queries";
import type { Rule } from "../../src/rule";
import { copyLess } from "../shared/advice";
import { draft, listed, relatedFiles } from "../shared/draft";

export const rule: Rule = {
  id: "carried-credential",
  summary: "COPY --from, or a RUN that copies out of another stage, brings a secret file into the image.",
  check(subject) {
    const { image } = subject;
    const copies = groupBy(filesWithStory(image, "carried"), ({ file }) =>
      JSON.stringify(file.entered.range),
    );
    return copies.map((files) => {
      const { file } = files[0]!;
      return draft(
        file.entered,
        files.flatMap((each) => each.file.dyes),
        placeOf(files[0]!),
        {
          message: `${file.by} carries ${listed(files.map((each) => each.file.path))} from another stage into the image`,
          certain: files.some((each) => each.file.certain),
          fixes: fixesOfCarried(
            subject,
            files.map((each) => each.file),
            copyLess(file.path),
          ),
          related: files.length > 1 ? relatedFiles(files) : [],
        },
      );
    });
  },
};
