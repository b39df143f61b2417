// Draws what both sides said: the caller above the line, the company's side below.
import { loudest, type Peaks, type Piece } from "./axis";

const BAR = 2;
const STEP = 3;
const UNPLAYED = 0.55;
const LOUDEST = 255;
const ROOM = 0.92;

function colour(canvas: HTMLElement, name: string): string {
  return getComputedStyle(canvas).getPropertyValue(name).trim();
}

export class Wave {
  private readonly canvas: HTMLCanvasElement;
  private readonly length: number;
  private readonly known = new Map<number, { piece: Piece; peaks: Peaks }>();
  private now = 0;

  constructor(canvas: HTMLCanvasElement, length: number) {
    this.canvas = canvas;
    this.length = length;
    new ResizeObserver(() => this.draw()).observe(canvas);
    new MutationObserver(() => this.draw()).observe(document.documentElement, {
      attributeFilter: ["data-bs-theme"],
    });
  }

  add(index: number, piece: Piece, peaks: Peaks): void {
    this.known.set(index, { piece, peaks });
    this.draw();
  }

  moveTo(at: number): void {
    this.now = at;
    this.draw();
  }

  private draw(): void {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const ink = this.canvas.getContext("2d");
    if (!ink || !width) return;
    const dense = window.devicePixelRatio || 1;
    this.canvas.width = width * dense;
    this.canvas.height = height * dense;
    ink.scale(dense, dense);
    ink.fillStyle = colour(this.canvas, "--tblr-border-color");
    ink.fillRect(0, height / 2, width, 1);
    const sides = [colour(this.canvas, "--wave-caller"), colour(this.canvas, "--wave-firm")];
    for (const { piece, peaks } of this.known.values())
      this.drawPiece(ink, piece, peaks, sides, width, height);
  }

  private drawPiece(
    ink: CanvasRenderingContext2D,
    piece: Piece,
    peaks: Peaks,
    sides: string[],
    width: number,
    height: number,
  ): void {
    const lasts = Math.max(0.001, piece.end - piece.begin);
    const first = Math.ceil(((piece.begin / this.length) * width) / STEP) * STEP;
    const last = (piece.end / this.length) * width;
    for (let x = first; x + BAR <= last; x += STEP) {
      const [from, until] = [x, x + STEP].map((each) => ((each / width) * this.length - piece.begin) / lasts);
      ink.globalAlpha = (x / width) * this.length <= this.now ? 1 : UNPLAYED;
      for (const [side, values] of [peaks.left, peaks.right].entries()) {
        const loud = (loudest(values, from ?? 0, until ?? 0) / LOUDEST) * (height / 2) * ROOM;
        if (loud < 0.5) continue;
        ink.fillStyle = sides[side] ?? "";
        ink.fillRect(x, side ? height / 2 + 1 : height / 2 - loud, BAR, loud);
      }
    }
    ink.globalAlpha = 1;
  }
}
