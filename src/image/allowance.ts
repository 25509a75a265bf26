/** How much of something one evaluation lists: with the square of the Dockerfile's size it would grow larger than memory. */
export class Allowance {
  /** `exceeded` is called once, when more is asked for than is left. */
  constructor(
    private left: number,
    private readonly exceeded: () => void,
  ) {}

  /** Whether that much more is listed; once it was too much, nothing more is. */
  take(amount: number): boolean {
    if (this.left < 0) return false;
    this.left -= amount;
    if (this.left < 0) this.exceeded();
    return this.left >= 0;
  }
}
