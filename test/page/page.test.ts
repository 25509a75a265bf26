import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inspect } from "../../src/lint";
import { htmlInspection } from "../../src/reporters";
import { buildOptions } from "../image/table";
import { Browser, findChromium } from "./browser";

const chromium = findChromium(existsSync);
if (!chromium)
  console.warn("There is no Chromium here (CHROMIUM names one), so the page is not tested in a browser.");

const folder = mkdtempSync(join(tmpdir(), "watertight-page-"));
const example = (name: string) => join(__dirname, "../../examples", name).replaceAll("\\", "/");

const pages = {
  storefront: htmlInspection(inspect({ directory: example("storefront") })),
  examples: htmlInspection(inspect({ directory: join(example("."), "..").replaceAll("\\", "/") })),
  hostile: htmlInspection(
    inspect(
      buildOptions({
        Dockerfile: `FROM a AS b\nCOPY [".", "/x/</script><img src=x onerror=alert(1)>/"]\nFROM b\nRUN rm -r /x\n`,
        "</script><script>alert(1)</script>\u202e\n\"'/.env": "DB_PASSWORD=blue-horse-41-Staple\n",
        [`${"long".repeat(60)}/.env`]: "DB_PASSWORD=blue-horse-41-Staple\n",
      }),
    ),
  ),
  clean: htmlInspection(inspect({ directory: example("storefront-fixed") })),
};
type Name = keyof typeof pages;
const names = Object.keys(pages) as Name[];
const urlOf = (name: Name): string => pathToFileURL(join(folder, `${name}.html`)).href;

/** Pictures to look at, where `PICTURES` names a folder for them. */
const pictures = process.env.PICTURES;

