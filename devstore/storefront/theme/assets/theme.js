// The theme's own script: add to cart without leaving the page, sorting, and the cookie banner.
(() => {
  document.documentElement.classList.remove("no-js");

  const count = document.querySelector("[data-cart-count]");
  const link = document.querySelector("[data-cart-link]");
  const showCount = (items) => {
    if (!count || !link) return;
    count.textContent = String(items);
    count.hidden = items === 0;
    link.setAttribute("aria-label", `Cart, ${items} ${items === 1 ? "item" : "items"}`);
  };
  const refreshCount = async () => {
    const answer = await fetch("/cart.js");
    if (answer.ok) showCount((await answer.json()).item_count);
  };
  // Others (the quiz's result, for one) add to the cart too; themes listen for this event.
  document.addEventListener("cart:updated", () => void refreshCount());
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) void refreshCount();
  });

  for (const form of document.querySelectorAll("[data-product-form]")) {
    const message = form.querySelector("[data-form-message]");
    const price = document.querySelector("[data-product-price]");
    form.addEventListener("change", (event) => {
      if (price && event.target.dataset.price) price.textContent = event.target.dataset.price;
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const button = form.querySelector("button[type=submit]");
      button.disabled = true;
      try {
        const answer = await fetch("/cart/add.js", { method: "POST", body: new URLSearchParams(new FormData(form)) });
        const body = await answer.json();
        message.textContent = answer.ok ? "Added to your cart. " : body.description;
        if (answer.ok) {
          const go = document.createElement("a");
          go.href = "/cart";
          go.textContent = "View cart";
          message.append(go);
          await refreshCount();
        }
      } finally {
        button.disabled = false;
      }
    });
  }

  for (const select of document.querySelectorAll("[data-autosubmit]")) {
    select.addEventListener("change", () => select.form.submit());
  }

  const banner = document.querySelector("[data-privacy-banner]");
  window.Shopify.loadFeatures([{ name: "consent-tracking-api", version: "0.1" }], (error) => {
    if (error || !banner) return;
    const privacy = window.Shopify.customerPrivacy;
    banner.hidden = !privacy.shouldShowBanner();
    document.querySelector("[data-privacy-open]")?.addEventListener("click", () => {
      banner.hidden = false;
      banner.querySelector("button").focus();
    });
    banner.addEventListener("click", (event) => {
      const choice = event.target.dataset.privacy;
      if (!choice) return;
      const yes = choice === "accept";
      privacy.setTrackingConsent({ analytics: yes, marketing: yes, preferences: yes, sale_of_data: yes }, () => {
        banner.hidden = true;
      });
    });
  });
})();
