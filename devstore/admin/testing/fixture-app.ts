import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";

/** The smallest embedded app: it loads App Bridge, has a menu, a title bar, and buttons that use it. */
export function fixtureApp(appBridgeUrl: string): { listener: RequestListener; seen: IncomingMessage[] } {
  const seen: IncomingMessage[] = [];
  let refuseOnce = true;
  const script = `<script data-api-key="candor-local-client-id" src="${appBridgeUrl}"></script>`;
  const listener = (request: IncomingMessage, reply: ServerResponse) => {
    seen.push(request);
    const url = new URL(request.url ?? "/", "http://app");
    reply.setHeader("content-type", "text/html; charset=utf-8");
    reply.setHeader(
      "content-security-policy",
      "frame-ancestors https://candor-demo.myshopify.com https://admin.shopify.com;",
    );
    switch (url.pathname) {
      case "/auth/session-token":
        return reply.end(script);
      case "/api/whoami":
        return reply.end(JSON.stringify({ authorization: request.headers.authorization ?? "" }));
      case "/api/flaky":
        if (refuseOnce) {
          refuseOnce = false;
          return reply.writeHead(401, { "x-shopify-retry-invalid-session-request": "1" }).end();
        }
        return reply.end(JSON.stringify({ authorization: request.headers.authorization ?? "" }));
      case "/api/leave":
        return reply
          .writeHead(401, {
            "x-shopify-api-request-failure-reauthorize-url":
              "https://candor-demo.myshopify.com/admin/oauth/install?client_id=candor-local-client-id&optional_scopes=read_all_orders",
          })
          .end();
      case "/app/needs-token": {
        if (url.searchParams.has("id_token") && url.searchParams.has("bounced"))
          return reply.end(page(script, "Back again"));
        url.searchParams.delete("id_token");
        url.searchParams.set("bounced", "1");
        const back = `http://${request.headers["x-forwarded-host"]}${url.pathname}${url.search}`;
        return reply
          .writeHead(302, { location: `/auth/session-token?shopify-reload=${encodeURIComponent(back)}` })
          .end();
      }
      default:
        return reply.end(page(script, url.pathname));
    }
  };
  return { listener, seen };
}

function page(script: string, title: string): string {
  return `<!doctype html><html lang="en"><head><title>${title}</title>${script}</head><body>
<ui-nav-menu><a href="/" rel="home">Home</a><a href="/app/quizzes">Quizzes</a><a href="/app/segments">Segments</a></ui-nav-menu>
<ui-title-bar title="Title of ${title}"><button variant="primary" id="publish">Publish</button><button>Preview</button></ui-title-bar>
<ui-save-bar id="bar"><button variant="primary" id="save">Save</button><button id="discard">Discard</button></ui-save-bar>
<ui-modal id="modal"><p>Inside the modal</p><ui-title-bar title="A modal"><button variant="primary" id="agree">Agree</button></ui-title-bar></ui-modal>
<form data-save-bar id="form"><label>Name <input name="name"></label></form>
<main><h1>${title}</h1><p id="log"></p><a id="out" target="_top" href="https://admin.shopify.com/store/candor-demo/customers">Customers</a> <a id="stuck" href="https://candor-demo.myshopify.com/admin/customers">Forgot _top</a></main>
<script>
const log = (text) => { document.getElementById("log").textContent = text };
for (const id of ["publish", "save", "discard", "agree"]) document.getElementById(id).addEventListener("click", () => log("clicked " + id));
document.getElementById("form").addEventListener("submit", (event) => { event.preventDefault(); log("submitted") });
addEventListener("shopify:navigate", (event) => { history.pushState(null, "", event.target.getAttribute("href")); document.querySelector("h1").textContent = location.pathname });
</script></body></html>`;
}