(chromium ? describe : describe.skip)("the page in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    for (const name of names) writeFileSync(join(folder, `${name}.html`), pages[name]);
    if (pictures) mkdirSync(pictures, { recursive: true });
    browser = new Browser(chromium!);
    await browser.open();
  });
  beforeEach(async () => {
    browser.complaints.length = 0;
    browser.requests.length = 0;
    await browser.media("screen", "light");
    await browser.size(1280);
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const picture = async (name: string) => {
    if (pictures) writeFileSync(join(pictures, `${name}.png`), await browser.picture());
  };

  test.each(names)("%s: no complaint, no request, no scrolling sideways", async (name) => {
    for (const scheme of ["light", "dark"] as const)
      for (const width of [400, 800, 1600]) {
        await browser.media("screen", scheme);
        await browser.size(width);
        await browser.go(urlOf(name));
        await picture(`${name}-${scheme}-${width}`);
        expect(await browser.ask("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      }
    expect(browser.complaints).toEqual([]);
    expect(
      [...new Set(browser.requests)].filter((url) => ![urlOf(name), "about:blank", "data:,"].includes(url)),
    ).toEqual([]);
  });

  test.each([1280, 1400, 1920])("the map of four columns is seen whole at %d pixels", async (width) => {
    await browser.size(width);
    await browser.go(urlOf("storefront"));
    expect(await browser.ask(`document.querySelectorAll(".column").length`)).toBe(4);
    const over = `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector(".map"))`;
    expect(await browser.ask(over)).toBe(0);
  });

  test("the keyboard reaches each secret and each place, and one sees where it is", async () => {
    await browser.go(urlOf("storefront"));
    const walked: { is: string; lit: string; outlined: boolean }[] = [];
    for (let step = 0; step < 200; step++) {
      await browser.press("Tab", 9);
      const here = await browser.ask<(typeof walked)[number] | null>(`(() => {
        const at = document.activeElement;
        if (at === document.body) return null;
        const lit = [...document.querySelectorAll("details.lit .name")].map((name) => name.textContent).join();
        return { is: at.className || at.localName, lit, outlined: getComputedStyle(at).outlineStyle !== "none" };
      })()`);
      if (!here) break;
      walked.push(here);
    }
    expect(walked.filter(({ outlined }) => !outlined)).toEqual([]);
    expect(walked.map(({ is }) => is).slice(0, 8)).toEqual(["skip", ...Array(6).fill("summary"), "map"]);
    const chips = await browser.ask<number>(`document.querySelectorAll(".chip").length`);
    const reached = walked.filter(({ is }) => is.startsWith("chip"));
    expect(reached).toHaveLength(chips);
    for (const { lit } of reached) expect(lit).not.toBe("");
    expect(walked.filter(({ is }) => is === "summary").map(({ lit }) => lit)).toEqual([
      "deploy_key",
      ".npmrc",
      ".env",
      "api-key",
      "SENTRY_AUTH_TOKEN",
      "NPM_TOKEN",
    ]);
  });

  test("Enter opens a journey, which stays lit, and Escape puts it out", async () => {
    await browser.go(urlOf("storefront"));
    const lit = () =>
      browser.ask<string[]>(
        `[...document.querySelectorAll(".chip.lit .name")].map((name) => name.textContent)`,
      );
    await browser.ask(`document.querySelectorAll("summary")[2].focus()`);
    await browser.press("Enter", 13);
    await browser.ask(`document.activeElement.blur()`);
    await browser.settle();
    expect(await lit()).toEqual([".env", "/app/.env", "/srv/.env"]);
    expect(await browser.ask(`document.querySelectorAll(".ways path.lit").length`)).toBe(3);
    await browser.ask(`document.querySelector(".chip").focus()`);
    await browser.press("Escape", 27);
    await browser.ask(`document.activeElement.blur()`);
    expect(await lit()).toEqual([]);
  });

  test("a chip leads to its journey", async () => {
    await browser.go(urlOf("storefront"));
    await browser.ask(`document.querySelector(".ghost").click()`);
    await browser.settle();
    expect(await browser.ask(`document.querySelector("details[open] .name").textContent`)).toBe("deploy_key");
    expect(await browser.ask("location.hash")).toBe("#b0-j0");
  });

  test.each([400, 1600])("each way on the map ends at what it leads to, at %d pixels", async (width) => {
    await browser.size(width);
    await browser.go(urlOf("storefront"));
    const off = await browser.ask<string[]>(`(() => {
      const frame = document.querySelector(".columns").getBoundingClientRect();
      const near = (point, id) => {
        const { left, right, top, bottom } = document.getElementById(id).getBoundingClientRect();
        const [x, y] = [point.x + frame.left, point.y + frame.top];
        return x > left - 2 && x < right + 2 && y > top - 2 && y < bottom + 2;
      };
      const paths = [...document.querySelectorAll(".ways path")];
      return [...document.querySelectorAll("details")].flatMap(({ dataset }) => {
        const own = paths.filter((path) => path.dataset.journey === dataset.journey);
        return [dataset.steps, dataset.hides].join(",").split(",").filter(Boolean).filter((pair, index) => {
          const [from, to] = pair.split(" ");
          const path = own[index];
          return !path || !near(path.getPointAtLength(0), from) || !near(path.getPointAtLength(path.getTotalLength()), to);
        });
      });
    })()`);
    expect(off).toEqual([]);
    expect(await browser.ask(`document.querySelectorAll(".ways path").length`)).toBeGreaterThan(12);
  });

  test("one build of several is shown, by the address", async () => {
    await browser.go(urlOf("examples"));
    const shown = () =>
      browser.ask<string[]>(
        `[...document.querySelectorAll(".build")].filter((build) => !build.hidden).map(({ id }) => id)`,
      );
    expect(await shown()).toEqual(["b0"]);
    await browser.ask(`document.querySelectorAll("nav a")[3].click()`);
    await browser.settle();
    expect(await shown()).toEqual(["b3"]);
    expect(await browser.ask(`document.querySelector("nav [aria-current]").hash`)).toBe("#b3");
    expect(await browser.ask(`document.querySelectorAll("#b3 .ways path").length`)).toBeGreaterThan(0);
    await browser.go(`${urlOf("examples")}#b5-s0-r1`);
    expect(await shown()).toEqual(["b5"]);
  });

  test("text stands out from what is behind it, in both schemes", async () => {
    for (const scheme of ["light", "dark"] as const) {
      await browser.media("screen", scheme);
      await browser.go(urlOf("storefront"));
      expect(await browser.ask(`(${leastContrast})()`)).toBeGreaterThanOrEqual(4.5);
    }
  });

  test("without its script it still reads", async () => {
    await browser.send("Emulation.setScriptExecutionDisabled", { value: true });
    await browser.load(urlOf("examples"));
    expect(await browser.ask(`document.querySelectorAll(".ways").length`)).toBe(0);
    expect(
      await browser.ask(
        `[...document.querySelectorAll(".build")].filter(({ offsetHeight }) => !offsetHeight).length`,
      ),
    ).toBe(0);
    await browser.ask(`document.querySelector("summary").click()`);
    expect(await browser.ask(`document.querySelector("details[open] .steps").offsetHeight`)).toBeGreaterThan(
      40,
    );
    await picture("examples-no-script");
    await browser.send("Emulation.setScriptExecutionDisabled", { value: false });
  });

  test("on paper all builds and all journeys are there", async () => {
    await browser.go(urlOf("examples"));
    await browser.ask(`dispatchEvent(new Event("beforeprint"))`);
    await browser.media("print", "light");
    expect(await browser.ask(`document.querySelectorAll("details:not([open]), .build[hidden]").length`)).toBe(
      0,
    );
    await browser.size(700);
    expect(await browser.ask("document.documentElement.scrollWidth")).toBeLessThanOrEqual(700);
    await browser.ask(`dispatchEvent(new Event("afterprint"))`);
    expect(await browser.ask(`document.querySelectorAll("details[open]").length`)).toBe(0);
    expect(await browser.ask(`document.querySelectorAll(".build:not([hidden])").length`)).toBe(1);
  });

  test("a hostile name is text", async () => {
    await browser.go(urlOf("hostile"));
    expect(await browser.ask(`document.querySelectorAll("img, script").length`)).toBe(1);
    expect(await browser.ask(`document.querySelector(".ghost .name").textContent`)).toContain(
      "</script><img",
    );
  });
});

/** Runs in the page: the least contrast of a text with the background behind it, by the formula of WCAG 2. */
const leastContrast = `() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (channels(backgroundColor)[3] !== 0) return backgroundColor;
    }
  };
  const texts = [...document.querySelectorAll("body *:not(script)")].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== "") && element.getClientRects().length > 0);
  return Math.min(...texts.map((element) => {
    const [one, other] = [getComputedStyle(element).color, behind(element)].map(luminance).sort((a, b) => b - a);
    return (one + 0.05) / (other + 0.05);
  }));
}`;
