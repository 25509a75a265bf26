/** The words of a list, each but the last with one blank or line end behind it: a regular expression would cost more than all that the words are for. */
export const wordsOf = (list: string): string[] => list.trim().replaceAll("\n", " ").split(" ");
