import type {
  BridgeEvent,
  BridgeReply,
  BridgeRequest,
  NavLink,
  SaveBar,
  TitleBar,
  ToastMessage,
} from "../app-bridge/protocol.ts";
import { openDialog } from "./dialogs.ts";
import { byId, getJson, make, postJson } from "./dom.ts";
import { drawMenu, drawTitleBar } from "./navigation.ts";
import { pickItems, pickResources } from "./picker.ts";
import { hideSaveBar, mayLeave, showSaveBar } from "./save-bar.ts";
import { hideToast, showToast } from "./toasts.ts";

type FrameData = { handle: string; base: string; store: string; appOrigin: string; scopes: Record<string, string> };
type ScopesDetail = { granted: string[]; required: string[]; optional: string[] };

/** The admin's side of App Bridge, for the one app in the frame. */
export function startAppFrame(): void {
  const frame = byId<HTMLIFrameElement>("app-frame");
  const data = byId("app-frame-data");
  if (!frame || !data) return;
  const bridge = new AppFrame(frame, JSON.parse(data.textContent ?? "{}") as FrameData);
  window.addEventListener("message", (event: MessageEvent<BridgeRequest>) => void bridge.receive(event));
  document.addEventListener("click", (event) => void bridge.followLink(event));
  frame.src = frame.dataset["src"] ?? "about:blank";
}

class AppFrame {
  readonly #frame: HTMLIFrameElement;
  readonly #data: FrameData;
  readonly #name: string;
  #links: NavLink[] = [];
  #path = "/";

  constructor(frame: HTMLIFrameElement, data: FrameData) {
    this.#frame = frame;
    this.#data = data;
    this.#name = frame.title;
    this.#path = location.pathname.slice(data.base.length) || "/";
  }

  async receive(event: MessageEvent<BridgeRequest>): Promise<void> {
    const source = event.source as Window | null;
    if (event.origin !== this.#data.appOrigin || event.data?.bridge !== "app" || !source) return;
    const { id, method, params } = event.data;
    const reply = await this.#answer(method, params).then(
      (value): BridgeReply => ({ bridge: "admin", reply: id, ok: true, value }),
      (error: Error): BridgeReply => ({ bridge: "admin", reply: id, ok: false, error: error.message }),
    );
    source.postMessage(reply, this.#data.appOrigin);
  }

  tell(event: string, data: unknown): void {
    const message: BridgeEvent = { bridge: "admin", event, data };
    this.#frame.contentWindow?.postMessage(message, this.#data.appOrigin);
  }

  /** A link of the admin: the app's own pages change in the frame, others leave it. */
  async followLink(event: MouseEvent): Promise<void> {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || link.target === "_blank")
      return;
    if (link.getAttribute("href")?.startsWith("#")) return;
    event.preventDefault();
    if (!(await mayLeave())) return;
    const href = link.dataset["appHref"];
    if (href === undefined) location.assign(link.href);
    else this.tell("navigate", { href });
  }

  async #answer(method: string, params: unknown): Promise<unknown> {
    const { store, handle, base } = this.#data;
    switch (method) {
      case "hello":
        hideSaveBar();
        this.#loading(false);
        return undefined;
      case "idToken":
        return (await postJson<{ idToken: string }>(`${store}/frame/id-token`, {})).idToken;
      case "location":
        this.#path = (params as { path: string }).path;
        history.replaceState(null, "", base + (this.#path === "/" ? "" : this.#path));
        drawMenu(handle, base, this.#links, this.#path);
        return undefined;
      case "navigate":
        return this.#navigate((params as { url: string }).url);
      case "navMenu":
        this.#links = (params as { links: NavLink[] }).links;
        drawMenu(handle, base, this.#links, this.#path);
        return undefined;
      case "titleBar":
        drawTitleBar((params as { bar: TitleBar | null }).bar, this.#name, (key) => this.tell("press", { key }));
        return undefined;
      case "loading":
        this.#loading((params as { isLoading: boolean }).isLoading);
        return undefined;
      case "modal":
        document.body.classList.toggle("app-modal", (params as { open: boolean }).open);
        return undefined;
      default:
        return this.#answerMore(method, params);
    }
  }

  async #answerMore(method: string, params: unknown): Promise<unknown> {
    const { store } = this.#data;
    switch (method) {
      case "toast.show": {
        const toast = params as ToastMessage;
        showToast(toast, (event) => this.tell(event, { id: toast.id }));
        return undefined;
      }
      case "toast.hide":
        hideToast((params as { id: string }).id);
        return undefined;
      case "saveBar.show":
        showSaveBar(params as SaveBar, (action, id) => this.tell("saveBar.press", { action, id }));
        return undefined;
      case "saveBar.hide":
        hideSaveBar((params as { id: string }).id);
        return undefined;
      case "saveBar.leaveConfirmation":
        // Who stays, stays: the promise of the app does not settle then.
        return (await mayLeave()) ? undefined : new Promise(() => {});
      case "user":
        return getJson(`${store}/frame/user`);
      case "app.extensions":
        return getJson(`${store}/frame/extensions`);
      case "resourcePicker":
        return pickResources(store, params as Parameters<typeof pickResources>[1]);
      case "picker":
        return pickItems(params as Parameters<typeof pickItems>[0]);
      case "scopes.query":
        return getJson(`${store}/frame/scopes`);
      case "scopes.request":
        return this.#requestScopes((params as { scopes: string[] }).scopes);
      case "scopes.revoke":
        return {
          detail: await postJson<ScopesDetail>(`${store}/frame/scopes`, {
            revoke: (params as { scopes: string[] }).scopes,
          }),
        };
      default:
        throw new Error(`The development store's admin does not know "${method}".`);
    }
  }

  #loading(isLoading: boolean): void {
    byId("loading")?.toggleAttribute("hidden", !isLoading);
  }

  async #navigate(address: string): Promise<void> {
    const url = new URL(address, location.href);
    if (!/^https?:$/.test(url.protocol)) throw new Error("Only web addresses can be opened.");
    if (!(await mayLeave())) return;
    location.assign(url);
  }

  async #requestScopes(scopes: string[]): Promise<{ result: string; detail: ScopesDetail }> {
    const { store } = this.#data;
    const detail = await getJson<ScopesDetail>(`${store}/frame/scopes`);
    const missing = scopes.filter((scope) => !detail.granted.includes(scope));
    if (missing.length === 0) return { result: "granted-all", detail };
    const undeclared = missing.find((scope) => !detail.optional.includes(scope));
    if (undeclared !== undefined) throw new Error(`${undeclared} is not among optional_scopes of shopify.app.toml`);
    const items = missing.map((scope) =>
      make("li", {}, make("strong", {}, this.#data.scopes[scope] ?? scope), " ", make("code", {}, scope)),
    );
    const body = make(
      "div",
      {},
      make("p", {}, `${this.#name} asks for more access:`),
      make("ul", { class: "scopes" }, ...items),
    );
    const answer = await openDialog(`Update access of ${this.#name}`, body, [
      { label: "Decline", value: "" },
      { label: "Allow", value: "allow", look: "primary" },
    ]);
    if (answer !== "allow") return { result: "declined-all", detail };
    return { result: "granted-all", detail: await postJson<ScopesDetail>(`${store}/frame/scopes`, { grant: missing }) };
  }
}
