/** Markup that is safe to send: everything put into it was escaped, unless it was Html already. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Piece = Html | string | number | false | null | undefined | readonly Piece[];

export function html(parts: TemplateStringsArray, ...pieces: Piece[]): Html {
  return new Html(parts.map((part, at) => part + (at < pieces.length ? write(pieces[at]) : "")).join(""));
}

function write(piece: Piece): string {
  if (piece instanceof Html) return piece.text;
  if (piece === false || piece === null || piece === undefined) return "";
  if (typeof piece === "object") return piece.map(write).join("");
  return escapeHtml(String(piece));
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** JSON inside a <script type="application/json">: no sequence in it can end the element. */
export function jsonData(id: string, value: unknown): Html {
  return new Html(
    `<script type="application/json" id="${escapeHtml(id)}">${JSON.stringify(value).replace(/</g, "\\u003c")}</script>`,
  );
}
