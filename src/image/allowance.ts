/** How much of something one evaluation makes: with the square of the Dockerfile's size it would grow larger than memory. */
export class Allowance {
  #isSaid = false;

  /** `refused` is called when something is left out for the first time. */
  constructor(
    private left: number,
    private readonly refused: () => void,
  ) {}

  /** Whether so much may be made; what goes beyond the limit is the last. */
  take(amount: number): boolean {
    if (this.left < 0) {
      if (!this.#isSaid) this.refused();
      this.#isSaid = true;
      return false;
    }
    this.left -= amount;
    return true;
  }
}

/** Those of one evaluation; `say` is told of each that is exceeded. */
export const allowances = (say: (message: string) => void) => ({
  /** For the lists of build args that the history shows in front of each RUN, in characters. */
  listed: new Allowance(500_000, () =>
    say("The history lists so many build args in front of the RUNs that not all are shown with theirs."),
  ),
  /** For the literals of each copy of the Dockerfile in the image. */
  copied: new Allowance(50_000, () =>
    say("The image holds so many copies of this Dockerfile that not all show each of its literals."),
  ),
  /** For the secret files of all layers. */
  files: new Allowance(16_000, () =>
    say("The layers hold so many secret files that no RUN, COPY or ADD is followed from here on."),
  ),
});
