// Plain, accessible stand-ins for the <s-*> components of Shopify's UI extensions (names and properties as in
// @shopify/ui-extensions, surfaces/checkout/components). An <s-*> element that is not here is an error on the console.
(() => {
  const SHEET = "/cdn/checkout/elements.css";
  const PLAIN =
    "stack text paragraph box divider badge grid grid-item query-container unordered-list ordered-list list-item image icon option".split(
      " ",
    );
  const defined = new Set(PLAIN.map((name) => `s-${name}`));

  /** Properties are attributes too, so that both ways of setting them work. */
  function define(name, properties, Base) {
    defined.add(`s-${name}`);
    for (const [property, kind] of Object.entries(properties)) {
      if (Object.hasOwn(Base.prototype, property)) continue;
      const attribute = property.toLowerCase();
      Object.defineProperty(Base.prototype, property, {
        get() {
          return kind === Boolean
            ? this.hasAttribute(attribute) && this.getAttribute(attribute) !== "false"
            : (this.getAttribute(attribute) ?? "");
        },
        set(value) {
          if (kind === Boolean) this.toggleAttribute(attribute, value === true || value === "" || value === "true");
          else if (value === null || value === undefined) this.removeAttribute(attribute);
          else this.setAttribute(attribute, String(value));
        },
      });
    }
    Base.observedAttributes = Object.keys(properties).map((property) => property.toLowerCase());
    customElements.define(`s-${name}`, Base);
  }

  class Part extends HTMLElement {
    connectedCallback() {
      this.ready = true;
      this.update();
    }
    attributeChangedCallback() {
      if (this.ready) this.update();
    }
    shadow(html) {
      if (this.shadowRoot) return this.shadowRoot;
      const root = this.attachShadow({ mode: "open", delegatesFocus: true });
      root.innerHTML = `<link rel="stylesheet" href="${SHEET}">${html}`;
      return root;
    }
    update() {}
    tell(type) {
      this.dispatchEvent(new Event(type, { bubbles: true, composed: true, cancelable: true }));
    }
  }

  define(
    "heading",
    {},
    class extends Part {
      update() {
        this.setAttribute("role", "heading");
        this.setAttribute("aria-level", "2");
      }
    },
  );

  define(
    "section",
    { heading: String, accessibilityLabel: String },
    class extends Part {
      update() {
        const root = this.shadow(`<section><h2 hidden></h2><slot></slot></section>`);
        const title = root.querySelector("h2");
        title.textContent = this.heading;
        title.hidden = this.heading === "";
        root.querySelector("section").setAttribute("aria-label", this.accessibilityLabel || this.heading || "Section");
      }
    },
  );

  define(
    "spinner",
    { accessibilityLabel: String, size: String },
    class extends Part {
      update() {
        this.setAttribute("role", "status");
        this.shadow(`<span class="spinner" aria-hidden="true"></span><span class="hidden-text"></span>`).querySelector(
          ".hidden-text",
        ).textContent = this.accessibilityLabel || "Loading";
      }
    },
  );

  define(
    "banner",
    { heading: String, tone: String, dismissible: Boolean, collapsible: Boolean },
    class extends Part {
      ondismiss = null;
      update() {
        const root = this.shadow(
          `<div class="banner"><div><strong></strong><slot></slot></div><button type="button" aria-label="Dismiss">×</button></div>`,
        );
        root.querySelector(".banner").setAttribute("role", this.tone === "critical" ? "alert" : "status");
        root.querySelector(".banner").dataset.tone = this.tone || "auto";
        root.querySelector("strong").textContent = this.heading;
        const button = root.querySelector("button");
        button.hidden = !this.dismissible;
        button.onclick = () => {
          this.hidden = true;
          this.tell("dismiss");
        };
      }
    },
  );

  define(
    "button",
    {
      type: String,
      variant: String,
      tone: String,
      href: String,
      target: String,
      accessibilityLabel: String,
      disabled: Boolean,
      loading: Boolean,
      inlineSize: String,
    },
    class extends Part {
      update() {
        const root = this.shadow(
          this.href
            ? `<a class="button"><slot></slot></a>`
            : `<button type="button" class="button"><slot></slot></button>`,
        );
        const inner = root.querySelector(".button");
        inner.dataset.variant = this.variant || "auto";
        if (this.accessibilityLabel) inner.setAttribute("aria-label", this.accessibilityLabel);
        if (this.href) {
          inner.href = this.href;
          inner.target = "_blank";
          return;
        }
        inner.disabled = this.disabled || this.loading;
        inner.setAttribute("aria-busy", String(this.loading));
        inner.onclick = () => {
          if (this.type === "submit") setTimeout(() => this.closest("s-form")?.submit(), 0);
        };
      }
    },
  );

  define(
    "link",
    { href: String, target: String, tone: String, accessibilityLabel: String },
    class extends Part {
      update() {
        const link = this.shadow(`<a class="link"><slot></slot></a>`).querySelector("a");
        if (this.href) {
          link.href = this.href;
          link.target = "_blank";
          link.rel = "noopener";
        } else {
          link.href = "#";
          link.onclick = (event) => event.preventDefault();
        }
        if (this.accessibilityLabel) link.setAttribute("aria-label", this.accessibilityLabel);
      }
    },
  );

  define(
    "form",
    { disabled: Boolean },
    class extends Part {
      submit() {
        if (!this.disabled) this.tell("submit");
      }
    },
  );

  /** Fields with one native control inside; `tag` makes it. */
  const field = (tag, submits) =>
    class extends Part {
      get value() {
        return this.control?.value ?? this.getAttribute("value") ?? "";
      }
      set value(next) {
        const text = next ?? "";
        if (this.control) this.control.value = text;
        else this.setAttribute("value", text);
      }
      update() {
        const root = this.shadow(`<label class="field"><span></span>${tag}<small id="error" hidden></small></label>`);
        this.control ??= this.adopt(root.querySelector("input, textarea, select"));
        const control = this.control;
        root.querySelector("span").textContent = this.label;
        root.querySelector("span").className = this.labelAccessibilityVisibility === "exclusive" ? "hidden-text" : "";
        for (const name of ["name", "placeholder", "autocomplete"])
          if (this[name]) control.setAttribute(name, this[name]);
        for (const name of ["disabled", "required"]) control[name] = this[name];
        for (const name of ["rows", "maxLength", "minLength", "min", "max"])
          if (this[name]) control.setAttribute(name, this[name]);
        const error = root.querySelector("small");
        error.textContent = this.error;
        error.hidden = this.error === "";
        control.toggleAttribute("aria-invalid", this.error !== "");
        if (this.error) control.setAttribute("aria-invalid", "true");
        control.setAttribute("aria-describedby", "error");
      }
      adopt(control) {
        control.value = this.getAttribute("value") ?? "";
        // `input` events leave the shadow by themselves, `change` events do not.
        control.addEventListener("change", () => this.tell("change"));
        if (submits) {
          control.addEventListener("keydown", (event) => {
            if (event.key !== "Enter") return;
            this.tell("change");
            this.closest("s-form")?.submit();
          });
        }
        return control;
      }
    };
  const FIELD = {
    label: String,
    labelAccessibilityVisibility: String,
    name: String,
    placeholder: String,
    autocomplete: String,
    disabled: Boolean,
    required: Boolean,
    rows: String,
    maxLength: String,
    minLength: String,
    min: String,
    max: String,
    error: String,
  };
  define("text-field", FIELD, class extends field(`<input type="text">`, true) {});
  define("email-field", FIELD, class extends field(`<input type="email">`, true) {});
  define("number-field", FIELD, class extends field(`<input type="number">`, true) {});
  define("text-area", FIELD, class extends field(`<textarea></textarea>`, false) {});
  define(
    "select",
    FIELD,
    class extends field(`<select></select>`, false) {
      update() {
        super.update();
        const fill = () => {
          const kept = this.control.value || this.getAttribute("value") || "";
          this.control.replaceChildren(
            new Option(this.placeholder, ""),
            ...[...this.querySelectorAll("s-option")].map(
              (option) => new Option(option.textContent, option.getAttribute("value") ?? ""),
            ),
          );
          this.control.value = kept;
        };
        fill();
        this.watch ??= new MutationObserver(fill);
        this.watch.observe(this, { childList: true, subtree: true, characterData: true });
      }
    },
  );

  define(
    "checkbox",
    {
      label: String,
      name: String,
      value: String,
      disabled: Boolean,
      required: Boolean,
      error: String,
      checked: Boolean,
      defaultChecked: Boolean,
    },
    class extends Part {
      update() {
        const root = this.shadow(
          `<label class="check"><input type="checkbox"><span><slot name="label"></slot></span></label>`,
        );
        const input = root.querySelector("input");
        root.querySelector("slot").textContent = this.label;
        input.checked = this.checked;
        input.disabled = this.disabled;
        input.required = this.required;
        input.onchange = () => {
          this.checked = input.checked;
          this.tell("change");
        };
      }
    },
  );

  // A choice is a radio button or a check box itself; the list moves the focus as the ARIA practices say.
  define(
    "choice",
    { value: String, selected: Boolean, defaultSelected: Boolean, disabled: Boolean, accessibilityLabel: String },
    class extends Part {
      update() {
        const list = this.closest("s-choice-list");
        this.shadow(
          `<span class="choice"><span class="mark" aria-hidden="true"></span><span><slot></slot></span></span>`,
        );
        this.setAttribute("role", list?.multiple ? "checkbox" : "radio");
        this.setAttribute("aria-checked", String(this.selected));
        this.setAttribute("aria-disabled", String(this.disabled || Boolean(list?.disabled)));
        if (this.accessibilityLabel) this.setAttribute("aria-label", this.accessibilityLabel);
        list?.arrange?.();
      }
    },
  );

  define(
    "choice-list",
    {
      label: String,
      labelAccessibilityVisibility: String,
      name: String,
      multiple: Boolean,
      disabled: Boolean,
      error: String,
      variant: String,
    },
    class extends Part {
      get choices() {
        return [...this.querySelectorAll("s-choice")];
      }
      get values() {
        return this.choices.filter((choice) => choice.selected).map((choice) => choice.value);
      }
      set values(next) {
        this.wanted = next ?? [];
        for (const choice of this.choices) choice.selected = this.wanted.includes(choice.value);
      }
      arrange() {
        const choices = this.choices;
        if (this.wanted)
          for (const choice of choices)
            if (choice.selected !== this.wanted.includes(choice.value))
              choice.selected = this.wanted.includes(choice.value);
        const current = choices.find((choice) => choice.selected) ?? choices[0];
        for (const choice of choices) choice.tabIndex = this.multiple || choice === current ? 0 : -1;
      }
      choose(choice) {
        if (!choice || choice.disabled || this.disabled) return;
        this.wanted = undefined;
        if (this.multiple) choice.selected = !choice.selected;
        else for (const other of this.choices) other.selected = other === choice;
        this.arrange();
        this.tell("input");
        this.tell("change");
      }
      update() {
        const root = this.shadow(
          `<div class="choices"><span class="label"></span><slot></slot><small hidden></small></div>`,
        );
        this.setAttribute("role", this.multiple ? "group" : "radiogroup");
        if (this.label) this.setAttribute("aria-label", this.label);
        root.querySelector(".label").textContent = this.label;
        root.querySelector(".label").className =
          this.labelAccessibilityVisibility === "exclusive" ? "label hidden-text" : "label";
        const error = root.querySelector("small");
        error.textContent = this.error;
        error.hidden = this.error === "";
        if (!this.multiple) this.setAttribute("aria-invalid", String(this.error !== ""));
        this.arrange();
        if (this.listening) return;
        this.listening = true;
        this.addEventListener("click", ({ target }) => this.choose(target.closest("s-choice")));
        this.addEventListener("keydown", (event) => this.move(event));
      }
      move(event) {
        const choices = this.choices;
        const at = choices.indexOf(event.target.closest("s-choice"));
        if (at < 0) return;
        const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
        if (event.key === " " || (event.key === "Enter" && this.multiple)) this.choose(choices[at]);
        else if (step && !this.multiple) {
          const next = choices[(at + step + choices.length) % choices.length];
          this.choose(next);
          next.focus();
        } else return;
        event.preventDefault();
      }
    },
  );

  // Loud about what is missing: a survey that uses another component must not look complete.
  const warned = new Set();
  new MutationObserver((records) => {
    for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (!(node instanceof Element)) continue;
      for (const element of [node, ...node.querySelectorAll("*")]) {
        const name = element.localName;
        if (!name.startsWith("s-") || defined.has(name) || warned.has(name)) continue;
        warned.add(name);
        console.error(`The development store's checkout has no stand-in for <${name}>`);
      }
    }
  }).observe(document, { childList: true, subtree: true });
})();
